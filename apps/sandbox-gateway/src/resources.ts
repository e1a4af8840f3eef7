import { hash } from 'node:crypto';
import type Stripe from 'stripe';
import type { Books } from './books.ts';
import type { Caller } from './caller.ts';
import type { Method, Payment, StoredEvent } from './records.ts';
import { docUrl } from './stripe-error.ts';

/** The API version whose shapes these are. */
export const API_VERSION = '2026-10-28.endive';

/**
 * The compiler holds every field below against Stripe's own types. What those name and Stripe's published
 * examples do not is left out.
 */
export type PaymentIntentResource = Omit<
  Stripe.PaymentIntent,
  'allowed_payment_method_types' | 'payment_record'
>;

/** A PaymentIntent as this caller may see it. */
export function paymentIntentFor(caller: Pick<Caller, 'key'>, payment: Payment, books: Books) {
  return caller.key === 'secret'
    ? paymentIntentResource(payment, books)
    : paymentIntentForBrowsers(payment, books);
}

/** A PaymentIntent as a secret key sees it. */
export function paymentIntentResource(payment: Payment, books: Books): PaymentIntentResource {
  return {
    ...paymentIntentForBrowsers(payment, books),
    amount_capturable: 0,
    amount_received: payment.status === 'succeeded' ? payment.amount : 0,
    application: null,
    application_fee_amount: null,
    customer: null,
    customer_account: null,
    excluded_payment_method_types: null,
    latest_charge: payment.latestCharge,
    managed_payments: { enabled: false },
    metadata: payment.metadata,
    on_behalf_of: null,
    payment_method_options: { card: CARD_OPTIONS },
    review: null,
    statement_descriptor: null,
    statement_descriptor_suffix: payment.statementDescriptorSuffix,
    transfer_data: null,
    transfer_group: payment.transferGroup,
  };
}

const CARD_OPTIONS: Stripe.PaymentIntent.PaymentMethodOptions.Card = {
  installments: null,
  mandate_options: null,
  network: null,
  request_three_d_secure: 'automatic',
};

/** What a publishable key and the client secret show: nothing the shop keeps to itself, such as metadata. */
function paymentIntentForBrowsers(payment: Payment, books: Books) {
  return {
    id: payment.id,
    object: 'payment_intent' as const,
    amount: payment.amount,
    amount_details: { tip: {} },
    automatic_payment_methods:
      payment.redirects === null ? null : { allow_redirects: payment.redirects, enabled: true },
    canceled_at: payment.canceledAt,
    cancellation_reason: payment.cancellationReason,
    capture_method: 'automatic_async' as const,
    client_secret: payment.clientSecret,
    confirmation_method: 'automatic' as const,
    created: payment.created,
    currency: payment.currency,
    description: payment.description,
    last_payment_error: lastPaymentError(payment, books),
    livemode: false,
    next_action: nextAction(payment),
    payment_method: payment.method,
    payment_method_configuration_details: null,
    payment_method_types: ['card'],
    processing: null,
    receipt_email: payment.receiptEmail,
    setup_future_usage: null,
    shipping: payment.shipping,
    source: null,
    status: payment.status,
  };
}

function nextAction({ status, redirect }: Payment): Stripe.PaymentIntent.NextAction | null {
  if (status !== 'requires_action' || redirect === null) return null;
  return { redirect_to_url: { return_url: redirect.returnUrl, url: redirect.url }, type: 'redirect_to_url' };
}

function lastPaymentError({ failure }: Payment, books: Books): Stripe.PaymentIntent.LastPaymentError | null {
  if (failure === null) return null;
  const { method, ...details } = failure;
  const error = { ...details, doc_url: docUrl(String(failure.code)) };
  const card = books.methods.find(method);
  return card === undefined ? error : { ...error, payment_method: paymentMethodResource(card) };
}

/** A card as a payment method. */
export function paymentMethodResource(method: Method): Stripe.PaymentMethod {
  return {
    id: method.id,
    object: 'payment_method',
    allow_redisplay: 'unspecified',
    billing_details: method.billing,
    card: {
      ...cardFace(method),
      display_brand: method.brand,
      generated_from: null,
      networks: { available: [method.brand], preferred: null },
      three_d_secure_usage: { supported: true },
    },
    created: method.created,
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: {},
    type: 'card',
  };
}

/** What payment methods and charges both show of a card. */
export function cardFace(method: Method) {
  return {
    brand: method.brand,
    checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
    country: 'US',
    exp_month: method.expMonth,
    exp_year: method.expYear,
    // One per number at Stripe; here one per test card, which is the same thing.
    fingerprint: hash('sha256', method.testCard ?? method.last4).slice(0, 16),
    funding: 'credit',
    last4: method.last4,
    regulated_status: null,
    wallet: null,
  };
}

/** Billing details nobody has given. */
export const NO_BILLING: Stripe.PaymentMethod.BillingDetails = {
  address: { city: null, country: null, line1: null, line2: null, postal_code: null, state: null },
  email: null,
  name: null,
  phone: null,
  tax_id: null,
};

/** An event, which is also the body of a webhook. */
export function eventResource(event: StoredEvent) {
  return {
    id: event.id,
    object: 'event',
    ...(event.account === null ? {} : { account: event.account }),
    api_version: API_VERSION,
    created: event.created,
    data: {
      object: event.object,
      ...(event.previous === undefined ? {} : { previous_attributes: event.previous }),
    },
    livemode: false,
    pending_webhooks: event.pending ? 1 : 0,
    request: event.request,
    type: event.type,
  };
}
