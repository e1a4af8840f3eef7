import type Stripe from 'stripe';
import type { Books } from './books.ts';
import type { Charge, Method, Refund } from './records.ts';
import { cardFace, NO_BILLING } from './resources.ts';

/** As for payments: the compiler holds every field against Stripe's types, without what its examples lack. */
export type ChargeResource = Omit<Stripe.Charge, 'payment_method_details'> & {
  payment_method_details: {
    card: Omit<Stripe.Charge.PaymentMethodDetails.Card, 'electronic_commerce_indicator'>;
    type: 'card';
  } | null;
};

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
