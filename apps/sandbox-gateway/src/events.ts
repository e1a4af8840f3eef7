import type { Books } from './books.ts';
import type { Caller } from './caller.ts';
import { newId, now } from './ids.ts';
import type { EventType } from './records.ts';
import type { Webhooks } from './webhooks.ts';

/** Records what happened and tells the shop. */
export class Events {
  readonly #books: Books;
  readonly #webhooks: Webhooks;

  constructor(books: Books, webhooks: Webhooks) {
    this.#books = books;
    this.#webhooks = webhooks;
  }

  /** `object` is the resource as it is now; later changes do not touch the event. */
  record(type: EventType, caller: Caller, object: object): void {
    const event = {
      id: newId('evt'),
      account: caller.account,
      created: now(),
      type,
      object,
      request: { id: caller.requestId, idempotency_key: caller.idempotencyKey },
      pending: this.#webhooks.wants(type),
    };
    this.#books.save('event', event);
    if (event.pending) this.#webhooks.deliver(event);
  }
}
