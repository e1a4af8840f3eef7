import type Stripe from 'stripe';

export const paymentStatuses = ['pending', 'succeeded', 'canceled'] as const;
export type PaymentStatus = (typeof paymentStatuses)[number];

/** Later states win: what has succeeded or ended never becomes pending again, in whatever order news arrive. */
const rank: Record<PaymentStatus, number> = { pending: 0, canceled: 1, succeeded: 2 };

export const movesForward = (from: PaymentStatus, to: PaymentStatus): boolean => rank[to] > rank[from];

/** A declined attempt leaves an intent open for the next card, so it is still pending. */
export function statusOfIntent(intent: Stripe.PaymentIntent): PaymentStatus {
  if (intent.status === 'succeeded') return 'succeeded';
  return intent.status === 'canceled' ? 'canceled' : 'pending';
}
