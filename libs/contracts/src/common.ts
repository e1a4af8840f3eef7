import { z } from 'zod';

/** An amount in integer minor units (cents, yen, fils) beside its ISO 4217 currency. */
export const Money = z
  .strictObject({
    amount: z.int(),
    currency: z.string().regex(/^[A-Z]{3}$/, 'Use an ISO 4217 code such as EUR.'),
  })
  .meta({ id: 'Money', description: 'An amount in integer minor units beside its ISO 4217 currency.' });
export type Money = z.infer<typeof Money>;

export const Id = z.uuid();

/** ISO 3166. */
export const Country = z.string().regex(/^[A-Z]{2}$/, 'Use the ISO 3166 code of the country, such as DE.');

/** Part of a URL: lower-case words joined by hyphens. */
export const Slug = z
  .string()
  .max(120)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'Use lower-case letters, digits and single hyphens.');

// Control characters have no place in a name or an address: they break logs, mail headers and labels.
const printable = /^[^\p{Cc}\p{Cs}]*$/u;

/** One line of text as a person types it: trimmed, NFC, no control characters. */
export const Line = (max: number) =>
  z
    .string()
    .max(max)
    .normalize('NFC')
    .trim()
    .min(1)
    // Once more: the normal form of a text may be longer.
    .max(max)
    .regex(printable, 'Control characters are not allowed.');

/** Stored and compared in lower case: mailboxes differ in practice never by case. */
export const Email = z
  .string()
  .trim()
  .max(254)
  .pipe(z.email())
  .transform((email) => email.toLowerCase());

/** Long enough to resist guessing, short enough that hashing it costs a bounded time. */
export const Password = z.string().min(10).max(128);

/** Where a page begins: opaque to clients, today the id of the last item they have. */
export const Cursor = z.uuid();

export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(100).default(24),
  cursor: Cursor.optional(),
};

export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({ items: z.array(item), nextCursor: z.string().nullable() });

/** RFC 9457. `code` is stable and public; `errors` names the fields of a 422. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string(),
    requestId: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof Problem>;
