import { Pool } from 'undici';
import type { Books } from './books.ts';
import type { Config } from './config.ts';
import { now } from './ids.ts';
import type { StoredEvent } from './records.ts';
import { eventResource } from './resources.ts';
import { webhookSignature } from './webhook-signature.ts';

/** Deliveries under way at one time, each on a kept-alive connection of its own. */
const CONNECTIONS = 16;
const PATIENCE_MS = 15_000;
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
  readonly #config: Config;
  readonly #log: Log;
  readonly #pool: Pool | null;
  readonly #waiting = new Set<NodeJS.Timeout>();
  #queue: Delivery[] = [];
  #taking: Delivery[] = [];
  #underWay = 0;
  #closed = false;

  constructor(books: Books, config: Config, log: Log) {
    this.#books = books;
    this.#config = config;
    this.#log = log;
    this.#pool = config.webhookUrl === undefined ? null : poolFor(config.webhookUrl);
  }

  /** Whether the shop wants to hear of this type. */
  wants(type: string): boolean {
    const { webhookUrl, webhookEvents } = this.#config;
    return webhookUrl !== undefined && (webhookEvents.includes('*') || webhookEvents.includes(type));
  }

  /** Sends what an earlier process could not. */
  resume(): void {
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
    await this.#pool?.destroy();
  }

  #enqueue(delivery: Delivery): void {
    this.#queue.push(delivery);
    this.#pump();
  }

  #pump(): void {
    while (this.#underWay < CONNECTIONS && !this.#closed) {
      const delivery = this.#next();
      if (delivery === undefined) return;
      this.#underWay += 1;
      void this.#attempt(delivery).finally(() => {
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

  async #attempt(delivery: Delivery): Promise<void> {
    const fault = await this.#post(delivery.event);
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

  /** `null` when the shop has taken it, else what was wrong. */
  async #post(event: StoredEvent): Promise<string | null> {
    const url = new URL(this.#config.webhookUrl ?? '');
    const body = JSON.stringify(eventResource(event));
    const signature = webhookSignature(body, this.#config.webhookSecret, now());
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      'user-agent': AGENT,
      'stripe-signature': signature,
    };
    try {
      const answer = await this.#pool?.request({
        method: 'POST',
        path: url.pathname + url.search,
        headers,
        body,
      });
      await answer?.body.dump();
      const status = answer?.statusCode ?? 0;
      return status >= 200 && status < 300 ? null : `answered ${status}`;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }
}

const AGENT = 'Tradewind-Sandbox/1.0 (+webhooks)';

function poolFor(url: string): Pool {
  return new Pool(new URL(url).origin, {
    connections: CONNECTIONS,
    headersTimeout: PATIENCE_MS,
    bodyTimeout: PATIENCE_MS,
    connect: { timeout: 5_000 },
  });
}
