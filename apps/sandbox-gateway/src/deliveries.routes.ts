import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { matchesType } from './event-types.ts';
import { now } from './ids.ts';
import { checkedJson } from './json.ts';
import type { StoredEvent } from './records.ts';
import type { Sandbox } from './sandbox.ts';
import { NoSuch } from './stripe-error.ts';

const Wanted = z.strictObject({
  account: z.string().optional(),
  type: z.string().default('*'),
  payment_intent: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
});

const Deliver = z.strictObject({
  times: z.int().min(1).max(100).default(1),
  parallel: z.boolean().default(false),
  /** How long ago it says it was signed; negative is the future. */
  age_seconds: z.int().min(-31_536_000).max(31_536_000).default(0),
  signature: z.enum(['right', 'wrong', 'missing']).default('right'),
});

/** /sandbox/events: which events the shop has been told of, and how it answered. */
export function deliveryRoutes(control: FastifyInstance, { books, webhooks }: Sandbox): void {
  control.get('/sandbox/events', async (request) => {
    const wanted = checkedJson(Wanted, request.query);
    const found = [...books.events.all()].reverse().filter((event) => isWanted(event, wanted));
    return { object: 'list', data: found.slice(0, wanted.limit).map(deliveryResource) };
  });

  control.post<{ Params: { id: string } }>('/sandbox/events/:id/deliver', async (request) => {
    const event = books.events.find(request.params.id);
    if (event === undefined) throw new NoSuch('event', request.params.id, 'id');
    const { times, parallel, age_seconds, signature } = checkedJson(Deliver, request.body ?? {});
    const deliver = () => webhooks.sendOnceMore(event, { time: now() - age_seconds, signature });
    const answers = parallel ? await Promise.all(Array.from({ length: times }, deliver)) : [];
    while (answers.length < times) answers.push(await deliver());
    return { object: 'deliveries', event: event.id, answers };
  });
}

function isWanted(event: StoredEvent, { account, type, payment_intent }: z.infer<typeof Wanted>): boolean {
  if (account !== undefined && event.account !== account) return false;
  if (payment_intent !== undefined && paymentOf(event) !== payment_intent) return false;
  return matchesType(type, event.type);
}

function deliveryResource(event: StoredEvent) {
  return {
    id: event.id,
    object: 'delivery',
    type: event.type,
    account: event.account,
    created: event.created,
    payment_intent: paymentOf(event),
    pending: event.pending,
    outcome: event.outcome ?? null,
    attempts: event.attempts ?? [],
    next_attempt_at_ms: event.nextAttemptAt ?? null,
  };
}

/** The payment an event is about: its object is one, or names one. */
function paymentOf({ object }: StoredEvent): unknown {
  if ('object' in object && object.object === 'payment_intent' && 'id' in object) return object.id;
  return 'payment_intent' in object ? object.payment_intent : null;
}
