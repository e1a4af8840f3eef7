import type { Outbox } from '@tradewind/core';
import { currentScope, Prisma, type SqlTx } from '@tradewind/database';
import type Stripe from 'stripe';
import { post } from './ledger.ts';
import { uuidOf } from './uuid-of.ts';
import { movesForward, paymentStatuses, type PaymentStatus, statusOfIntent } from './payment-status.ts';

interface PaymentRow {
  id: string;
  orderId: string;
  providerPaymentId: string | null;
  status: string;
  amountMinor: number;
  currency: string;
  declinedWith: string | null;
}

/** What was made of the provider's news; anything but "applied" leaves our books as they were. */
export type Outcome = 'applied' | 'unchanged' | 'not yet' | `ignored: ${string}`;

/**
 * Brings our record of a payment up to the provider's truth. The intent was fetched from the provider, never
 * taken from a message; still nothing of it is believed before it fits our own record. Order and stock are not
 * touched: payments says what happened, orders decides what it means.
 */
export async function applyPaymentIntent(
  tx: SqlTx,
  outbox: Outbox,
  intent: Stripe.PaymentIntent,
): Promise<Outcome> {
  const payment = await lockPayment(tx, intent.metadata['paymentId']);
  if (!payment) return 'ignored: no payment of ours';
  const mismatch = findMismatch(payment, intent);
  if (mismatch) return `ignored: ${mismatch}`;

  const status = statusOfIntent(intent);
  if (!movesForward(statusOf(payment), status)) return noteDecline(tx, outbox, payment, intent);

  const capturedMinor = intent.amount_received;
  tx.atCommit(Prisma.sql`
    UPDATE payments SET status = ${status}, captured_minor = ${capturedMinor}, provider_payment_id = ${intent.id}, declined_with = NULL,
                        updated_at = now()
    WHERE id = ${payment.id}::uuid`);
  const { id: reference, orderId, currency } = payment;
  if (status === 'succeeded') {
    const entries = { provider: capturedMinor, customer: -capturedMinor };
    post(tx, { orderId, kind: 'capture', reference, currency, entries });
    outbox.addAtCommit(tx, 'settle-order', { orderId });
  }
  return 'applied';
}

async function lockPayment(tx: SqlTx, given: string | undefined): Promise<PaymentRow | undefined> {
  const id = uuidOf(given);
  if (!id) return undefined;
  const [payment] = await tx.$queryRaw<PaymentRow[]>`
    SELECT id, order_id AS "orderId", provider_payment_id AS "providerPaymentId", status,
           amount_minor AS "amountMinor", currency, declined_with AS "declinedWith"
    FROM payments WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
  return payment;
}

/** Why the provider's payment cannot be ours, however much it claims to be. */
function findMismatch(payment: PaymentRow, intent: Stripe.PaymentIntent): string | undefined {
  if (payment.providerPaymentId !== null && payment.providerPaymentId !== intent.id) return 'another intent';
  if (intent.metadata['storeId'] !== currentScope()?.storeId) return 'another store';
  if (intent.metadata['orderId'] !== payment.orderId) return 'another order';
  if (intent.currency.toUpperCase() !== payment.currency) return 'another currency';
  if (intent.amount !== payment.amountMinor) return 'another amount';
  if (intent.amount_received > payment.amountMinor) return 'more received than asked for';
  if (intent.status === 'succeeded' && intent.amount_received !== payment.amountMinor)
    return 'less received than asked for';
  return undefined;
}

/** Who has not paid by then is written to: most people try another card at once. */
const minutesForAnotherTry = 5;

/** A declined card leaves the payment open for the next attempt; why it was declined is kept for the staff. */
function noteDecline(tx: SqlTx, outbox: Outbox, payment: PaymentRow, intent: Stripe.PaymentIntent): Outcome {
  const error = intent.last_payment_error;
  const declinedWith = error?.decline_code ?? error?.code ?? null;
  if (payment.status !== 'pending' || declinedWith === null || declinedWith === payment.declinedWith)
    return 'unchanged';
  tx.atCommit(Prisma.sql`
    UPDATE payments SET declined_with = ${declinedWith}, provider_payment_id = ${intent.id}, updated_at = now()
    WHERE id = ${payment.id}::uuid`);
  const { orderId } = payment;
  // Without a subject: it is due later than what may follow, and must not keep the confirmation waiting.
  outbox.addAtCommit(
    tx,
    'send-payment-failed',
    { orderId },
    { once: orderId, inMinutes: minutesForAnotherTry },
  );
  return 'applied';
}

const statusOf = ({ status }: PaymentRow): PaymentStatus =>
  paymentStatuses.find((known) => known === status) ?? 'pending';
