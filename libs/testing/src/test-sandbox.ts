import type { StartedPayment } from '@tradewind/contracts';
import { z } from 'zod';
import { root, TestProcess } from './child-process.ts';
import type { SandboxDelivery, SandboxFault } from './sandbox-fault.ts';
import { freePortsAnywhere } from './tools.ts';

const Metadata = z.record(z.string(), z.string());

const LedgerRefund = z.object({ id: z.string(), amount: z.int(), status: z.string(), metadata: Metadata });
export type LedgerRefund = z.infer<typeof LedgerRefund>;

const Ledger = z.object({
  pending_webhooks: z.int(),
  payments: z.array(
    z.object({
      payment_intent: z.string(),
      account: z.string().nullable(),
      status: z.string(),
      amount: z.int(),
      captured: z.int(),
      refunded: z.int(),
      currency: z.string(),
      metadata: Metadata,
      refunds: z.array(LedgerRefund),
    }),
  ),
});
export type LedgerEntry = z.infer<typeof Ledger>['payments'][number];

const CardAnswer = z.object({
  status: z.string().optional(),
  error: z.object({ code: z.string().optional() }).optional(),
});

const Event = z.object({
  id: z.string(),
  type: z.string(),
  payment_intent: z.string().nullable(),
  pending: z.boolean(),
  /** `delivered`, `lost`, `given_up`; null while it waits, or when nobody wanted to hear of it. */
  outcome: z.string().nullable(),
  /** The statuses we answered it with; a text when there was no answer. */
  attempts: z.array(z.object({ at_ms: z.number(), answered: z.union([z.number(), z.string()]) })),
});
export type SandboxEvent = z.infer<typeof Event>;

const Events = z.object({ data: z.array(Event) });
const Faults = z.object({
  data: z.array(z.object({ id: z.string(), struck: z.int(), waiting: z.int(), spent: z.boolean() })),
});
export type ArmedFault = z.infer<typeof Faults>['data'][number];
const WithId = z.object({ id: z.string() });
const Deliveries = z.object({ answers: z.array(z.union([z.number(), z.string()])) });

/** The payment provider, as a process of its own: real HTTP, and signed webhooks to one address. */
export class TestSandbox {
  private process: TestProcess | undefined;

  private constructor(private readonly port: number) {}

  /** Chooses an address, so that the API can be told of it before either runs. */
  static async prepare(): Promise<TestSandbox> {
    const { sandbox } = await freePortsAnywhere(['sandbox']);
    return new TestSandbox(sandbox);
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Starts it; webhooks go to the API at this origin. */
  async start(apiOrigin: string): Promise<void> {
    const env = {
      ...process.env,
      PORT: String(this.port),
      SANDBOX_DATA: '',
      SANDBOX_WEBHOOK_URL: `${apiOrigin}/api/webhooks/stripe`,
    };
    this.process = new TestProcess({ args: [`${root}/apps/sandbox-gateway/src/main.ts`], env });
    await this.process.ready(async () => {
      await fetch(`${this.url}/health/ready`);
    });
  }

  async stop(): Promise<void> {
    await this.process?.kill();
  }

  /** What the browser of a customer does: confirms the payment with a test card, by the name it has in Stripe's list. */
  async pay({ clientSecret }: StartedPayment, card = 'pm_card_visa'): Promise<string> {
    const [intentId = ''] = clientSecret.split('_secret_');
    const response = await fetch(`${this.url}/v1/payment_intents/${intentId}/confirm`, {
      method: 'POST',
      headers: { authorization: `Bearer ${process.env['STRIPE_PUBLISHABLE_KEY']}` },
      body: new URLSearchParams({
        client_secret: clientSecret,
        payment_method: card,
        return_url: 'http://lumen.localhost/',
      }),
    });
    const { status, error } = CardAnswer.parse(await response.json());
    return status ?? error?.code ?? 'unknown';
  }

  /**
   * Lets something go wrong, once unless it says otherwise. The SDK repeats a call that failed or was cut off,
   * so what our code is to notice has to strike three times (`maxNetworkRetries` is 2).
   */
  async arm(fault: SandboxFault): Promise<{ id: string }> {
    return WithId.parse(await this.control('POST', '/sandbox/faults', fault));
  }

  /** Everything armed, and what has been: how often it struck, and what it holds up at this moment. */
  async faults(): Promise<ArmedFault[]> {
    return Faults.parse(await this.control('GET', '/sandbox/faults')).data;
  }

  /** Disarms one fault, or all; what they held up goes on. */
  async disarm(id?: string): Promise<void> {
    await this.control('DELETE', id === undefined ? '/sandbox/faults' : `/sandbox/faults/${id}`);
  }

  /** What happened, the newest first, told to us or not; of one payment if it is named. */
  async events(paymentIntentId?: string): Promise<SandboxEvent[]> {
    const wanted = new URLSearchParams({ limit: '1000' });
    if (paymentIntentId !== undefined) wanted.set('payment_intent', paymentIntentId);
    return Events.parse(await this.control('GET', `/sandbox/events?${wanted.toString()}`)).data;
  }

  /** Sends an event (again), and returns what we answered each time. */
  async deliver(eventId: string, delivery: SandboxDelivery = {}): Promise<(number | string)[]> {
    const answer = await this.control('POST', `/sandbox/events/${eventId}/deliver`, delivery);
    return Deliveries.parse(answer).answers;
  }

  /** The provider's own truth about an order: every payment that names it. */
  async ledgerOf(orderId: string): Promise<LedgerEntry[]> {
    const { payments } = await this.ledger();
    return payments.filter(({ metadata }) => metadata['orderId'] === orderId);
  }

  /** What the provider gave back for an order, oldest first, failed ones among them. */
  async refundsOf(orderId: string): Promise<LedgerRefund[]> {
    return (await this.ledgerOf(orderId)).flatMap(({ refunds }) => refunds);
  }

  /** A refund made in the provider's dashboard: we hear of it, if at all, by webhook. Without an amount, all that is left. */
  async refundAtProvider(paymentIntentId: string, amount?: number): Promise<{ id: string }> {
    const form = { payment_intent: paymentIntentId, ...(amount !== undefined && { amount: String(amount) }) };
    return WithId.parse(await this.asProvider(paymentIntentId, '/v1/refunds', form));
  }

  /** A payment ended in the provider's dashboard. */
  async cancelAtProvider(paymentIntentId: string): Promise<void> {
    await this.asProvider(paymentIntentId, `/v1/payment_intents/${paymentIntentId}/cancel`);
  }

  /** Whether every webhook was taken. */
  async isQuiet(): Promise<boolean> {
    return (await this.ledger()).pending_webhooks === 0;
  }

  private async ledger(): Promise<z.infer<typeof Ledger>> {
    return Ledger.parse(await this.control('GET', '/sandbox/ledger'));
  }

  private async control(method: string, path: string, body?: object): Promise<unknown> {
    const json = body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    return answerOf(await fetch(`${this.url}${path}`, { method, ...json }));
  }

  /** Done on the account that the payment is on. */
  private async asProvider(
    paymentIntentId: string,
    path: string,
    form: Record<string, string> = {},
  ): Promise<unknown> {
    const { payments } = await this.ledger();
    const account = payments.find(({ payment_intent }) => payment_intent === paymentIntentId)?.account;
    const response = await fetch(`${this.url}${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${process.env['STRIPE_SECRET_KEY']}`,
        ...(account && { 'stripe-account': account }),
      },
      body: new URLSearchParams(form),
    });
    return answerOf(response);
  }
}

async function answerOf(response: Response): Promise<unknown> {
  if (!response.ok) throw new Error(`The sandbox answered ${response.status}: ${await response.text()}`);
  return response.json();
}
