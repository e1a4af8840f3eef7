import { Injectable } from '@nestjs/common';
import { Outbox } from '@tradewind/core';
import { Database, type SqlTx } from '@tradewind/database';
import { StoresService } from '@tradewind/stores';
import Stripe from 'stripe';
import { applyPaymentIntent, type Outcome } from './apply-payment-intent.ts';
import { applyRefund } from './apply-refund.ts';
import { onAccount, PaymentProvider } from './provider.ts';

/** Asks the provider how a payment of the current store stands, and brings our books up to its answer. */
@Injectable()
export class FetchPaymentService {
  constructor(
    private readonly db: Database,
    private readonly stores: StoresService,
    private readonly provider: PaymentProvider,
    private readonly outbox: Outbox,
  ) {}

  /** Undefined when the provider knows none of this id, to our key. */
  async fetchIntent(intentId: string): Promise<Stripe.PaymentIntent | undefined> {
    try {
      return await this.provider.stripe.paymentIntents.retrieve(intentId, {}, await this.account());
    } catch (error) {
      if (error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'resource_missing')
        return undefined;
      throw error;
    }
  }

  async fetchRefunds(intentId: string): Promise<Stripe.Refund[]> {
    const { refunds } = this.provider.stripe;
    const { data } = await refunds.list({ payment_intent: intentId, limit: 100 }, await this.account());
    return data;
  }

  /** In the caller's transaction, or in one of its own. */
  applyIntent(intent: Stripe.PaymentIntent): Promise<Outcome> {
    return this.db.writeSql((tx: SqlTx) => applyPaymentIntent(tx, this.outbox, intent));
  }

  applyRefund(refund: Stripe.Refund): Promise<Outcome> {
    return this.db.writeSql((tx: SqlTx) => applyRefund(tx, this.outbox, refund));
  }

  async account(): Promise<Stripe.RequestOptions> {
    return onAccount((await this.stores.current()).paymentAccount);
  }
}
