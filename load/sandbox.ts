import { randomUUID } from 'node:crypto';
import type { StartedPayment } from '@tradewind/contracts';
import { Pool } from 'undici';
import { z } from 'zod';
import { Setback } from './setback.ts';
import { answerOf, jsonOf } from './visitor.ts';

/** Stripe's test card that always succeeds. */
const visa = { number: '4242424242424242', exp_month: '12', exp_year: '34', cvc: '123' };

const Intent = z.object({ id: z.string(), status: z.string() });
const StripeError = z.object({
  error: z.object({ code: z.string().optional(), type: z.string(), message: z.string() }),
});

const LedgerEntry = z.object({
  payment_intent: z.string(),
  account: z.string().nullable(),
  status: z.string(),
  amount: z.int(),
  captured: z.int(),
  currency: z.string(),
  metadata: z.record(z.string(), z.string()),
  refunds: z.array(z.object({ id: z.string(), amount: z.int(), status: z.string() })),
});

/** The provider's own books, and how many webhooks it has still to deliver. */
const Ledger = z.object({ pending_webhooks: z.int(), payments: z.array(LedgerEntry) });
export type Ledger = z.infer<typeof Ledger>;

/** The payment sandbox as a shopper's browser sees it, and its books as an auditor does. */
export class Sandbox {
  readonly #pool: Pool;

  constructor(url: string, connections: number) {
    this.#pool = new Pool(new URL(url).origin, { connections, headersTimeout: 15_000, bodyTimeout: 15_000 });
  }

  /** Confirms a payment with the test card: the request that the card form's frame sends. */
  async payByCard({ clientSecret, publishableKey, account }: StartedPayment): Promise<void> {
    const [id = ''] = clientSecret.split('_secret_');
    const { statusCode, body } = await answerOf(() =>
      this.#pool.request({
        method: 'POST',
        path: `/v1/payment_intents/${encodeURIComponent(id)}/confirm`,
        headers: {
          authorization: `Bearer ${publishableKey}`,
          'content-type': 'application/x-www-form-urlencoded',
          'idempotency-key': randomUUID(),
          ...(account && { 'stripe-account': account }),
        },
        body: cardForm(clientSecret).toString(),
      }),
    );
    const intent = Intent.safeParse(jsonOf(body));
    if (statusCode !== 200 || !intent.success) throw refusal(statusCode, body);
    if (intent.data.status !== 'succeeded')
      throw new Setback(statusCode, intent.data.status, 'The card did not pay.');
  }

  /** The books of all accounts, or of one. Undefined when this provider keeps no ledger for us to read. */
  async ledger(account?: string): Promise<Ledger | undefined> {
    const path = account ? `/sandbox/ledger?account=${account}` : '/sandbox/ledger';
    const { statusCode, body } = await answerOf(() => this.#pool.request({ method: 'GET', path }));
    return statusCode === 200 ? Ledger.parse(jsonOf(body)) : undefined;
  }

  /** How many webhooks are still on their way. */
  async pendingWebhooks(): Promise<number> {
    // Of an account that does not exist: the answer is short however much was sold.
    return (await this.ledger('acct_nobody'))?.pending_webhooks ?? 0;
  }

  close(): Promise<void> {
    return this.#pool.close();
  }
}

function cardForm(clientSecret: string): URLSearchParams {
  const card = Object.entries(visa).map(([field, value]): [string, string] => [
    `payment_method_data[card][${field}]`,
    value,
  ]);
  return new URLSearchParams([
    ['client_secret', clientSecret],
    ['return_url', 'http://localhost/checkout'],
    ['payment_method_data[type]', 'card'],
    ...card,
  ]);
}

function refusal(status: number, body: string): Setback {
  const answer = StripeError.safeParse(jsonOf(body));
  if (!answer.success) return new Setback(status, 'unknown', body.slice(0, 200));
  const { code, type, message } = answer.data.error;
  return new Setback(status, code ?? type, message);
}
