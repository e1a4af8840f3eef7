import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anAmount, aSandbox, refusalOf } from './sandbox-fixture.ts';

/** Names and types as Stripe publishes them, nothing of its examples' values. `?`: may be null. */
const published: Record<string, string> = {
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
    refunded:boolean review:string? shipping:object? source:object? source_transfer:string?
    statement_descriptor:string? statement_descriptor_suffix:string? status:string transfer_data:object?
    transfer_group:string?`,
  refund: `id:string object:string amount:number balance_transaction:string? charge:string created:number
    currency:string customer:string? customer_account:string? destination_details:object metadata:object
    payment_intent:string? payment_method:string? reason:string? receipt_number:string?
    source_transfer_reversal:string? status:string transfer_reversal:string?`,
  payment_method: `id:string object:string allow_redisplay:string billing_details:object card:object
    created:number customer:string? customer_account:string? livemode:boolean metadata:object type:string`,
  event: `id:string object:string account:string api_version:string? created:number data:object
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
};

function faultsOf(what: string, answer: object): string[] {
  const types = new Map((published[what] ?? '').split(/\s+/).map((entry) => splitAt(entry)));
  return Object.entries(answer).flatMap(([name, value]) => {
    const type = types.get(name);
    if (type === undefined) return [`${what}.${name} is not published`];
    return type.replace('?', '') === typeOf(value) || (value === null && type.endsWith('?'))
      ? []
      : [`${what}.${name} is ${typeOf(value)}, not ${type}`];
  });
}

function splitAt(entry: string): [string, string] {
  const [name = '', type = ''] = entry.split(':');
  return [name, type];
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

/** An id that was not expanded. */
function idOf(reference: string | { id: string } | null): string {
  return typeof reference === 'string' ? reference : (reference?.id ?? '');
}

let sandbox: Awaited<ReturnType<typeof aSandbox>>;
beforeAll(async () => {
  sandbox = await aSandbox();
});
afterAll(() => sandbox.close());

const onAccount = { stripeAccount: 'acct_shapes' };

describe('what the sandbox answers', () => {
  it('has the names and types that Stripe publishes', async () => {
    const { paymentIntents, charges, refunds, paymentMethods, events } = sandbox.stripe;
    const open = await paymentIntents.create({ ...anAmount, metadata: { a: '1' } }, onAccount);
    const challenged = await paymentIntents.confirm(
      open.id,
      { payment_method: 'pm_card_threeDSecure2Required' },
      onAccount,
    );
    const failed = await refusalOf(
      paymentIntents.confirm(open.id, { payment_method: 'pm_card_visa_chargeDeclined' }, onAccount),
    );
    const declined = await paymentIntents.retrieve(open.id, {}, onAccount);
    const paid = await paymentIntents.confirm(open.id, { payment_method: 'pm_card_visa' }, onAccount);
    const refund = await refunds.create({ payment_intent: open.id, amount: 1 }, onAccount);
    const charge = await charges.retrieve(idOf(paid.latest_charge), {}, onAccount);
    const failedCharge = await charges.retrieve(failed.charge ?? '', {}, onAccount);
    const method = await paymentMethods.retrieve(idOf(paid.payment_method), {}, onAccount);
    const [event] = (await events.list({}, onAccount)).data;

    const canceled = await paymentIntents.create(anAmount, onAccount);
    const intents = [
      open,
      challenged,
      declined,
      paid,
      await paymentIntents.cancel(canceled.id, {}, onAccount),
    ];
    const faults = [
      ...intents.flatMap((intent) => faultsOf('payment_intent', intent)),
      ...[charge, failedCharge].flatMap((attempt) => [
        ...faultsOf('charge', attempt),
        ...faultsOf('billing_details', attempt.billing_details),
        ...faultsOf('outcome', attempt.outcome ?? {}),
        ...faultsOf('payment_method_details.card', attempt.payment_method_details?.card ?? {}),
      ]),
      ...faultsOf('refund', refund),
      ...faultsOf('payment_method', method),
      ...faultsOf('payment_method.card', method.card ?? {}),
      ...faultsOf('event', event ?? {}),
    ];
    expect(faults).toEqual([]);
  });
});
