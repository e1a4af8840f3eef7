import { HandlesJob, type JobHandler, type RunningJob } from '@tradewind/core';
import { Database, Prisma } from '@tradewind/database';
import { StoresService } from '@tradewind/stores';
import type Stripe from 'stripe';
import type { Outcome } from './apply-payment-intent.ts';
import { FetchPaymentService } from './fetch-payment.service.ts';

interface InboxRow {
  type: string;
  account: string;
  intentId: string;
  isProcessed: boolean;
}

/** Fetches the current state of what a webhook was about and applies it: the order of webhooks cannot matter. */
@HandlesJob('process-payment-event')
export class ProcessPaymentEventProcessor implements JobHandler<'process-payment-event'> {
  constructor(
    private readonly db: Database,
    private readonly stores: StoresService,
    private readonly payments: FetchPaymentService,
  ) {}

  async handle({ webhookId }: { webhookId: string }, job: RunningJob): Promise<void> {
    const webhook = await this.find(webhookId);
    if (!webhook || webhook.isProcessed) return;

    const { paymentAccount } = await this.stores.current();
    const isOurs = webhook.account === (paymentAccount ?? '');
    const intent = isOurs ? await this.payments.fetchIntent(webhook.intentId) : undefined;
    const ofRefunds = intent && webhook.type.includes('refund') ? await this.applyRefunds(intent) : [];
    await this.db.writeSql(async (tx) => {
      const why = isOurs ? 'ignored: unknown to the provider' : 'ignored: another account';
      const ofIntent = intent ? await this.payments.applyIntent(intent) : why;
      const outcome = inShort([ofIntent, ...ofRefunds]);
      tx.atCommitTogether(Prisma.sql`
        UPDATE webhook_inbox SET processed_at = now(), outcome = ${outcome} WHERE id = ${webhookId}::uuid`);
      job.doneWith(tx);
    });
  }

  /** The payment must be in the books before its refunds, and each refund before the next. */
  private async applyRefunds(intent: Stripe.PaymentIntent): Promise<Outcome[]> {
    const refunds = await this.payments.fetchRefunds(intent.id);
    await this.payments.applyIntent(intent);
    const outcomes: Outcome[] = [];
    for (const refund of refunds) outcomes.push(await this.payments.applyRefund(refund));
    if (outcomes.includes('not yet'))
      throw new Error(`A refund of ours of ${intent.id} is still to be sent.`);
    return outcomes;
  }

  private async find(webhookId: string): Promise<InboxRow | undefined> {
    const [webhook] = await this.db.writeSql(
      (tx) => tx.$queryRaw<InboxRow[]>`
        SELECT type, account, object_id AS "intentId", processed_at IS NOT NULL AS "isProcessed"
        FROM webhook_inbox WHERE id = ${webhookId}::uuid`,
    );
    return webhook;
  }
}

/** What nobody believed is said first, then whether anything has changed. */
const inShort = (outcomes: readonly Outcome[]): Outcome =>
  outcomes.find((outcome) => outcome.startsWith('ignored')) ??
  (outcomes.includes('applied') ? 'applied' : 'unchanged');
