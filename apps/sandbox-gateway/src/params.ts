import { z } from 'zod';
import type { Form } from './form.ts';
import { InvalidRequest } from './stripe-error.ts';

/** Refuses a value with one of Stripe's error codes. */
function refuse(context: z.RefinementCtx, code: string, message: string): void {
  context.addIssue({ code: 'custom', message, params: { code } });
}

const integer = z.string().transform((text, context) => {
  if (!/^-?\d{1,15}$/.test(text))
    refuse(context, 'parameter_invalid_integer', `Invalid integer: ${text.slice(0, 40)}`);
  return Number(text);
});

/** A whole number of minor units that can be charged or refunded. */
export const Amount = integer.pipe(
  z.number().transform((amount, context) => {
    if (amount < 1)
      refuse(context, 'parameter_invalid_integer', 'This value must be greater than or equal to 1.');
    if (amount > 99_999_999) refuse(context, 'amount_too_large', 'Amount must be no more than 99999999.');
    return amount;
  }),
);

const currencies = new Set(Intl.supportedValuesOf('currency').map((code) => code.toLowerCase()));

/** An ISO currency, in lower case as Stripe answers it. */
export const Currency = z
  .string()
  .transform((code) => code.toLowerCase())
  .refine((code) => currencies.has(code), { message: 'Invalid currency.' });

/** `true` or `false` as a form writes it. */
export const Flag = z.enum(['true', 'false']).transform((text) => text === 'true');

/** A text; the empty one unsets. */
export const Text = z
  .string()
  .max(1000)
  .transform((text) => (text === '' ? null : text));

/** A list, which a form writes as `name[0]=a&name[1]=b`. */
export const listOf = <T extends z.ZodType>(item: T) =>
  z.preprocess(
    (value) => (typeof value === 'object' && value !== null ? Object.values(value) : value),
    z.array(item).max(20),
  );

/** Up to 50 notes of the shop's own. */
export const Metadata = z
  .record(z.string().min(1).max(40), z.string().max(500))
  .refine((notes) => Object.keys(notes).length <= 50, { message: 'Metadata can have at most 50 keys.' });

/** An address a customer is sent back to. Only the web's own schemes: the 3-D Secure page redirects there. */
export const ReturnUrl = z.url({ protocol: /^https?$/, message: 'Not a valid URL' });

export const Expand = listOf(z.string()).default([]);

/** Where in a list to begin, and how much of it to show. */
export const PageParams = z.strictObject({
  limit: integer.pipe(z.number().min(1).max(100)).default(10),
  starting_after: z.string().optional(),
  ending_before: z.string().optional(),
  created: z
    .union([
      integer.transform((second) => ({ gte: second, lte: second })),
      z.strictObject({
        gt: integer.optional(),
        gte: integer.optional(),
        lt: integer.optional(),
        lte: integer.optional(),
      }),
    ])
    .optional(),
  expand: Expand,
});

/** Checks a form against its schema; the first fault becomes Stripe's kind of answer. */
export function checked<S extends z.ZodType>(schema: S, form: Form): z.output<S> {
  const result = schema.safeParse(form);
  if (result.success) return result.data;
  const { issues } = result.error;
  throw faultOf(issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0], form);
}

function faultOf(issue: z.core.$ZodIssue | undefined, form: Form): InvalidRequest {
  if (issue === undefined) return new InvalidRequest('Invalid request.');
  if (issue.code === 'unrecognized_keys') {
    const param = nameOf([...issue.path, issue.keys[0] ?? '']);
    return new InvalidRequest(`Received unknown parameter: ${param}`, { code: 'parameter_unknown', param });
  }
  const param = nameOf(issue.path);
  if (valueAt(form, issue.path) === undefined) {
    return new InvalidRequest(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
  }
  const code: unknown = issue.code === 'custom' ? issue.params?.['code'] : undefined;
  return new InvalidRequest(issue.message, { code: typeof code === 'string' ? code : undefined, param });
}

/** `['card', 'number']` is `card[number]`. */
function nameOf([first = '', ...rest]: PropertyKey[]): string {
  return [String(first), ...rest.map((part) => `[${String(part)}]`)].join('').slice(0, 200);
}

function valueAt(form: Form, path: PropertyKey[]): unknown {
  let value: unknown = form;
  for (const part of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Object.entries(value).find(([name]) => name === String(part))?.[1];
  }
  return value;
}
