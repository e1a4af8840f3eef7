import { hash } from 'node:crypto';
import type Stripe from 'stripe';
import type { Books } from './books.ts';
import type { Caller } from './caller.ts';
import type { Charge, Method, Payment, Refund, StoredEvent } from './records.ts';
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
export type ChargeResource = Omit<Stripe.Charge, 'payment_method_details'> & {
  payment_method_details: {
    card: Omit<Stripe.Charge.PaymentMethodDetails.Card, 'electronic_commerce_indicator'>;
    type: 'card';
  } | null;
};

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

function cardFace(method: Method) {
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

/** One attempt to take the money. */
export function chargeResource(charge: Charge, books: Books): ChargeResource {
  const payment = books.payments.find(charge.payment);
  const method = books.methods.find(charge.method);
  const paid = charge.failure === null;
  return {
    id: charge.id,
    object: 'charge',
    amount: charge.amount,
    amount_captured: paid ? charge.amount : 0,
    amount_refunded: charge.refunded,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: method?.billing ?? NO_BILLING,
    calculated_statement_descriptor: 'TRADEWIND SANDBOX',
    captured: paid,
    created: charge.created,
    currency: charge.currency,
    customer: null,
    description: payment?.description ?? null,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: charge.failure?.code ?? null,
    failure_message: charge.failure?.message ?? null,
    fraud_details: {},
    livemode: false,
    metadata: payment?.metadata ?? {},
    on_behalf_of: null,
    outcome: outcome(charge),
    paid,
    payment_intent: charge.payment,
    payment_method: charge.method,
    payment_method_details: method === undefined ? null : paymentMethodDetails(charge, method),
    receipt_email: payment?.receiptEmail ?? null,
    receipt_number: null,
    receipt_url: null,
    refunded: charge.refunded === charge.amount,
    review: null,
    shipping: payment?.shipping ?? null,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: payment?.statementDescriptorSuffix ?? null,
    status: paid ? 'succeeded' : 'failed',
    transfer_data: null,
    transfer_group: payment?.transferGroup ?? null,
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

function outcome({ failure }: Charge): Stripe.Charge.Outcome {
  const unknown = { advice_code: null, network_advice_code: null, network_decline_code: null };
  if (failure === null) return { ...unknown, ...ACCEPTED };
  if (failure.decline_code === 'fraudulent') return { ...unknown, ...BLOCKED };
  const reason = failure.decline_code ?? failure.code;
  const seller_message =
    reason === 'generic_decline'
      ? 'The bank did not return any further details with this decline.'
      : `The bank returned the decline code \`${reason}\`.`;
  return {
    ...unknown,
    network_status: 'declined_by_network',
    reason,
    seller_message,
    type: 'issuer_declined',
  };
}

const ACCEPTED = {
  network_status: 'approved_by_network',
  reason: null,
  seller_message: 'Payment complete.',
  type: 'authorized',
} as const;

/** Suspected fraud never reaches the bank. */
const BLOCKED = {
  network_status: 'not_sent_to_network',
  reason: 'highest_risk_level',
  seller_message: 'Stripe blocked this payment as too risky.',
  type: 'blocked',
} as const;

function paymentMethodDetails(charge: Charge, method: Method): ChargeResource['payment_method_details'] {
  return {
    card: {
      ...cardFace(method),
      amount_authorized: charge.failure === null ? charge.amount : null,
      authorization_code: null,
      installments: null,
      mandate: null,
      network: method.brand,
      network_transaction_id: null,
      three_d_secure: charge.authenticated ? AUTHENTICATED : null,
      transaction_link_id: null,
    },
    type: 'card',
  };
}

const AUTHENTICATED: Stripe.Charge.PaymentMethodDetails.Card.ThreeDSecure = {
  authentication_flow: 'challenge',
  electronic_commerce_indicator: '05',
  exemption_indicator: null,
  result: 'authenticated',
  result_reason: null,
  transaction_id: null,
  version: '2.2.0',
};

/** Money given back. */
export function refundResource(refund: Refund): Stripe.Refund {
  return {
    id: refund.id,
    object: 'refund',
    amount: refund.amount,
    balance_transaction: null,
    charge: refund.charge,
    created: refund.created,
    currency: refund.currency,
    customer: null,
    customer_account: null,
    destination_details: { card: { type: 'refund' }, type: 'card' },
    ...(refund.failureReason === null ? {} : { failure_reason: refund.failureReason }),
    metadata: refund.metadata,
    payment_intent: refund.payment,
    payment_method: refund.method,
    reason: refund.reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status: refund.status,
    transfer_reversal: null,
  };
}

/** The refunds of a charge, newest first, as `expand[]=refunds` shows them. */
export function refundsOfCharge(charge: Charge, books: Books) {
  const refunds = books.refunds.of(charge.payment).filter((refund) => refund.charge === charge.id);
  return {
    object: 'list' as const,
    data: refunds.reverse().slice(0, REFUNDS_SHOWN).map(refundResource),
    has_more: refunds.length > REFUNDS_SHOWN,
    url: `/v1/charges/${charge.id}/refunds`,
  };
}

const REFUNDS_SHOWN = 10;

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
