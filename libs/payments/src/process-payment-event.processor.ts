import { HandlesJob, type JobHandler, Outbox } from '@tradewind/core';
import { Database } from '@tradewind/database';
import { StoresService } from '@tradewind/stores';
import { applyPaymentIntent } from './apply-payment-intent.ts';
import { onAccount, PaymentProvider } from './provider.ts';

/** Fetches the current state of what a webhook was about and applies it: the order of webhooks cannot matter. */
@HandlesJob('process-payment-event')
export class ProcessPaymentEventProcessor implements JobHandler<'process-payment-event'> {
  constructor(
    private readonly db: Database,
    private readonly stores: StoresService,
    private readonly provider: PaymentProvider,
    private readonly outbox: Outbox,
  ) {}

  async handle({ webhookId }: { webhookId: string }): Promise<void> {
    const webhook = await this.db.write((tx) =>
      tx.webhookInbox.findUniqueOrThrow({ where: { id: webhookId } }),
    );
    if (webhook.processedAt) return;

    const { paymentAccount } = await this.stores.current();
    const isOurs = webhook.account === (paymentAccount ?? '');
    const intent = isOurs
      ? await this.provider.stripe.paymentIntents.retrieve(webhook.objectId, {}, onAccount(paymentAccount))
      : undefined;

    await this.db.write(async (tx) => {
      const outcome = intent ? await applyPaymentIntent(tx, this.outbox, intent) : 'ignored: another account';
      await tx.$executeRaw`UPDATE webhook_inbox SET processed_at = now(), outcome = ${outcome} WHERE id = ${webhookId}::uuid`;
    });
  }
}
