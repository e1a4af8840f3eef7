import { Injectable } from '@nestjs/common';
import type { Change } from '@tradewind/contracts';
import { Outbox } from '@tradewind/core';
import { Database, type SqlTx } from '@tradewind/database';
import { giveCouponBack } from './coupons/coupon.queries.ts';
import { IllegalTransition } from './orders.errors.ts';
import { RefundOrderService } from './refunds/refund-order.service.ts';
import { findOrderInLife, unshippedOf } from './refunds/refundable.queries.ts';
import { releaseStock, restock } from './stock.queries.ts';
import { type LockedOrder, lockOrder, transitionOrder } from './transition-order.ts';

/** Gives an order up before anything of it has left the house. */
@Injectable()
export class CancelOrderService {
  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
    private readonly refunds: RefundOrderService,
  ) {}

  /** The customer's own right, as long as nothing was paid. */
  cancelUnpaid(orderId: string, actor: string): Promise<Change> {
    return this.db.writeSql(async (tx) => {
      const order = await lockOrder(tx, orderId);
      if (order.status !== 'awaiting_payment') throw new IllegalTransition(order.status, 'cancelled');
      return this.giveUp(tx, order, actor);
    });
  }

  /** The staff's: what was paid goes back, what was sold goes back on the shelf. */
  cancelOrder(orderId: string, reason: string, actor: string): Promise<Change> {
    return this.db.writeSql(async (tx) => {
      const order = await lockOrder(tx, orderId);
      if (order.status === 'awaiting_payment') return this.giveUp(tx, order, actor);
      const { lines } = await findOrderInLife(tx, orderId);
      if (lines.some(({ shippedQuantity }) => shippedQuantity > 0))
        throw new IllegalTransition(order.status, 'cancelled');

      transitionOrder(tx, order, { to: 'cancelled', actor, stockState: 'free' });
      giveCouponBack(tx, orderId);
      // Units that were paid back before are back on the shelf already, or were written off then.
      const back = lines.map((line) => ({ variantId: line.variantId, quantity: unshippedOf(line) }));
      await restock(
        tx,
        orderId,
        back.filter(({ quantity }) => quantity > 0),
        'cancelled',
      );
      if (order.totalMinor > 0) await this.refunds.refund(tx, order, { kind: 'rest' }, { reason, actor });
      return { id: orderId, status: 'cancelled' };
    });
  }

  private giveUp(tx: SqlTx, order: LockedOrder, actor: string): Change {
    transitionOrder(tx, order, { to: 'cancelled', actor, stockState: 'free' });
    giveCouponBack(tx, order.id);
    if (order.stockState === 'held') releaseStock(tx, order.id);
    if (order.totalMinor > 0) this.outbox.addAtCommit(tx, 'cancel-payment', { orderId: order.id });
    return { id: order.id, status: 'cancelled' };
  }
}
