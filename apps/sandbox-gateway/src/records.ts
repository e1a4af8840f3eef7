import type Stripe from 'stripe';
import type { CardBehaviour } from './cards.ts';

/** What every record has: where it lives and since when. */
export interface Kept {
  id: string;
  /** The connected account it belongs to; `null` is the platform's own. */
  account: string | null;
  created: number;
}

/** Why an attempt to pay failed, as `last_payment_error` tells it. */
export interface PaymentFailure {
  type: 'card_error' | 'invalid_request_error';
  code: Stripe.PaymentIntent.LastPaymentError.Code;
  decline_code?: string;
  message: string;
  charge?: string;
  method: string;
}

/** A PaymentIntent as the sandbox keeps it. */
export interface Payment extends Kept {
  clientSecret: string;
  amount: number;
  currency: string;
  status: 'requires_payment_method' | 'requires_confirmation' | 'requires_action' | 'succeeded' | 'canceled';
  /** `null` when the caller named the payment method types instead. */
  redirects: 'always' | 'never' | null;
  metadata: Record<string, string>;
  description: string | null;
  receiptEmail: string | null;
  statementDescriptorSuffix: string | null;
  transferGroup: string | null;
  shipping: Stripe.PaymentIntent.Shipping | null;
  /** The id of the payment method last tried. */
  method: string | null;
  latestCharge: string | null;
  failure: PaymentFailure | null;
  /** Where the customer was last sent for 3-D Secure, and where to from there. */
  redirect: { url: string; returnUrl: string | null } | null;
  canceledAt: number | null;
  cancellationReason: Stripe.PaymentIntent.CancellationReason | null;
}

/** A card somebody paid with. Its number is never kept, only which test card it was. */
export interface Method extends Kept {
  /** The test card's ready-made name; `null` for a number that is no test card. */
  testCard: string | null;
  brand: string;
  last4: string;
  expMonth: number;
  expYear: number;
  billing: Stripe.PaymentMethod.BillingDetails;
}

/** One attempt to take the money. */
export interface Charge extends Kept {
  payment: string;
  method: string;
  amount: number;
  refunded: number;
  currency: string;
  authenticated: boolean;
  failure: NonNullable<CardBehaviour['decline']> | null;
}

/** Money given back. */
export interface Refund extends Kept {
  payment: string;
  charge: string;
  method: string;
  amount: number;
  currency: string;
  reason: Stripe.Refund.Reason | null;
  metadata: Record<string, string>;
  status: 'pending' | 'succeeded' | 'failed';
  failureReason: string | null;
  /** What the bank will answer, and when (milliseconds since 1970); `null` when it has, or need not. */
  bank: { status: 'succeeded' | 'failed'; at: number } | null;
}

/** Something that happened, with the object as it was at that moment. */
export interface StoredEvent extends Kept {
  type: EventType;
  object: object;
  /** What the changed fields were before, of an update. */
  previous?: object | undefined;
  request: { id: string | null; idempotency_key: string | null };
  /** Until the shop has answered 2xx, or the sandbox has given up. */
  pending: boolean;
  /** How it ended; absent while it has not, or when the shop never wanted to hear of it. */
  outcome?: Outcome;
  /** What the shop answered each time. */
  attempts?: Attempt[];
  /** When it is sent again, in milliseconds since 1970. */
  nextAttemptAt?: number | null;
}

/** Delivered, given up after too many attempts, or lost by a fault on purpose. */
export type Outcome = 'delivered' | 'given_up' | 'lost';

/** One time the shop was told of an event: when, in milliseconds since 1970, and what it answered. */
export interface Attempt {
  at_ms: number;
  answered: number | string;
}

/** The events the sandbox records. */
export type EventType =
  | 'payment_intent.created'
  | 'payment_intent.requires_action'
  | 'payment_intent.succeeded'
  | 'payment_intent.payment_failed'
  | 'payment_intent.canceled'
  | 'charge.refunded'
  | 'charge.refund.updated'
  | 'refund.created'
  | 'refund.updated'
  | 'refund.failed';

/** The answer given under an Idempotency-Key; `id` is account and key. */
export interface Answer extends Kept {
  fingerprint: string;
  status: number;
  body: string;
}
