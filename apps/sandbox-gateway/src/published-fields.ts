import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** Names and types as Stripe publishes them, nothing of its examples' values. `?`: may be null. */
export const PUBLISHED = {
  payment_intent: `id:string object:string amount:number amount_capturable:number amount_details:object
    amount_received:number application:string? application_fee_amount:number? automatic_payment_methods:object?
    canceled_at:number? cancellation_reason:string? capture_method:string client_secret:string
    confirmation_method:string created:number currency:string customer:string? customer_account:string?
    description:string? excluded_payment_method_types:array? last_payment_error:object? latest_charge:string?
    livemode:boolean managed_payments:object metadata:object next_action:object? on_behalf_of:string?
    payment_method:string? payment_method_configuration_details:object? payment_method_options:object
    payment_method_types:array processing:object? receipt_email:string? review:string?
    setup_future_usage:string? shipping:object? source:string? statement_descriptor:string?
    statement_descriptor_suffix:string? status:string transfer_data:object? transfer_group:string?`,
  charge: `id:string object:string amount:number amount_captured:number amount_refunded:number
    application:string? application_fee:string? application_fee_amount:number? balance_transaction:string?
    billing_details:object calculated_statement_descriptor:string? captured:boolean created:number
    currency:string customer:string? description:string? disputed:boolean failure_balance_transaction:string?
    failure_code:string? failure_message:string? fraud_details:object livemode:boolean metadata:object
    on_behalf_of:string? outcome:object paid:boolean payment_intent:string? payment_method:string
    payment_method_details:object receipt_email:string? receipt_number:string? receipt_url:string?
    refunded:boolean refunds:object review:string? shipping:object? source:object? source_transfer:string?
    statement_descriptor:string? statement_descriptor_suffix:string? status:string transfer_data:object?
    transfer_group:string?`,
  refund: `id:string object:string amount:number balance_transaction:string? charge:string created:number
    currency:string customer:string? customer_account:string? destination_details:object metadata:object
    payment_intent:string? payment_method:string? reason:string? receipt_number:string?
    source_transfer_reversal:string? status:string transfer_reversal:string?`,
  payment_method: `id:string object:string allow_redisplay:string billing_details:object card:object
    created:number customer:string? customer_account:string? livemode:boolean metadata:object type:string`,
  event: `id:string object:string api_version:string? created:number data:object
    livemode:boolean pending_webhooks:number request:object type:string`,
  billing_details: `address:object email:string? name:string? phone:string? tax_id:string?`,
  outcome: `advice_code:string? network_advice_code:string? network_decline_code:string?
    network_status:string? reason:string? seller_message:string? type:string`,
  'payment_method.card': `brand:string checks:object country:string display_brand:string exp_month:number
    exp_year:number fingerprint:string funding:string generated_from:object? last4:string networks:object
    regulated_status:string? three_d_secure_usage:object wallet:object?`,
  'payment_method_details.card': `amount_authorized:number? authorization_code:string? brand:string
    checks:object country:string exp_month:number exp_year:number fingerprint:string funding:string
    installments:object? last4:string mandate:string? network:string network_transaction_id:string?
    regulated_status:string? three_d_secure:object? transaction_link_id:string? wallet:object?`,
  'event.request': `id:string? idempotency_key:string?`,
  'payment_method_details.card.three_d_secure': `authentication_flow:string? electronic_commerce_indicator:string?
    exemption_indicator:string? result:string? result_reason:string? transaction_id:string? version:string?`,
  'card.checks': `address_line1_check:string? address_postal_code_check:string? cvc_check:string?`,
  'refund.destination_details': `card:object type:string`,
  refunds: `object:string data:array has_more:boolean url:string`,
} as const;
export type What = keyof typeof PUBLISHED;

/** Fields that Stripe's types have and its examples, of an event and of a refund that succeeded, do not need. */
const BESIDE_THE_EXAMPLES: Partial<Record<What, string>> = {
  event: 'account:string',
  refund: 'failure_reason:string',
};

/** Where each of them is found in Stripe's examples, when it is not a resource of its own. */
const PLACES: Partial<Record<What, string>> = {
  billing_details: 'charge.billing_details',
  outcome: 'charge.outcome',
  'payment_method_details.card': 'charge.payment_method_details.card',
  'payment_method_details.card.three_d_secure': 'charge.payment_method_details.card.three_d_secure',
  'card.checks': 'payment_method.card.checks',
  refunds: 'charge.refunds',
};

const Fields = z.looseObject({});
const Fixtures = z.object({ resources: Fields });

/** Stripe's own examples: the file that STRIPE_EXAMPLES names. They are Stripe's, and not part of the checkout. */
export function stripesExamples(): ((what: What) => object) | undefined {
  const file = process.env['STRIPE_EXAMPLES'];
  if (file === undefined) return undefined;
  const { resources } = Fixtures.parse(JSON.parse(readFileSync(file, 'utf8')));
  return (what) => {
    let place = resources;
    for (const name of (PLACES[what] ?? what).split('.')) place = Fields.parse(place[name]);
    return place;
  };
}

/** The published names, each with its type; `?` when it may be null. */
export function publishedFields(what: What): Map<string, string> {
  return new Map(PUBLISHED[what].split(/\s+/).map(splitAt));
}

/** What an answer says otherwise than Stripe publishes it. */
export function faultsOf(what: What, answer: object): string[] {
  const beside = BESIDE_THE_EXAMPLES[what]?.split(' ').map(splitAt) ?? [];
  const types = new Map([...publishedFields(what), ...beside]);
  return Object.entries(answer).flatMap(([name, value]) => {
    const type = types.get(name);
    if (type === undefined) return [`${what}.${name} is not published`];
    return fits(type, value) ? [] : [`${what}.${name} is ${typeOf(value)}, not ${type}`];
  });
}

export function fits(type: string, value: unknown): boolean {
  return value === null ? type.endsWith('?') : type.replace('?', '') === typeOf(value);
}

function splitAt(entry: string): [string, string] {
  const [name = '', type = ''] = entry.split(':');
  return [name, type];
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
