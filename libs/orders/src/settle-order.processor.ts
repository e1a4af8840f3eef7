import { HandlesJob, type JobHandler, Outbox, type RunningJob } from '@tradewind/core';
import { Database, type SqlTx } from '@tradewind/database';
import { post, RefundsService } from '@tradewind/payments';
import { findCaptured, type Captured } from './captured.queries.ts';
import { giveCouponBack, lockCoupon } from './coupons/coupon.queries.ts';
import { claimStock, hasStock, takeStock } from './stock.queries.ts';
import { type LockedOrder, lockOrder, transitionOrder } from './transition-order.ts';

/**
 * Money for an order has arrived: its units are sold to it and the customer hears of it. Money that the order cannot
 * take any more (it was cancelled, or its hold had ended and others were faster) goes back by itself.
 */
@HandlesJob('settle-order')
export class SettleOrderProcessor implements JobHandler<'settle-order'> {
  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
    private readonly refunds: RefundsService,
  ) {}

  async handle({ orderId }: { orderId: string }, job: RunningJob): Promise<void> {
    await this.db.writeSql(async (tx) => {
      const [order, captured] = await Promise.all([lockOrder(tx, orderId), findCaptured(tx, orderId)]);
      await this.settle(tx, order, captured);
      job.doneWith(tx);
    });
  }

  private async settle(tx: SqlTx, order: LockedOrder, captured: Captured[]): Promise<void> {
    const paidMinor = captured.reduce((sum, { leftMinor }) => sum + leftMinor, 0);
    if (order.status === 'cancelled') {
      this.sendBack(tx, order, captured, 'the order was cancelled');
      return;
    }
    // Settled by an earlier run, or not wholly paid.
    if (order.status !== 'awaiting_payment' || paidMinor < order.totalMinor) return;

    if (order.stockState === 'free' && !(await this.isStillThere(tx, order.id))) {
      transitionOrder(tx, order, { to: 'cancelled', actor: 'clock' });
      giveCouponBack(tx, order.id);
      this.sendBack(tx, order, captured, 'sold out before the payment arrived');
      return;
    }
    const take = order.stockState === 'held' ? claimStock : takeStock;
    take(tx, order.id);
    transitionOrder(tx, order, { to: 'paid', actor: 'provider', stockState: 'sold' });
    bookSale(tx, order);
    this.outbox.addAtCommit(tx, 'send-order-confirmation', { orderId: order.id });
  }

  private async isStillThere(tx: SqlTx, orderId: string): Promise<boolean> {
    await lockCoupon(tx, orderId);
    return hasStock(tx, orderId);
  }

  private sendBack(tx: SqlTx, order: LockedOrder, captured: Captured[], reason: string): void {
    for (const { paymentId, leftMinor } of captured) {
      if (leftMinor === 0) continue;
      this.refunds.open(tx, {
        orderId: order.id,
        paymentId,
        amountMinor: leftMinor,
        taxMinor: 0,
        currency: order.currency,
        reason,
        actor: 'clock',
      });
    }
  }
}

/** The sale: what the customer owes, and what it is made of. The payment has been booked against it already. */
function bookSale(tx: SqlTx, order: LockedOrder): void {
  const { id, currency, totalMinor, taxMinor, shippingTotalMinor, shippingTaxMinor } = order;
  const shippingNet = shippingTotalMinor - shippingTaxMinor;
  post(tx, {
    orderId: id,
    kind: 'sale',
    reference: id,
    currency,
    entries: {
      customer: totalMinor,
      tax: -taxMinor,
      shipping: -shippingNet,
      goods: -(totalMinor - taxMinor - shippingNet),
    },
  });
}
