import { HandlesJob, type JobHandler, Outbox, type RunningJob } from '@tradewind/core';
import { currentScope, Database } from '@tradewind/database';
import { StoresService } from '@tradewind/stores';
import Stripe from 'stripe';
import { applyRefund, failRefund } from './apply-refund.ts';
import { onAccount, PaymentProvider } from './provider.ts';

interface RefundToSend {
  id: string;
  orderId: string;
  paymentId: string;
  status: string;
  amountMinor: number;
  intentId: string;
}

/** Asks the provider to pay back. Asked twice it pays once: it knows our key, and we look before we ask. */
@HandlesJob('send-refund')
export class SendRefundProcessor implements JobHandler<'send-refund'> {
  constructor(
    private readonly db: Database,
    private readonly stores: StoresService,
    private readonly provider: PaymentProvider,
    private readonly outbox: Outbox,
  ) {}

  async handle({ refundId }: { refundId: string }, job: RunningJob): Promise<void> {
    const refund = await this.find(refundId);
    if (refund?.status !== 'pending') return;
    const { paymentAccount } = await this.stores.current();
    const answer = await this.send(refund, onAccount(paymentAccount));
    await this.db.writeSql(async (tx) => {
      if (answer instanceof Stripe.errors.StripeInvalidRequestError)
        failRefund(tx, this.outbox, refund, answer.code ?? answer.type);
      else await applyRefund(tx, this.outbox, answer);
      job.doneWith(tx);
    });
  }

  private async find(refundId: string): Promise<RefundToSend | undefined> {
    const [refund] = await this.db.writeSql(
      (tx) => tx.$queryRaw<RefundToSend[]>`
        SELECT r.id, r.order_id AS "orderId", r.payment_id AS "paymentId", r.status, r.amount_minor AS "amountMinor",
               p.provider_payment_id AS "intentId"
        FROM refunds r JOIN payments p ON p.store_id = r.store_id AND p.id = r.payment_id
        WHERE r.id = ${refundId}::uuid`,
    );
    return refund;
  }

  /** The provider forgets keys after a day: so what was sent by an attempt that died is looked for first. */
  private async send(
    { id, orderId, paymentId, amountMinor, intentId }: RefundToSend,
    account: Stripe.RequestOptions,
  ): Promise<Stripe.Refund | Stripe.errors.StripeInvalidRequestError> {
    const { refunds } = this.provider.stripe;
    const sent = await refunds.list({ payment_intent: intentId, limit: 100 }, account);
    const known = sent.data.find(({ metadata }) => metadata?.['refundId'] === id);
    if (known) return known;
    const metadata = { storeId: currentScope()?.storeId ?? '', orderId, paymentId, refundId: id };
    try {
      return await refunds.create(
        { payment_intent: intentId, amount: amountMinor, metadata },
        { ...account, idempotencyKey: id },
      );
    } catch (error) {
      // It will never be done: somebody has paid back at the provider, perhaps. Asking again would not help.
      if (error instanceof Stripe.errors.StripeInvalidRequestError) return error;
      throw error;
    }
  }
}
