import { HandlesJob, type JobHandler, type RunningJob } from '@tradewind/core';
import { Database, Prisma, type SqlTx } from '@tradewind/database';
import { post } from '@tradewind/payments';
import { findCaptured } from '../captured.queries.ts';
import { type RefundPart, splitRefund } from '../pricing/split-refund.ts';
import { type LockedOrder, lockOrder, transitionOrder } from '../transition-order.ts';
import { findRefund, type RefundInLife } from './refund.queries.ts';
import { toRefundable } from './refund-order.service.ts';
import { findOrderInLife, insertParts } from './refundable.queries.ts';

/** Money went back, or could not: the sale is taken back in the books and the order says so. */
@HandlesJob('settle-refund')
export class SettleRefundProcessor implements JobHandler<'settle-refund'> {
  constructor(private readonly db: Database) {}

  async handle({ refundId }: { refundId: string }, job: RunningJob): Promise<void> {
    await this.db.writeSql(async (tx) => {
      const { orderId } = await findRefund(tx, refundId);
      const order = await lockOrder(tx, orderId);
      // Paid back before we have made anything of the payment: that comes first, and we come again.
      if (order.status === 'awaiting_payment') throw new Error(`The order ${orderId} is not settled yet.`);
      // Once more: only what is read under the order's lock is how it stands.
      await settle(tx, order, await findRefund(tx, refundId));
      job.doneWith(tx);
    });
  }
}

async function settle(tx: SqlTx, order: LockedOrder, refund: RefundInLife): Promise<void> {
  if (refund.status === 'succeeded' && !refund.isCredited) {
    const wasSold = order.paidAt !== null;
    if (wasSold) credit(tx, order, refund, await partsOf(tx, order, refund));
    await noteRefund(tx, order);
    if (refund.returnId) noteReturn(tx, refund.returnId);
  }
  if (refund.status === 'failed' && refund.isCredited) credit(tx, order, refund, refund.parts, -1);
}

/** One that was made at the provider has no parts yet: it is an amount, shared out over what is left. */
async function partsOf(tx: SqlTx, order: LockedOrder, refund: RefundInLife): Promise<RefundPart[]> {
  if (refund.parts.length > 0) return refund.parts;
  const life = await findOrderInLife(tx, order.id);
  const split = splitRefund(toRefundable(order, life), { kind: 'amount', amountMinor: refund.amountMinor });
  if ('refusal' in split) return [];
  insertParts(tx, refund.id, split.parts, life.lines);
  return split.parts;
}

/** The sale, taken back as far as it was paid back; `sign` -1 takes that back again. */
function credit(
  tx: SqlTx,
  order: LockedOrder,
  refund: RefundInLife,
  parts: readonly RefundPart[],
  sign: 1 | -1 = 1,
): void {
  const delivery = parts.find(({ variantId }) => variantId === null);
  const taxMinor = parts.reduce((sum, part) => sum + part.taxMinor, 0);
  const shippingNet = (delivery?.amountMinor ?? 0) - (delivery?.taxMinor ?? 0);
  const { amountMinor } = refund;
  post(tx, {
    orderId: order.id,
    kind: sign === 1 ? 'credit' : 'credit-reversal',
    reference: refund.id,
    currency: order.currency,
    entries: {
      customer: -sign * amountMinor,
      tax: sign * taxMinor,
      shipping: sign * shippingNet,
      goods: sign * (amountMinor - taxMinor - shippingNet),
    },
  });
}

/** The order is refunded when the provider has paid all of it back. */
async function noteRefund(tx: SqlTx, order: LockedOrder): Promise<void> {
  const captured = await findCaptured(tx, order.id);
  const isAllBack =
    captured.every(({ leftMinor }) => leftMinor === 0) && !(await hasPendingRefund(tx, order.id));
  const to = isAllBack ? 'refunded' : 'partly_refunded';
  if (order.status === to || order.status === 'refunded') return;
  // A cancelled order stays cancelled until all of its money is back.
  if (order.status === 'cancelled' && !isAllBack) return;
  transitionOrder(tx, order, { to, actor: 'provider' });
}

function noteReturn(tx: SqlTx, returnId: string): void {
  tx.atCommit(Prisma.sql`
    UPDATE returns SET status = 'refunded', refunded_at = now() WHERE id = ${returnId}::uuid AND status = 'received'`);
}

async function hasPendingRefund(tx: SqlTx, orderId: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT FROM refunds WHERE order_id = ${orderId}::uuid AND status = 'pending' LIMIT 1`;
  return rows.length > 0;
}
