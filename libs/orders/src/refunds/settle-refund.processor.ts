import type { ReturnStatus } from '@tradewind/contracts';
import { HandlesJob, type JobHandler, Outbox, type RunningJob } from '@tradewind/core';
import { Database, Prisma, type SqlTx } from '@tradewind/database';
import { flagOrder, post } from '@tradewind/payments';
import { findCaptured } from '../captured.queries.ts';
import { amountOf, type RefundPart, type RefundWish, splitRefund } from '../pricing/split-refund.ts';
import { restock } from '../stock.queries.ts';
import { type LockedOrder, lockOrder, transitionOrder } from '../transition-order.ts';
import { findRefund, type RefundInLife } from './refund.queries.ts';
import { toRefundable, unitsOf } from './refund-order.service.ts';
import { findOrderInLife, insertParts, unshippedOf } from './refundable.queries.ts';

/** Money went back, or could not: the sale is taken back in the books and the order says so. */
@HandlesJob('settle-refund')
export class SettleRefundProcessor implements JobHandler<'settle-refund'> {
  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
  ) {}

  async handle({ refundId }: { refundId: string }, job: RunningJob): Promise<void> {
    await this.db.writeSql(async (tx) => {
      const { orderId } = await findRefund(tx, refundId);
      const order = await lockOrder(tx, orderId);
      // Paid back before we have made anything of the payment: that comes first, and we come again.
      if (order.status === 'awaiting_payment') throw new Error(`The order ${orderId} is not settled yet.`);
      // Once more: only what is read under the order's lock is how it stands.
      const refund = await findRefund(tx, refundId);
      await settle(tx, order, refund);
      // Once, though a refund that its bank sent back may succeed again.
      if (refund.status === 'succeeded')
        this.outbox.addAtCommit(tx, 'send-refunded', { refundId }, { once: refundId, subject: orderId });
      if (refund.status === 'succeeded' && order.paidAt !== null)
        this.outbox.addAtCommit(tx, 'issue-credit-note', { refundId }, { once: refundId });
      job.doneWith(tx);
    });
  }
}

async function settle(tx: SqlTx, order: LockedOrder, refund: RefundInLife): Promise<void> {
  const wasSold = order.paidAt !== null;
  if (refund.status === 'failed') {
    undo(tx, order, refund);
    return;
  }
  const parts = wasSold ? await partsOf(tx, order, refund) : [];
  if (refund.status !== 'succeeded' || refund.isCredited) return;
  if (wasSold) credit(tx, order, refund, parts);
  if (refund.restock) await restock(tx, order.id, unitsOf(parts), 'refunded');
  await noteRefund(tx, order);
  if (refund.returnId) followRefund(tx, refund.returnId, { from: 'received', to: 'refunded' });
}

/** The money came back to us: the books say so, and a return waits for its money again. */
function undo(tx: SqlTx, order: LockedOrder, refund: RefundInLife): void {
  if (refund.isCredited) credit(tx, order, refund, refund.parts, -1);
  // No step leads back from refunded: somebody must refund again, or find out where the customer's bank wants it.
  flagOrder(tx, order.id, 'a refund failed');
  if (refund.returnId) followRefund(tx, refund.returnId, { from: 'refunded', to: 'received' });
}

/**
 * One that was made at the provider has no parts yet: it is shared out over what is left. If it is all that is left
 * the goods go with it, and those that never left the house are on the shelf again.
 */
async function partsOf(tx: SqlTx, order: LockedOrder, refund: RefundInLife): Promise<RefundPart[]> {
  if (refund.parts.length > 0) return refund.parts;
  const [life, captured] = await Promise.all([findOrderInLife(tx, order.id), findCaptured(tx, order.id)]);
  const isAllThatIsLeft = captured.every(({ leftMinor }) => leftMinor === 0);
  const wish: RefundWish = isAllThatIsLeft
    ? { kind: 'rest' }
    : { kind: 'amount', amountMinor: refund.amountMinor };
  const split = splitRefund(toRefundable(order, life), wish);
  if ('refusal' in split || amountOf(split.parts) !== refund.amountMinor) return [];
  insertParts(tx, refund.id, split.parts, life.lines);
  if (isAllThatIsLeft) {
    const unsent = life.lines.map((line) => ({ variantId: line.variantId, quantity: unshippedOf(line) }));
    await restock(tx, order.id, unsent, 'refunded');
  }
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

function followRefund(
  tx: SqlTx,
  returnId: string,
  { from, to }: { from: ReturnStatus; to: ReturnStatus },
): void {
  tx.atCommit(Prisma.sql`
    UPDATE returns SET status = ${to}, refunded_at = CASE WHEN ${to} = 'refunded' THEN now() END
    WHERE id = ${returnId}::uuid AND status = ${from}`);
}

async function hasPendingRefund(tx: SqlTx, orderId: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT FROM refunds WHERE order_id = ${orderId}::uuid AND status = 'pending' LIMIT 1`;
  return rows.length > 0;
}
