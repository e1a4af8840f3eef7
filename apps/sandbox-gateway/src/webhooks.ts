import type { Books } from './books.ts';
import type { Config } from './config.ts';
import type { Faults } from './faults/faults.ts';
import { Mishaps } from './faults/mishaps.ts';
import type { Outcome, StoredEvent } from './records.ts';
import { InvalidRequest } from './stripe-error.ts';
import { isTaken, type Signing, WebhookEndpoint } from './webhook-endpoint.ts';

/** Deliveries under way at one time, each on a kept-alive connection of its own. */
const CONNECTIONS = 16;
/** A quarter second, doubling up to a minute: sixty attempts take about three quarters of an hour. */
const ATTEMPTS = 60;
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 60_000;
/** Of an event that is sent again and again, the last answers are kept. */
const ANSWERS_SHOWN = 100;

interface Delivery {
  event: StoredEvent;
  attempt: number;
  /** One too many, sent by a fault: whatever the shop answers, it is not tried again. */
  isCopy: boolean;
  /** Sent when the shop has answered this one. */
  next?: Delivery | undefined;
}

type Log = (message: string, event: StoredEvent, reason: string) => void;

/** Sends events to the shop, signed, until it answers 2xx or has failed to for too long. */
export class Webhooks {
  readonly #books: Books;
  readonly #types: string[];
  readonly #faults: Faults;
  readonly #mishaps: Mishaps;
  readonly #log: Log;
  readonly #endpoint: WebhookEndpoint | null;
  readonly #waiting = new Set<NodeJS.Timeout>();
  #queue: Delivery[] = [];
  #taking: Delivery[] = [];
  #underWay = 0;
  /** Events that wait to be taken, and copies of events on their way. */
  #open = 0;
  #closed = false;

  constructor(books: Books, config: Config, { faults, log }: { faults: Faults; log: Log }) {
    this.#books = books;
    this.#types = config.webhookEvents;
    this.#faults = faults;
    this.#mishaps = new Mishaps({
      send: (events, { inTurn }) => this.#send(events, inTurn),
      lose: (event) => this.#settle(event, 'lost'),
    });
    this.#log = log;
    this.#endpoint =
      config.webhookUrl === undefined
        ? null
        : new WebhookEndpoint(config.webhookUrl, config.webhookSecret, CONNECTIONS);
  }

  /** Whether the shop wants to hear of this type. */
  wants(type: string): boolean {
    return this.#endpoint !== null && (this.#types.includes('*') || this.#types.includes(type));
  }

  /** Sends what an earlier process could not. Without an endpoint it goes on waiting, on file. */
  resume(): void {
    if (this.#endpoint === null) return;
    for (const event of this.#books.events.all()) {
      if (!event.pending) continue;
      this.#open += 1;
      this.#send([event], false);
    }
  }

  /** Sends an event, after it is on file and after the answer to the request that caused it. */
  deliver(event: StoredEvent): void {
    this.#open += 1;
    // Decided now: a fault armed or disarmed a moment later has nothing to do with this event.
    const struck = this.#faults.forEvent(event.type);
    const go = () =>
      struck === undefined ? this.#send([event], false) : void this.#mishaps.befall(event, struck);
    this.#books.saved().then(
      () => setImmediate(go),
      () => this.#later({ event, attempt: 1, isCopy: false }),
    );
  }

  /** Sends an event once more, whatever became of it before; returns what the shop answered. */
  async sendOnceMore(event: StoredEvent, signing: Signing): Promise<number | string> {
    if (this.#endpoint === null)
      throw new InvalidRequest('Webhooks are off: SANDBOX_WEBHOOK_URL is not set.');
    const answered = await this.#endpoint.post(event, signing);
    note(event, answered);
    return answered;
  }

  /** Events the shop has not acknowledged yet, held ones among them, and copies on their way. */
  get pending(): number {
    return this.#open;
  }

  /** Stops sending; what is pending waits on file for the next start. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const timer of this.#waiting) clearTimeout(timer);
    await this.#endpoint?.close();
  }

  #send(events: StoredEvent[], inTurn: boolean): void {
    const seen = new Set<StoredEvent>();
    const deliveries = events.map((event): Delivery => {
      const isCopy = seen.has(event);
      seen.add(event);
      return { event, attempt: 1, isCopy };
    });
    this.#open += deliveries.filter(({ isCopy }) => isCopy).length;
    if (inTurn) for (const [at, delivery] of deliveries.entries()) delivery.next = deliveries[at + 1];
    for (const delivery of inTurn ? deliveries.slice(0, 1) : deliveries) this.#enqueue(delivery);
  }

  #enqueue(delivery: Delivery): void {
    this.#queue.push(delivery);
    this.#pump();
  }

  #pump(): void {
    const endpoint = this.#endpoint;
    while (endpoint !== null && this.#underWay < CONNECTIONS && !this.#closed) {
      const delivery = this.#next();
      if (delivery === undefined) return;
      this.#underWay += 1;
      void this.#attempt(delivery, endpoint).finally(() => {
        this.#underWay -= 1;
        this.#pump();
      });
    }
  }

  /** `shift` of a long array moves all of it, so a backlog is turned around once and taken from its end. */
  #next(): Delivery | undefined {
    if (this.#taking.length === 0) {
      this.#taking = this.#queue.reverse();
      this.#queue = [];
    }
    return this.#taking.pop();
  }

  async #attempt(delivery: Delivery, endpoint: WebhookEndpoint): Promise<void> {
    const { event, isCopy, next } = delivery;
    const answered = await endpoint.post(event);
    note(event, answered);
    if (isCopy) this.#open -= 1;
    else if (isTaken(answered)) this.#settle(event, 'delivered');
    else if (!this.#closed) this.#retry(delivery, String(answered));
    if (next !== undefined) this.#enqueue(next);
  }

  #retry({ event, attempt }: Delivery, answered: string): void {
    if (attempt >= ATTEMPTS) {
      this.#log('gave up on a webhook', event, answered);
      this.#settle(event, 'given_up');
      return;
    }
    if (attempt === 1) this.#log('webhook not accepted, trying again', event, answered);
    this.#later({ event, attempt: attempt + 1, isCopy: false });
  }

  #later(delivery: Delivery): void {
    if (this.#closed) return;
    const longest = Math.min(FIRST_WAIT_MS * 2 ** (delivery.attempt - 2), LONGEST_WAIT_MS);
    const wait = longest * (0.5 + Math.random() / 2);
    delivery.event.nextAttemptAt = Math.round(Date.now() + wait);
    const timer = setTimeout(() => {
      this.#waiting.delete(timer);
      this.#enqueue(delivery);
    }, wait);
    this.#waiting.add(timer);
  }

  #settle(event: StoredEvent, outcome: Outcome): void {
    this.#open -= 1;
    this.#books.settle(event, outcome);
  }
}

/** Remembers what the shop answered, for `GET /sandbox/events`. */
function note(event: StoredEvent, answered: number | string): void {
  event.nextAttemptAt = null;
  const attempts = (event.attempts ??= []);
  attempts.push({ at_ms: Date.now(), answered });
  if (attempts.length > ANSWERS_SHOWN) attempts.shift();
}
