import { createHmac } from 'node:crypto';
import { Pool } from 'undici';
import { now } from './ids.ts';
import type { StoredEvent } from './records.ts';
import { eventResource } from './resources.ts';

const PATIENCE_MS = 15_000;

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

  /** Sends an event; `null` when the shop has taken it, else what was wrong. */
  async post(event: StoredEvent): Promise<string | null> {
    const body = JSON.stringify(eventResource(event));
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      'user-agent': 'Tradewind-Sandbox/1.0 (+webhooks)',
      'stripe-signature': signature(body, this.#secret, now()),
    };
    try {
      const answer = await this.#pool.request({ method: 'POST', path: this.#path, headers, body });
      await answer.body.dump();
      const taken = answer.statusCode >= 200 && answer.statusCode < 300;
      return taken ? null : `answered ${answer.statusCode}`;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  close(): Promise<void> {
    return this.#pool.destroy();
  }
}

/** The `Stripe-Signature` header: the time, and the HMAC-SHA256 of time and body under the shared secret. */
function signature(body: string, secret: string, time: number): string {
  const hmac = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex');
  return `t=${time},v1=${hmac}`;
}
