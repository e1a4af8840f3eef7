import { createHmac } from 'node:crypto';
import type { Books } from './books.ts';
import type { Caller } from './caller.ts';
import { now } from './ids.ts';
import type { Answer } from './records.ts';
import { IdempotencyKeyReused, StripeError } from './stripe-error.ts';

/** A finished answer, ready to be sent. */
export interface Finished {
  status: number;
  body: string;
  replayed: boolean;
}

const ONE_DAY = 24 * 60 * 60;

/**
 * The same key and the same request get the same answer, byte for byte, for 24 hours, and the work is done
 * once. The work and the note of its answer happen in one turn of the event loop, so there is no moment in
 * which the one exists without the other.
 */
export class Idempotency {
  readonly #books: Books;
  readonly #secret: string;

  constructor(books: Books, secret: string) {
    this.#books = books;
    this.#secret = secret;
  }

  /** Does the work, or repeats the answer it had. Refusals (a declined card) are answers too. */
  once(caller: Caller, request: string, work: () => object): Finished {
    if (caller.idempotencyKey === null) return answered(work);
    const id = `${caller.account ?? ''}/${caller.idempotencyKey}`;
    const fingerprint = this.#fingerprint(`${caller.key} ${request}`);
    const known = this.#known(id);
    if (known === undefined)
      return this.#keep({ id, account: caller.account, created: now(), fingerprint }, work);
    if (known.fingerprint !== fingerprint) throw new IdempotencyKeyReused(caller.idempotencyKey);
    return { status: known.status, body: known.body, replayed: true };
  }

  #known(id: string): Answer | undefined {
    const answer = this.#books.answers.find(id);
    return answer !== undefined && answer.created > now() - ONE_DAY ? answer : undefined;
  }

  #keep(entry: Omit<Answer, 'status' | 'body'>, work: () => object): Finished {
    const finished = answered(work);
    this.#books.save('answer', { ...entry, status: finished.status, body: finished.body });
    return finished;
  }

  /** Keyed, because a request may hold a card number and this ends up on disk. */
  #fingerprint(request: string): string {
    return createHmac('sha256', this.#secret).update(request).digest('base64url');
  }
}

function answered(work: () => object): Finished {
  try {
    return { status: 200, body: JSON.stringify(work()), replayed: false };
  } catch (error) {
    if (!(error instanceof StripeError)) throw error;
    return { status: error.status, body: JSON.stringify(error.body()), replayed: false };
  }
}
