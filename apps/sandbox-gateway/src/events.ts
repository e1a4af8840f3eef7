import type { Books } from './books.ts';
import type { Caller } from './caller.ts';
import { newId, now } from './ids.ts';
import type { EventType, StoredEvent } from './records.ts';
import type { Webhooks } from './webhooks.ts';

/** The request that made it happen; of what happens by itself, only the account is known. */
export type Cause = Pick<Caller, 'account' | 'idempotencyKey'> & { requestId: string | null };

/** Records what happened and tells the shop. */
export class Events {
  readonly #books: Books;
  readonly #webhooks: Webhooks;

  constructor(books: Books, webhooks: Webhooks) {
    this.#books = books;
    this.#webhooks = webhooks;
  }

  /** `object` is the resource as it is now; later changes do not touch the event. */
  record(type: EventType, cause: Cause, object: object, previous?: object): void {
    const event: StoredEvent = {
      id: newId('evt'),
      account: cause.account,
      created: now(),
      type,
      object,
      previous,
      request: { id: cause.requestId, idempotency_key: cause.idempotencyKey },
      pending: this.#webhooks.wants(type),
    };
    this.#books.save('event', event);
    if (event.pending) this.#webhooks.deliver(event);
  }
}
