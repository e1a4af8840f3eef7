import { Inject, Injectable } from '@nestjs/common';
import { Config, NotFound, Outbox } from '@tradewind/core';
import type { StartedPayment } from '@tradewind/contracts';
import { currentScope, Database, Prisma, type SqlTx } from '@tradewind/database';
import { StoresService } from '@tradewind/stores';
import Stripe from 'stripe';
import { v7 as uuidv7 } from 'uuid';
import { applyPaymentIntent } from './apply-payment-intent.ts';
import { type PaymentStatus, statusOfIntent } from './payment-status.ts';
import { PaymentAlreadyMade, PaymentEnded } from './payments.errors.ts';
import { explain, onAccount, PaymentProvider } from './provider.ts';

interface PaymentToStart {
  id: string;
  orderId: string;
  status: string;
  providerPaymentId: string | null;
  amountMinor: number;
  currency: string;
}

/** Starts and ends payments with the provider. Calls to it are made outside of transactions: they may be slow. */
@Injectable()
export class PaymentsService {
  constructor(
    private readonly db: Database,
    private readonly stores: StoresService,
    private readonly provider: PaymentProvider,
    private readonly outbox: Outbox,
    @Inject(Config) private readonly config: Config,
  ) {}

  /**
   * Creates the provider's PaymentIntent of an order, or finds it again. Safe to repeat, also in parallel. A declined
   * card leaves the intent open for the next one; an intent that has ended is `PaymentEnded`, and the order may open
   * another payment.
   */
  async start(orderId: string): Promise<StartedPayment> {
    const payment = await this.findLatest(orderId);
    if (payment.status === 'canceled') throw new PaymentEnded();
    if (payment.status !== 'pending') throw new PaymentAlreadyMade();

    const { paymentAccount } = await this.stores.current();
    const intent = await this.intentOf(payment, paymentAccount).catch(explain);
    await this.keepIntent(payment, intent, paymentAccount);
    if (!intent.client_secret) throw new Error(`The provider gave no client secret for ${intent.id}.`);
    return {
      clientSecret: intent.client_secret,
      publishableKey: this.config.STRIPE_PUBLISHABLE_KEY,
      account: paymentAccount,
      scriptUrl: this.config.STRIPE_SCRIPT_URL,
      amount: { amount: payment.amountMinor, currency: payment.currency },
    };
  }

  /**
   * Ends the payment of an order that is given up. Answers "succeeded" when the customer was faster: then the
   * money is ours, and what it means is decided by `settle-order`. "pending" means that it cannot be ended now.
   */
  async cancel(orderId: string): Promise<PaymentStatus> {
    const payment = await this.findLatest(orderId);
    if (payment.providerPaymentId === null) return this.cancelUnstarted(payment);

    const { paymentAccount } = await this.stores.current();
    const intent = await this.cancelIntent(payment.providerPaymentId, paymentAccount);
    await this.db.writeSql((tx) => applyPaymentIntent(tx, this.outbox, intent));
    return statusOfIntent(intent);
  }

  /** Of several attempts the one that is open or has succeeded counts; the others have ended. */
  private async findLatest(orderId: string): Promise<PaymentToStart> {
    const [payment] = await this.db.writeSql(
      (tx) => tx.$queryRaw<PaymentToStart[]>`
        SELECT id, order_id AS "orderId", status, provider_payment_id AS "providerPaymentId",
               amount_minor AS "amountMinor", currency
        FROM payments WHERE order_id = ${orderId}::uuid
        ORDER BY array_position(ARRAY['succeeded', 'pending', 'canceled'], status), id DESC LIMIT 1`,
    );
    if (!payment) throw new NotFound();
    return payment;
  }

  private intentOf(payment: PaymentToStart, account: string | null): Promise<Stripe.PaymentIntent> {
    if (payment.providerPaymentId) {
      return this.provider.stripe.paymentIntents.retrieve(payment.providerPaymentId, {}, onAccount(account));
    }
    return this.provider.stripe.paymentIntents.create(
      {
        amount: payment.amountMinor,
        currency: payment.currency.toLowerCase(),
        automatic_payment_methods: { enabled: true },
        metadata: { storeId: currentScope()?.storeId ?? '', orderId: payment.orderId, paymentId: payment.id },
      },
      // Ours, and the same for every attempt: two browsers, or a crash in between, still make one intent.
      { ...onAccount(account), idempotencyKey: payment.id },
    );
  }

  private async keepIntent(
    payment: PaymentToStart,
    intent: Stripe.PaymentIntent,
    account: string | null,
  ): Promise<void> {
    if (payment.providerPaymentId === intent.id) return this.noticeEnd(intent);
    const kept = await this.db.writeSql(
      (tx) => tx.$executeRaw`
        UPDATE payments SET provider_payment_id = ${intent.id}, updated_at = now()
        WHERE id = ${payment.id}::uuid AND status = 'pending'`,
    );
    if (kept === 1) return;
    // The order was given up, or paid, while we were talking to the provider.
    if (intent.status !== 'succeeded') await this.cancelIntent(intent.id, account).catch(explain);
    throw new PaymentAlreadyMade();
  }

  /** The intent was ended at the provider, and its webhook has not told us yet. */
  private async noticeEnd(intent: Stripe.PaymentIntent): Promise<void> {
    if (statusOfIntent(intent) === 'pending') return;
    await this.db.writeSql((tx) => applyPaymentIntent(tx, this.outbox, intent));
    throw intent.status === 'canceled' ? new PaymentEnded() : new PaymentAlreadyMade();
  }

  private async cancelIntent(intentId: string, account: string | null): Promise<Stripe.PaymentIntent> {
    const { paymentIntents } = this.provider.stripe;
    try {
      return await paymentIntents.cancel(intentId, {}, onAccount(account));
    } catch (error) {
      // It has been cancelled or has succeeded before: what it is now decides.
      if (error instanceof Stripe.errors.StripeInvalidRequestError)
        return paymentIntents.retrieve(intentId, {}, onAccount(account));
      throw error;
    }
  }

  private async cancelUnstarted({ id, orderId, status }: PaymentToStart): Promise<PaymentStatus> {
    if (status === 'canceled') return 'canceled';
    const canceled = await this.db.writeSql(
      (tx) => tx.$executeRaw`
        UPDATE payments SET status = 'canceled', updated_at = now()
        WHERE id = ${id}::uuid AND status = 'pending' AND provider_payment_id IS NULL`,
    );
    // Started in the meantime: then the provider is asked after all.
    return canceled === 1 ? 'canceled' : this.cancel(orderId);
  }
}

export interface NewPayment {
  orderId: string;
  amountMinor: number;
  currency: string;
}

/**
 * Opens a payment of an order, in the order's own transaction. The database allows one that is pending: of two who open
 * another at the same time the second one finds that of the first.
 */
export function openPayment(tx: SqlTx, { orderId, amountMinor, currency }: NewPayment): void {
  tx.atCommitTogether(Prisma.sql`
    INSERT INTO payments (id, order_id, amount_minor, currency)
    VALUES (${uuidv7()}::uuid, ${orderId}::uuid, ${amountMinor}, ${currency})
    ON CONFLICT (store_id, order_id) WHERE status = 'pending' DO NOTHING`);
}
