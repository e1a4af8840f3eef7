import type { StartedPayment } from '@tradewind/contracts';
import { z } from 'zod';
import { root, TestProcess } from './child-process.ts';
import { freePortsAnywhere } from './tools.ts';

const Ledger = z.object({
  pending_webhooks: z.int(),
  payments: z.array(
    z.object({
      payment_intent: z.string(),
      status: z.string(),
      amount: z.int(),
      captured: z.int(),
      metadata: z.record(z.string(), z.string()),
    }),
  ),
});
export type LedgerEntry = z.infer<typeof Ledger>['payments'][number];

const CardAnswer = z.object({
  status: z.string().optional(),
  error: z.object({ code: z.string().optional() }).optional(),
});

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

  /** The provider's own truth about an order: every payment that names it. */
  async ledgerOf(orderId: string): Promise<LedgerEntry[]> {
    const { payments } = await this.ledger();
    return payments.filter(({ metadata }) => metadata['orderId'] === orderId);
  }

  /** Whether every webhook was taken. */
  async isQuiet(): Promise<boolean> {
    return (await this.ledger()).pending_webhooks === 0;
  }

  private async ledger(): Promise<z.infer<typeof Ledger>> {
    return Ledger.parse(await (await fetch(`${this.url}/sandbox/ledger`)).json());
  }
}
