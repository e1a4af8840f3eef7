import { createHmac } from 'node:crypto';
import { Pool } from 'undici';
import { now } from './ids.ts';
import type { StoredEvent } from './records.ts';
import { eventResource } from './resources.ts';

const PATIENCE_MS = 15_000;

/** How an event is signed: as it should be, unless somebody tries what the shop does with another. */
export interface Signing {
  /** Seconds since 1970. */
  time?: number;
  signature?: 'right' | 'wrong' | 'missing';
}

/** Where the shop takes webhooks, over kept-alive connections. */
export class WebhookEndpoint {
  readonly #pool: Pool;
  readonly #path: string;
  readonly #secret: string;

  constructor(address: string, secret: string, connections: number) {
    const { origin, pathname, search } = new URL(address);
    this.#path = pathname + search;
    this.#secret = secret;
    this.#pool = new Pool(origin, {
      connections,
      headersTimeout: PATIENCE_MS,
      bodyTimeout: PATIENCE_MS,
      connect: { timeout: 5_000 },
    });
  }

  /** Sends an event; returns the status the shop answered, or why there was none. */
  async post(event: StoredEvent, signing: Signing = {}): Promise<number | string> {
    const body = JSON.stringify(eventResource(event));
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      'user-agent': 'Tradewind-Sandbox/1.0 (+webhooks)',
      ...this.#signed(body, signing),
    };
    try {
      const answer = await this.#pool.request({ method: 'POST', path: this.#path, headers, body });
      await answer.body.dump();
      return answer.statusCode;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  close(): Promise<void> {
    return this.#pool.destroy();
  }

  #signed(body: string, { time = now(), signature = 'right' }: Signing): Record<string, string> {
    if (signature === 'missing') return {};
    const secret = signature === 'right' ? this.#secret : `not ${this.#secret}`;
    return { 'stripe-signature': signatureOf(body, secret, time) };
  }
}

/** Whether the shop has taken it: anything but 2xx is no. */
export function isTaken(answered: number | string): boolean {
  return typeof answered === 'number' && answered >= 200 && answered < 300;
}

/** The `Stripe-Signature` header: the time, and the HMAC-SHA256 of time and body under the shared secret. */
function signatureOf(body: string, secret: string, time: number): string {
  const hmac = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex');
  return `t=${time},v1=${hmac}`;
}
