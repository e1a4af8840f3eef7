import { Inject, Injectable } from '@nestjs/common';
import { Config, NotFound, Outbox } from '@tradewind/core';
import type { StartedPayment } from '@tradewind/contracts';
import { currentScope, Database, type Tx } from '@tradewind/database';
import { StoresService } from '@tradewind/stores';
import Stripe from 'stripe';
import { applyPaymentIntent } from './apply-payment-intent.ts';
import { type PaymentStatus, statusOfIntent } from './payment-status.ts';
import { PaymentAlreadyMade, PaymentsUnavailable } from './payments.errors.ts';
import { onAccount, PaymentProvider } from './provider.ts';

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

  /** Creates the provider's PaymentIntent of an order, or finds it again. Safe to repeat, also in parallel. */
  async start(orderId: string): Promise<StartedPayment> {
    const payment = await this.findPayment(orderId);
    if (payment.status !== 'pending') throw new PaymentAlreadyMade();

    const { paymentAccount } = await this.stores.current();
    const intent = await this.intentOf(payment, paymentAccount).catch(explain);
    await this.keepIntentId(payment, intent, paymentAccount);
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
   * money is ours and the order is to be settled, not cancelled. "pending" means that it cannot be ended now.
   */
  async cancel(orderId: string): Promise<PaymentStatus> {
    const payment = await this.findPayment(orderId);
    if (payment.providerPaymentId === null) return this.cancelUnstarted(payment);

    const { paymentAccount } = await this.stores.current();
    const intent = await this.cancelIntent(payment.providerPaymentId, paymentAccount);
    await this.db.write((tx) => applyPaymentIntent(tx, this.outbox, intent));
    return statusOfIntent(intent);
  }

  private async findPayment(orderId: string): Promise<PaymentToStart> {
    const payment = await this.db.write((tx) => tx.payment.findFirst({ where: { orderId } }));
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

  private async keepIntentId(
    payment: PaymentToStart,
    intent: Stripe.PaymentIntent,
    account: string | null,
  ): Promise<void> {
    if (payment.providerPaymentId === intent.id) return;
    const { count } = await this.db.write((tx) =>
      tx.payment.updateMany({
        where: { id: payment.id, status: 'pending' },
        data: { providerPaymentId: intent.id },
      }),
    );
    if (count === 1) return;
    // The order was given up, or paid, while we were talking to the provider.
    if (intent.status !== 'succeeded') await this.cancelIntent(intent.id, account);
    throw new PaymentAlreadyMade();
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

  private async cancelUnstarted({ id, orderId }: PaymentToStart): Promise<PaymentStatus> {
    const { count } = await this.db.write((tx) =>
      tx.payment.updateMany({
        where: { id, status: 'pending', providerPaymentId: null },
        data: { status: 'canceled' },
      }),
    );
    if (count === 1) return 'canceled';
    const now = await this.findPayment(orderId);
    // It was cancelled before, or started in the meantime: then the provider is asked after all.
    return now.status === 'canceled' ? 'canceled' : this.cancel(orderId);
  }
}

/**
 * A provider that is away is no fault of the request: the customer may try again. One that refuses our keys or
 * our request is our fault: its status must not become our answer.
 */
function explain(error: unknown): never {
  const { StripeConnectionError, StripeAPIError, StripeRateLimitError, StripeError } = Stripe.errors;
  const isAway = [StripeConnectionError, StripeAPIError, StripeRateLimitError].some(
    (kind) => error instanceof kind,
  );
  if (isAway) throw new PaymentsUnavailable();
  throw error instanceof StripeError
    ? new Error('The payment provider refused our request.', { cause: error })
    : error;
}

/** Opens the payment of a new order, in the order's own transaction. */
export async function openPayment(
  tx: Tx,
  order: { id: string; totalMinor: number; currency: string },
): Promise<void> {
  await tx.payment.createMany({
    data: [{ orderId: order.id, amountMinor: order.totalMinor, currency: order.currency }],
  });
}
