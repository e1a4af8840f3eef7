import type { Journal } from './journal.ts';
import type { Answer, Charge, Method, Outcome, Payment, Refund, StoredEvent } from './records.ts';
import { Shelf } from './shelf.ts';

/** Beyond these the oldest are forgotten; payments, charges and refunds are kept for good. */
export const EVENTS_KEPT = 10_000;
export const ANSWERS_KEPT = 50_000;

/** Every kind of record, by the name it has in the journal. */
interface Kinds {
  payment: Payment;
  charge: Charge;
  method: Method;
  refund: Refund;
  event: StoredEvent;
  answer: Answer;
}

const KINDS = new Set(['payment', 'charge', 'method', 'refund', 'event', 'answer', 'settled']);

type Entry = { [K in keyof Kinds]: [K, Kinds[K]] }[keyof Kinds] | ['settled', Settled];

/** Nobody waits for this event any more. An earlier version did not note how that came. */
interface Settled {
  id: string;
  outcome?: Outcome;
}

/**
 * Everything the sandbox knows. Each change happens in memory within one turn of the event loop, which is
 * what makes it atomic, and is noted in the journal; an answer leaves only when the journal has it.
 */
export class Books {
  readonly #journal: Journal;
  readonly #shelves: { [K in keyof Kinds]: Shelf<Kinds[K]> } = {
    payment: new Shelf('payment_intent'),
    charge: new Shelf('charge'),
    method: new Shelf('PaymentMethod'),
    refund: new Shelf('refund', ({ payment }) => payment),
    event: new Shelf('event'),
    answer: new Shelf('answer'),
  };
  readonly payments = this.#shelves.payment;
  readonly charges = this.#shelves.charge;
  readonly methods = this.#shelves.method;
  readonly refunds = this.#shelves.refund;
  readonly events = this.#shelves.event;
  readonly answers = this.#shelves.answer;

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  /** Remembers what an earlier process wrote, then rewrites the file without the history. */
  async open(): Promise<void> {
    for await (const entry of this.#journal.read()) this.#recall(entry);
    this.#trim();
    await this.#journal.begin(this.#entries());
  }

  /** Keeps a new record, or the new state of a known one. */
  save<K extends keyof Kinds>(kind: K, record: Kinds[K]): void {
    this.#put(kind, record);
    this.#journal.append([kind, record]);
    if (kind === 'event' || kind === 'answer') this.#trim();
  }

  /** Notes that nobody waits for this event any more. */
  settle(event: StoredEvent, outcome: Outcome): void {
    event.pending = false;
    event.outcome = outcome;
    this.#journal.append(['settled', { id: event.id, outcome }]);
  }

  /** Resolves when everything saved so far is on file. */
  saved(): Promise<void> {
    return this.#journal.flushed();
  }

  close(): Promise<void> {
    return this.#journal.close();
  }

  #recall(entry: unknown): void {
    if (!isEntry(entry)) return;
    const [kind, record] = entry;
    if (kind === 'settled') {
      const event = this.events.find(record.id);
      if (event) Object.assign(event, { pending: false, outcome: record.outcome ?? 'delivered' });
    } else {
      this.#put(kind, kind === 'refund' ? { ...SETTLED_REFUND, ...record } : record);
    }
  }

  #put<K extends keyof Kinds>(kind: K, record: Kinds[K]): void {
    this.#shelves[kind].put(record);
  }

  *#entries(): Generator<[string, object]> {
    for (const [kind, shelf] of Object.entries(this.#shelves)) {
      for (const record of shelf.all()) yield [kind, record];
    }
  }

  #trim(): void {
    this.events.trim(EVENTS_KEPT, (event) => event.pending);
    this.answers.trim(ANSWERS_KEPT);
  }
}

/** An earlier version had only refunds that succeed at once, and did not note it. */
const SETTLED_REFUND = { status: 'succeeded', failureReason: null, bank: null } as const;

/** The journal is our own: an entry with a known kind and an id is what `save` or `settle` wrote. */
function isEntry(entry: unknown): entry is Entry {
  if (!Array.isArray(entry)) return false;
  const kind: unknown = entry[0];
  const record: unknown = entry[1];
  if (typeof kind !== 'string' || typeof record !== 'object' || record === null) return false;
  return KINDS.has(kind) && 'id' in record && typeof record.id === 'string';
}
