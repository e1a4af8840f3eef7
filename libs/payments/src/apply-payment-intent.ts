import type { Outbox } from '@tradewind/core';
import { currentScope, type Tx } from '@tradewind/database';
import type Stripe from 'stripe';
import { movesForward, paymentStatuses, type PaymentStatus, statusOfIntent } from './payment-status.ts';

interface PaymentRow {
  id: string;
  orderId: string;
  providerPaymentId: string | null;
  status: string;
  amountMinor: number;
  currency: string;
}

/** What was made of the provider's news; anything but "applied" leaves the payment as it was. */
export type Outcome = 'applied' | 'unchanged' | `ignored: ${string}`;

/**
 * Brings our record of a payment up to the provider's truth. The intent was fetched from the provider, never
 * taken from a message; still nothing of it is believed before it fits our own record. Order and stock are not
 * touched: payments says what happened, orders decides what it means.
 */
export async function applyPaymentIntent(
  tx: Tx,
  outbox: Outbox,
  intent: Stripe.PaymentIntent,
): Promise<Outcome> {
  const payment = await lockPayment(tx, intent.metadata['paymentId']);
  if (!payment) return 'ignored: no payment of ours';
  const mismatch = findMismatch(payment, intent);
  if (mismatch) return `ignored: ${mismatch}`;

  const status = statusOfIntent(intent);
  if (!movesForward(statusOf(payment), status)) return 'unchanged';

  await tx.payment.updateMany({
    where: { id: payment.id },
    data: { status, capturedMinor: intent.amount_received, providerPaymentId: intent.id },
  });
  if (status === 'succeeded') await outbox.add(tx, 'settle-order', { orderId: payment.orderId });
  return 'applied';
}

async function lockPayment(tx: Tx, id: string | undefined): Promise<PaymentRow | undefined> {
  if (!id || !/^[0-9a-f-]{36}$/.test(id)) return undefined;
  const [payment] = await tx.$queryRaw<PaymentRow[]>`
    SELECT id, order_id AS "orderId", provider_payment_id AS "providerPaymentId", status,
           amount_minor AS "amountMinor", currency
    FROM payments WHERE id = ${id}::uuid FOR UPDATE`;
  return payment;
}

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

const statusOf = ({ status }: PaymentRow): PaymentStatus =>
  paymentStatuses.find((known) => known === status) ?? 'pending';
