import { HandlesJob, type JobHandler, Outbox, type RunningJob } from '@tradewind/core';
import { Database, type SqlTx } from '@tradewind/database';
import { flagOrder, post, RefundsService } from '@tradewind/payments';
import { findCaptured, type Captured } from './captured.queries.ts';
import { giveCouponBack, lockCouponOf } from './coupons/coupon.queries.ts';
import { sendBack } from './refunds/send-back.ts';
import { claimStock, hasStock, releaseStock, takeStock } from './stock.queries.ts';
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
    if (order.status === 'cancelled') {
      sendBack(tx, this.refunds, { order, captured, reason: 'the order was cancelled', actor: 'clock' });
      return;
    }
    const capturedMinor = captured.reduce((sum, payment) => sum + payment.capturedMinor, 0);
    if (order.status !== 'awaiting_payment') {
      // Settled by an earlier run. Only if the provider takes back what it said can an order be paid twice.
      if (capturedMinor > order.totalMinor) flagOrder(tx, order.id, 'it was paid twice');
      return;
    }
    if (capturedMinor < order.totalMinor) return;
    if (await this.canBeSold(tx, order, captured)) this.sell(tx, order);
    else this.giveUp(tx, order, captured);
  }

  /** Not when its hold has ended and others were faster, nor when somebody has paid back at the provider already. */
  private async canBeSold(tx: SqlTx, order: LockedOrder, captured: Captured[]): Promise<boolean> {
    const leftMinor = captured.reduce((sum, payment) => sum + payment.leftMinor, 0);
    if (leftMinor < order.totalMinor) return false;
    if (order.stockState === 'held') return true;
    await tx.$queryRaw(lockCouponOf(order.id));
    return hasStock(tx, order.id);
  }

  private sell(tx: SqlTx, order: LockedOrder): void {
    const take = order.stockState === 'held' ? claimStock : takeStock;
    take(tx, order.id);
    transitionOrder(tx, order, { to: 'paid', actor: 'provider', stockState: 'sold' });
    bookSale(tx, order);
    this.outbox.addAtCommit(tx, 'send-order-confirmation', { orderId: order.id }, { subject: order.id });
    this.outbox.addAtCommit(tx, 'issue-invoice', { orderId: order.id }, { once: order.id });
  }

  private giveUp(tx: SqlTx, order: LockedOrder, captured: Captured[]): void {
    transitionOrder(tx, order, { to: 'cancelled', actor: 'clock', stockState: 'free' });
    giveCouponBack(tx, order.id);
    if (order.stockState === 'held') releaseStock(tx, order.id);
    sendBack(tx, this.refunds, { order, captured, reason: 'the order could not be kept', actor: 'clock' });
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
