import type { Outbox } from '@tradewind/core';
import { Prisma, type SqlTx } from '@tradewind/database';
import type Stripe from 'stripe';
import { v7 as uuidv7 } from 'uuid';
import type { Outcome } from './apply-payment-intent.ts';
import { post } from './ledger.ts';
import { uuidOf } from './uuid-of.ts';

export type RefundStatus = 'pending' | 'succeeded' | 'failed';

interface RefundRow {
  id: string;
  orderId: string;
  paymentId: string;
  providerRefundId: string | null;
  status: RefundStatus;
  amountMinor: number;
  currency: string;
}

interface RefundedPayment {
  id: string;
  orderId: string;
  currency: string;
  capturedMinor: number;
  refundedMinor: number;
}

/** Later states win. A refund can fail after it had succeeded: the customer's bank sent the money back to us. */
const rank: Record<RefundStatus, number> = { pending: 0, succeeded: 1, failed: 2 };

export function statusOfRefund({ status }: Stripe.Refund): RefundStatus {
  if (status === 'succeeded') return 'succeeded';
  return status === 'failed' || status === 'canceled' ? 'failed' : 'pending';
}

/**
 * Brings our record of a refund up to the provider's truth, which was fetched from it. One that we know nothing of was
 * made at the provider itself: it is taken into the books as it is.
 */
export async function applyRefund(tx: SqlTx, outbox: Outbox, refund: Stripe.Refund): Promise<Outcome> {
  const payment = await lockPaymentOf(tx, idOf(refund.payment_intent));
  if (!payment) return 'ignored: no payment of ours';
  if (refund.currency.toUpperCase() !== payment.currency) return 'ignored: another currency';

  const known = await findRefund(tx, refund);
  if (!known) return adopt(tx, outbox, payment, refund);
  if (known.paymentId !== payment.id) return 'ignored: another payment';
  if (refund.amount !== known.amountMinor) return 'ignored: another amount';
  return advance(tx, outbox, known, refund);
}

const idOf = (reference: string | { id: string } | null): string | undefined =>
  typeof reference === 'string' ? reference : reference?.id;

/** The payment stays locked: refunds of one payment are worked on one after the other. */
async function lockPaymentOf(tx: SqlTx, intentId: string | undefined): Promise<RefundedPayment | undefined> {
  if (!intentId) return undefined;
  const [payment] = await tx.$queryRaw<RefundedPayment[]>`
    SELECT id, order_id AS "orderId", currency, captured_minor AS "capturedMinor", refunded_minor AS "refundedMinor"
    FROM payments WHERE provider = 'stripe' AND provider_payment_id = ${intentId} FOR NO KEY UPDATE`;
  return payment;
}

async function findRefund(tx: SqlTx, refund: Stripe.Refund): Promise<RefundRow | undefined> {
  const ourId = uuidOf(refund.metadata?.['refundId']);
  const [row] = await tx.$queryRaw<RefundRow[]>`
    SELECT id, order_id AS "orderId", payment_id AS "paymentId", provider_refund_id AS "providerRefundId", status,
           amount_minor AS "amountMinor", currency
    FROM refunds WHERE provider_refund_id = ${refund.id} OR (provider_refund_id IS NULL AND id = ${ourId}::uuid)`;
  return row;
}

function advance(tx: SqlTx, outbox: Outbox, known: RefundRow, refund: Stripe.Refund): Outcome {
  const status = statusOfRefund(refund);
  const isFirstNews = known.providerRefundId === null;
  if (rank[status] <= rank[known.status] && !isFirstNews) return 'unchanged';
  // We had closed it as one that will never be made, and it was made after all: it counts again.
  const isRevived = known.status === 'failed' && status !== 'failed';
  if (isRevived) {
    tx.atCommit(Prisma.sql`
      UPDATE payments SET refunded_minor = refunded_minor + ${known.amountMinor} WHERE id = ${known.paymentId}::uuid`);
  }
  tx.atCommit(Prisma.sql`
    UPDATE refunds SET status = ${status}, provider_refund_id = ${refund.id}, updated_at = now(),
                       failed_with = ${status === 'failed' ? (refund.failure_reason ?? 'unknown') : null}
    WHERE id = ${known.id}::uuid`);
  if (status !== known.status) book(tx, outbox, known, status);
  return 'applied';
}

/** A refund that somebody made in the provider's own dashboard. */
async function adopt(
  tx: SqlTx,
  outbox: Outbox,
  payment: RefundedPayment,
  refund: Stripe.Refund,
): Promise<Outcome> {
  const status = statusOfRefund(refund);
  if (status === 'failed') return 'unchanged';
  if (payment.refundedMinor + refund.amount > payment.capturedMinor) {
    // One of ours came too late, and will be refused: then there is room for this one.
    return (await hasUnsent(tx, payment.id)) ? 'not yet' : 'ignored: more than was captured';
  }
  const row: RefundRow = {
    id: uuidv7(),
    orderId: payment.orderId,
    paymentId: payment.id,
    providerRefundId: refund.id,
    status: 'pending',
    amountMinor: refund.amount,
    currency: payment.currency,
  };
  tx.atCommit(Prisma.sql`
    WITH counted AS (
      UPDATE payments SET refunded_minor = refunded_minor + ${row.amountMinor} WHERE id = ${row.paymentId}::uuid)
    INSERT INTO refunds (id, order_id, payment_id, provider_refund_id, status, amount_minor, tax_minor, currency, reason, actor)
    VALUES (${row.id}::uuid, ${row.orderId}::uuid, ${row.paymentId}::uuid, ${refund.id}, ${status}, ${row.amountMinor}, 0,
            ${row.currency}, 'made at the payment provider', 'provider')`);
  if (status === 'pending') outbox.addAtCommit(tx, 'settle-refund', { refundId: row.id });
  else book(tx, outbox, row, status);
  return 'applied';
}

async function hasUnsent(tx: SqlTx, paymentId: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT FROM refunds
    WHERE payment_id = ${paymentId}::uuid AND status = 'pending' AND provider_refund_id IS NULL LIMIT 1`;
  return rows.length > 0;
}

/** A refund that the provider will never make. */
export function failRefund(tx: SqlTx, outbox: Outbox, refund: { id: string }, reason: string): void {
  tx.atCommit(Prisma.sql`
    WITH failed AS (
      UPDATE refunds SET status = 'failed', failed_with = ${reason}, updated_at = now()
      WHERE id = ${refund.id}::uuid AND status = 'pending' RETURNING store_id, payment_id, amount_minor)
    UPDATE payments p SET refunded_minor = p.refunded_minor - failed.amount_minor FROM failed
    WHERE p.store_id = failed.store_id AND p.id = failed.payment_id`);
  outbox.addAtCommit(tx, 'settle-refund', { refundId: refund.id });
}

/** What the new state of a refund means for the money; what it means for the order is `settle-refund`'s to say. */
function book(
  tx: SqlTx,
  outbox: Outbox,
  { status: before, ...refund }: RefundRow,
  status: RefundStatus,
): void {
  const { id: reference, orderId, paymentId, amountMinor, currency } = refund;
  if (status === 'succeeded') {
    const entries = { customer: amountMinor, provider: -amountMinor };
    post(tx, { orderId, kind: 'refund', reference, currency, entries });
  }
  if (status === 'failed') {
    // It never left us, or it came back: it can be refunded again.
    tx.atCommit(Prisma.sql`
      UPDATE payments SET refunded_minor = refunded_minor - ${amountMinor} WHERE id = ${paymentId}::uuid`);
    if (before === 'succeeded') {
      const entries = { customer: -amountMinor, provider: amountMinor };
      post(tx, { orderId, kind: 'refund-reversal', reference, currency, entries });
    }
  }
  if (status !== 'pending') outbox.addAtCommit(tx, 'settle-refund', { refundId: reference });
}
