import { HandlesJob, type JobHandler, Outbox } from '@tradewind/core';
import { Database, Prisma } from '@tradewind/database';
import { PaymentsService } from '@tradewind/payments';
import { findCaptured } from './captured.queries.ts';
import { giveCouponBack } from './coupons/coupon.queries.ts';
import { releaseStock } from './stock.queries.ts';
import { lockOrder, transitionOrder } from './transition-order.ts';

/**
 * The hold on an unpaid order has ended: its units are for others from now on, whatever the provider says. Then the
 * payment is ended with the provider; once it says "canceled" no money can arrive any more, and the order is given up.
 */
@HandlesJob('expire-unpaid-order')
export class ExpireUnpaidOrderProcessor implements JobHandler<'expire-unpaid-order'> {
  constructor(
    private readonly db: Database,
    private readonly payments: PaymentsService,
    private readonly outbox: Outbox,
  ) {}

  async handle({ orderId }: { orderId: string }): Promise<void> {
    const isUnpaid = await this.endHold(orderId);
    if (!isUnpaid) return;
    const payment = await this.payments.cancel(orderId);
    // The customer was faster: settle-order is on its way.
    if (payment === 'succeeded') return;
    if (payment === 'pending') return this.askAgainLater(orderId);
    await this.giveUp(orderId);
  }

  private endHold(orderId: string): Promise<boolean> {
    return this.db.writeSql(async (tx) => {
      const [order, captured] = await Promise.all([lockOrder(tx, orderId), findCaptured(tx, orderId)]);
      // It was paid in time: settle-order is on its way, and the units are its.
      if (order.status !== 'awaiting_payment' || captured.length > 0) return false;
      if (order.stockState === 'held') {
        releaseStock(tx, orderId);
        tx.atCommit(Prisma.sql`UPDATE orders SET stock_state = 'free' WHERE id = ${orderId}::uuid`);
      }
      return true;
    });
  }

  private giveUp(orderId: string): Promise<void> {
    return this.db.writeSql(async (tx) => {
      const order = await lockOrder(tx, orderId);
      if (order.status !== 'awaiting_payment') return;
      transitionOrder(tx, order, { to: 'cancelled', actor: 'clock' });
      giveCouponBack(tx, orderId);
    });
  }

  private askAgainLater(orderId: string): Promise<void> {
    return this.db.writeSql((tx) => {
      this.outbox.addAtCommit(tx, 'expire-unpaid-order', { orderId }, { inMinutes: 60 });
      return Promise.resolve();
    });
  }
}
