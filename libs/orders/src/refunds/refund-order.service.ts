import { Injectable } from '@nestjs/common';
import type { Change, RefundOrder } from '@tradewind/contracts';
import { Database, type SqlTx } from '@tradewind/database';
import { RefundsService } from '@tradewind/payments';
import { type Captured, findCaptured } from '../captured.queries.ts';
import { roundingStep } from '../pricing/rounding.ts';
import { amountOf, type RefundPart, type RefundWish, splitRefund } from '../pricing/split-refund.ts';
import { checkRestock, type StockLine } from '../stock.queries.ts';
import { type LockedOrder, lockOrder } from '../transition-order.ts';
import { findOrderInLife, insertParts, type OrderInLife } from './refundable.queries.ts';
import { sendBack } from './send-back.ts';
import { NotRefundable, OnlyAllOfIt, RefundRefused, WrongCurrency } from './refunds.errors.ts';

/** Who wants a refund, and for which return, if for one. */
export interface RefundCause {
  reason: string;
  actor: string;
  /** Whether the units go back on the shelf when the money is back. */
  restock?: boolean;
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
      checkAmount(request, order.currency);
      const { reason, restock } = request;
      if (order.paidAt === null) return this.refundUnsold(tx, order, request, { reason, actor });
      const { refundId, parts } = await this.refund(tx, order, wishOf(request), { reason, actor, restock });
      if (restock) await checkRestock(tx, orderId, unitsOf(parts));
      return { id: refundId, status: 'pending' };
    });
  }

  /** It went back by itself when the order was given up; here is another try for what came back to us. */
  private async refundUnsold(
    tx: SqlTx,
    order: LockedOrder,
    request: RefundOrder,
    cause: RefundCause,
  ): Promise<Change> {
    const captured = order.status === 'awaiting_payment' ? [] : await findCaptured(tx, order.id);
    const [refundId] = sendBack(tx, this.refunds, { order, captured, ...cause });
    if (!refundId) throw new NotRefundable(order.status);
    if (wishOf(request).kind !== 'rest') throw new OnlyAllOfIt();
    return { id: refundId, status: 'pending' };
  }

  /** Of the units wanted those whose price has not been paid back yet. */
  async findRefundable(tx: SqlTx, order: LockedOrder, wanted: readonly StockLine[]): Promise<StockLine[]> {
    const { lines } = await findOrderInLife(tx, order.id);
    return wanted
      .map(({ variantId, quantity }) => {
        const line = lines.find((candidate) => candidate.variantId === variantId);
        const left = line && line.refundedMinor < line.totalMinor ? line.quantity - line.refundedQuantity : 0;
        return { variantId, quantity: Math.min(quantity, left) };
      })
      .filter(({ quantity }) => quantity > 0);
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

    const refundable = toRefundable(order, life);
    const split = splitRefund(refundable, asRest(wish, captured), roundingStep(order.currency));
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

/** The provider takes amounts of some currencies in steps only. */
function checkAmount({ amount }: RefundOrder, currency: string): void {
  if (!amount) return;
  if (amount.currency !== currency) throw new WrongCurrency(currency);
  if (amount.amount % roundingStep(currency) !== 0) throw new RefundRefused('no_such_amount');
}

const wishOf = ({ lines, shipping, amount }: RefundOrder): RefundWish => {
  if (amount) return { kind: 'amount', amountMinor: amount.amount };
  return lines || shipping ? { kind: 'lines', lines: lines ?? [], shipping } : { kind: 'rest' };
};

/** An amount that is all there is left means the goods too, not only their price. */
export function asRest(wish: RefundWish, captured: readonly Captured[]): RefundWish {
  const leftMinor = captured.reduce((sum, payment) => sum + payment.leftMinor, 0);
  return wish.kind === 'amount' && wish.amountMinor === leftMinor ? { kind: 'rest' } : wish;
}

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
