import type { Books } from './books.ts';
import type { Config } from './config.ts';
import type { StoredEvent } from './records.ts';
import { WebhookEndpoint } from './webhook-endpoint.ts';

/** Deliveries under way at one time, each on a kept-alive connection of its own. */
const CONNECTIONS = 16;
/** A quarter second, doubling up to a minute: sixty attempts take about three quarters of an hour. */
const ATTEMPTS = 60;
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 60_000;

interface Delivery {
  event: StoredEvent;
  attempt: number;
}

type Log = (message: string, event: StoredEvent, reason: string) => void;

/** Sends events to the shop, signed, until it answers 2xx or has failed to for too long. */
export class Webhooks {
  readonly #books: Books;
  readonly #types: string[];
  readonly #log: Log;
  readonly #endpoint: WebhookEndpoint | null;
  readonly #waiting = new Set<NodeJS.Timeout>();
  #queue: Delivery[] = [];
  #taking: Delivery[] = [];
  #underWay = 0;
  #closed = false;

  constructor(books: Books, config: Config, log: Log) {
    this.#books = books;
    this.#types = config.webhookEvents;
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
      if (event.pending) this.#enqueue({ event, attempt: 1 });
    }
  }

  /** Sends an event, after it is on file and after the answer to the request that caused it. */
  deliver(event: StoredEvent): void {
    this.#books.saved().then(
      () => setImmediate(() => this.#enqueue({ event, attempt: 1 })),
      () => this.#later({ event, attempt: 1 }),
    );
  }

  /** Events the shop has not acknowledged yet. */
  get pending(): number {
    return this.#queue.length + this.#taking.length + this.#underWay + this.#waiting.size;
  }

  /** Stops sending; what is pending waits on file for the next start. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const timer of this.#waiting) clearTimeout(timer);
    await this.#endpoint?.close();
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
    const fault = await endpoint.post(delivery.event);
    if (fault === null) this.#books.settle(delivery.event);
    else if (!this.#closed) this.#retry(delivery, fault);
  }

  #retry({ event, attempt }: Delivery, fault: string): void {
    if (attempt >= ATTEMPTS) {
      this.#log('gave up on a webhook', event, fault);
      this.#books.settle(event);
      return;
    }
    if (attempt === 1) this.#log('webhook not accepted, trying again', event, fault);
    this.#later({ event, attempt: attempt + 1 });
  }

  #later(delivery: Delivery): void {
    if (this.#closed) return;
    const wait = Math.min(FIRST_WAIT_MS * 2 ** (delivery.attempt - 2), LONGEST_WAIT_MS);
    const timer = setTimeout(
      () => {
        this.#waiting.delete(timer);
        this.#enqueue(delivery);
      },
      wait * (0.5 + Math.random() / 2),
    );
    this.#waiting.add(timer);
  }
}
