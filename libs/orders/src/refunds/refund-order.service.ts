import { Injectable } from '@nestjs/common';
import type { Change, RefundOrder } from '@tradewind/contracts';
import { Database, type SqlTx } from '@tradewind/database';
import { RefundsService } from '@tradewind/payments';
import { findCaptured } from '../captured.queries.ts';
import { roundingStep } from '../pricing/rounding.ts';
import { amountOf, type RefundPart, type RefundWish, splitRefund } from '../pricing/split-refund.ts';
import { restock } from '../stock.queries.ts';
import { type LockedOrder, lockOrder } from '../transition-order.ts';
import { findOrderInLife, insertParts, type OrderInLife } from './refundable.queries.ts';
import { sendBack } from './send-back.ts';
import { NotRefundable, RefundRefused, WrongCurrency } from './refunds.errors.ts';

/** Who wants a refund, and for which return, if for one. */
export interface RefundCause {
  reason: string;
  actor: string;
  returnId?: string;
}

/** Gives money back, all of it or a part, as often as there is something left. */
@Injectable()
export class RefundOrderService {
  constructor(
    private readonly db: Database,
    private readonly refunds: RefundsService,
  ) {}

  /**
   * Writes the refund down and has it sent. The order stays locked meanwhile, so of twenty partial refunds at once
   * each sees what the others left. The order becomes refunded when the provider has said that it was done.
   */
  refundOrder(orderId: string, request: RefundOrder, actor: string): Promise<Change> {
    return this.db.writeSql(async (tx) => {
      const order = await lockOrder(tx, orderId);
      const { amount, reason } = request;
      if (amount && amount.currency !== order.currency) throw new WrongCurrency(order.currency);
      if (order.paidAt === null) return this.refundUnsold(tx, order, { reason, actor });
      const { refundId, parts } = await this.refund(tx, order, wishOf(request), { reason, actor });
      if (request.restock) await restock(tx, orderId, unitsOf(parts), 'refunded');
      return { id: refundId, status: 'pending' };
    });
  }

  /** It went back by itself when the order was given up; here is another try for what came back to us. */
  private async refundUnsold(tx: SqlTx, order: LockedOrder, cause: RefundCause): Promise<Change> {
    const captured = order.status === 'awaiting_payment' ? [] : await findCaptured(tx, order.id);
    const [refundId] = sendBack(tx, this.refunds, { order, captured, ...cause });
    if (!refundId) throw new NotRefundable(order.status);
    return { id: refundId, status: 'pending' };
  }

  /** As part of a larger step, of an order that is locked. */
  async refund(
    tx: SqlTx,
    order: LockedOrder,
    wish: RefundWish,
    cause: RefundCause,
  ): Promise<{ refundId: string; parts: RefundPart[] }> {
    const [life, captured] = await Promise.all([findOrderInLife(tx, order.id), findCaptured(tx, order.id)]);
    // An order that was never sold has nothing to take back: what arrived for it went back by itself.
    const payment = captured.find(({ leftMinor }) => leftMinor > 0);
    if (!payment || order.paidAt === null) throw new NotRefundable(order.status);

    const split = splitRefund(toRefundable(order, life), wish, roundingStep(order.currency));
    if ('refusal' in split) throw new RefundRefused(split.refusal);
    const { parts } = split;
    if (amountOf(parts) === 0) throw new RefundRefused('nothing_to_refund');
    const refundId = this.refunds.open(tx, {
      ...cause,
      orderId: order.id,
      paymentId: payment.paymentId,
      amountMinor: amountOf(parts),
      taxMinor: parts.reduce((sum, { taxMinor }) => sum + taxMinor, 0),
      currency: order.currency,
    });
    // What is in a return had left the house: what has not is still to be sent.
    insertParts(tx, refundId, parts, cause.returnId === undefined ? life.lines : []);
    return { refundId, parts };
  }
}

const wishOf = ({ lines, shipping, amount }: RefundOrder): RefundWish => {
  if (amount) return { kind: 'amount', amountMinor: amount.amount };
  return lines || shipping ? { kind: 'lines', lines: lines ?? [], shipping } : { kind: 'rest' };
};

export const toRefundable = (order: LockedOrder, life: OrderInLife) => ({
  lines: life.lines,
  shipping: {
    totalMinor: order.shippingTotalMinor,
    taxMinor: order.shippingTaxMinor,
    refundedMinor: life.shippingRefundedMinor,
    refundedTaxMinor: life.shippingRefundedTaxMinor,
  },
});

export const unitsOf = (parts: readonly RefundPart[]) =>
  parts.flatMap(({ variantId, quantity }) =>
    variantId !== null && quantity > 0 ? [{ variantId, quantity }] : [],
  );
