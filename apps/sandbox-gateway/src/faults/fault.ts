import { z } from 'zod';
import { checkedJson } from '../json.ts';
import { OPERATIONS } from './operations.ts';

const LONGEST_WAIT_MS = 600_000;
const Milliseconds = z.int().min(0).max(LONGEST_WAIT_MS);

/** How often a fault strikes, said of every fault. */
const often = {
  times: z.union([z.int().min(1).max(1_000_000), z.literal('until_disarmed')]).default(1),
  /** Whether a call or an event is struck is thrown with dice of this seed: the same seed, the same throws. */
  probability: z.number().gt(0).max(1).default(1),
  seed: z.int().min(0).max(0xffff_ffff).default(1),
};

const call = { operation: z.enum([...OPERATIONS, 'any']), ...often };
/** The charge, the refund is made first; only what the caller hears of it goes wrong. */
const after_work = z.boolean().default(false);
const JsonValue = z.union([z.string().max(10_000), z.number(), z.boolean(), z.null()]);

/** What can be wrong with an answer that looks right. */
const Change = z
  .strictObject({
    id: JsonValue.optional(),
    amount: JsonValue.optional(),
    amount_received: JsonValue.optional(),
    amount_refunded: JsonValue.optional(),
    currency: JsonValue.optional(),
    status: JsonValue.optional(),
    charge: JsonValue.optional(),
    payment_intent: JsonValue.optional(),
    latest_charge: JsonValue.optional(),
    client_secret: JsonValue.optional(),
    livemode: JsonValue.optional(),
    metadata: z.record(z.string(), z.string()).nullable().optional(),
  })
  .refine((change) => Object.keys(change).length > 0, { message: 'Name at least one field to change.' });

const kindsOf = (family: string, kinds: string) => ({
  error: () => `The kinds of faults ${family}: ${kinds}.`,
});

/** What can go wrong when the shop calls. */
const CallFault = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ kind: z.literal('delay'), ...call, ms: Milliseconds, after_work }),
    z.strictObject({ kind: z.literal('hang'), ...call, ms: Milliseconds.default(60_000), after_work }),
    z.strictObject({
      kind: z.literal('fail'),
      ...call,
      status: z.union([z.literal(429), z.literal(500), z.literal(502), z.literal(503)]).default(500),
      after_work,
    }),
    z.strictObject({
      kind: z.literal('garbage'),
      ...call,
      bytes: z
        .int()
        .min(1)
        .max(32 * 1024 * 1024)
        .default(200),
      after_work,
    }),
    z.strictObject({ kind: z.literal('drop_reply'), ...call }),
    z.strictObject({ kind: z.literal('wrong_answer'), ...call, change: Change }),
  ],
  kindsOf('of calls', 'delay, hang, fail, garbage, drop_reply, wrong_answer'),
);
export type CallFault = z.infer<typeof CallFault>;

const event = {
  /** An event's type, or the beginning of one and `*`. */
  event: z
    .string()
    .regex(/^[a-z_.]{0,60}\*?$/, 'An event type such as payment_intent.succeeded, or payment_intent.*')
    .default('*'),
  ...often,
};

/** What can go wrong when the shop is told. */
const EventFault = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({
      kind: z.literal('duplicate'),
      ...event,
      copies: z.int().min(2).max(100).default(2),
      parallel: z.boolean().default(false),
    }),
    z.strictObject({
      kind: z.literal('reorder'),
      ...event,
      count: z.int().min(2).max(1_000),
      order: z.enum(['reverse', 'shuffle']).default('reverse'),
      /** So long is waited for the last of them; then those that came are sent. */
      ms: Milliseconds.default(10_000),
    }),
    z.strictObject({ kind: z.literal('delay'), ...event, ms: Milliseconds }),
    z.strictObject({ kind: z.literal('lose'), ...event }),
    z.strictObject({ kind: z.literal('hold'), ...event }),
  ],
  kindsOf('of webhooks', 'duplicate, reorder, delay, lose, hold'),
);
export type EventFault = z.infer<typeof EventFault>;

export type Fault = CallFault | EventFault;

const ONLY_OF_EVENTS = new Set<unknown>(['duplicate', 'reorder', 'lose', 'hold']);
const Outline = z.looseObject({ kind: z.string(), event: z.unknown().optional() });

/** Reads a fault: one with an `event` strikes webhooks, one with an `operation` strikes calls. */
export function faultOf(body: unknown): Fault {
  const { kind, event: type } = checkedJson(Outline, body);
  const strikesEvents = type !== undefined || ONLY_OF_EVENTS.has(kind);
  return strikesEvents ? checkedJson(EventFault, body) : checkedJson(CallFault, body);
}
