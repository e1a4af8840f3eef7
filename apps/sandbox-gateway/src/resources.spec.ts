import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type Stripe from 'stripe';
import {
  faultsOf,
  fits,
  PUBLISHED,
  publishedFields,
  stripesExamples,
  type What,
} from './published-fields.ts';
import { anAmount, aSandbox, eventually, refusalOf } from './sandbox-fixture.ts';

let sandbox: Awaited<ReturnType<typeof aSandbox>>;
let stripe: Stripe;
beforeAll(async () => {
  sandbox = await aSandbox();
  stripe = sandbox.stripe;
});
afterAll(() => sandbox.close());

const onAccount = { stripeAccount: 'acct_shapes' };

/** One payment in every state that it can be in. */
async function payments(): Promise<Stripe.PaymentIntent[]> {
  const { paymentIntents } = stripe;
  const metadata = { a: '1' };
  const shipping = { name: 'Ann', address: { city: 'Ghent', line1: 'Korenlei 1' } };
  const open = await paymentIntents.create({ ...anAmount, metadata, shipping }, onAccount);
  const confirm = (payment_method: string) => paymentIntents.confirm(open.id, { payment_method }, onAccount);
  const challenged = await confirm('pm_card_threeDSecure2Required');
  const approval = new URLSearchParams({ decision: 'approve' });
  await refusalOf(confirm('pm_card_radarBlock'));
  const declined = await paymentIntents.retrieve(open.id, {}, onAccount);
  const again = await confirm('pm_card_threeDSecure2Required');
  const challenge = again.next_action?.redirect_to_url?.url ?? '';
  await fetch(challenge, { method: 'POST', body: approval, redirect: 'manual' });
  const paid = await paymentIntents.retrieve(open.id, {}, onAccount);
  const { id } = await paymentIntents.create(anAmount, onAccount);
  return [open, challenged, declined, paid, await paymentIntents.cancel(id, {}, onAccount)];
}

/** Refunds that succeeded, wait, and failed. */
async function refunds(): Promise<Stripe.Refund[]> {
  const made = ['pm_card_visa', 'pm_card_pendingRefund', 'pm_card_refundFail'].map(async (payment_method) => {
    const params = { ...anAmount, confirm: true, payment_method };
    const { id: payment_intent } = await stripe.paymentIntents.create(params, onAccount);
    return stripe.refunds.create({ payment_intent, amount: 1, metadata: { a: '1' } }, onAccount);
  });
  const [succeeded, pending, failing] = await Promise.all(made);
  const failed = () => stripe.refunds.retrieve(failing?.id ?? '', {}, onAccount);
  await eventually(async () => expect((await failed()).status).toBe('failed'));
  return [succeeded, pending, await failed()].flatMap((refund) => refund ?? []);
}

async function chargesOf(intents: Stripe.PaymentIntent[]): Promise<Stripe.Charge[]> {
  const ids = intents.flatMap(({ latest_charge }) =>
    typeof latest_charge === 'string' ? latest_charge : [],
  );
  return Promise.all(
    [...new Set(ids)].map((id) => stripe.charges.retrieve(id, { expand: ['refunds'] }, onAccount)),
  );
}

/** Every fault of what is there; `null` has no fields. */
const faultsIn = (what: What, ...found: (object | null | undefined)[]) =>
  found.flatMap((object) => (object ? faultsOf(what, object) : []));

function faultsOfCharge(charge: Stripe.Charge): string[] {
  const card = charge.payment_method_details?.card;
  return [
    ...faultsIn('charge', charge),
    ...faultsIn('billing_details', charge.billing_details),
    ...faultsIn('outcome', charge.outcome),
    ...faultsIn('payment_method_details.card', card),
    ...faultsIn('payment_method_details.card.three_d_secure', card?.three_d_secure),
    ...faultsIn('card.checks', card?.checks),
    ...faultsIn('refunds', charge.refunds),
    ...faultsIn('refund', ...(charge.refunds?.data ?? [])),
  ];
}

describe('what the sandbox answers', () => {
  it('has the names and types that Stripe publishes', async () => {
    const intents = await payments();
    const given = await refunds();
    const listed = await stripe.paymentIntents.list({ limit: 100 }, onAccount);
    const charges = await chargesOf([...intents, ...listed.data]);
    const methods = await Promise.all(
      charges.map(({ payment_method }) =>
        stripe.paymentMethods.retrieve(payment_method ?? '', {}, onAccount),
      ),
    );
    const events = await stripe.events.list({ limit: 100 }, onAccount);
    const declined = intents.map(({ last_payment_error }) => last_payment_error?.payment_method);

    expect(new Set(intents.map(({ status }) => status)).size).toBe(4);
    expect(charges.map(({ paid }) => paid)).toEqual(expect.arrayContaining([true, false]));
    expect(new Set(events.data.map(({ type }) => type)).size).toBe(10);
    expect([
      ...faultsIn('payment_intent', ...intents, ...listed.data),
      ...charges.flatMap(faultsOfCharge),
      ...faultsIn('refund', ...given),
      ...faultsIn('refund.destination_details', ...given.map((refund) => refund.destination_details)),
      ...faultsIn('payment_method', ...methods, ...declined),
      ...faultsIn('payment_method.card', ...methods.map(({ card }) => card)),
      ...faultsIn('card.checks', ...methods.map(({ card }) => card?.checks)),
      ...faultsIn('event', ...events.data),
      ...faultsIn('event.request', ...events.data.map(({ request }) => request)),
      ...events.data.flatMap(faultsOfObject),
    ]).toEqual([]);
  });
});

/** What an event is about has the shape it has everywhere else. */
function faultsOfObject({ data: { object } }: Stripe.Event): string[] {
  const what = KINDS.find((kind) => 'object' in object && object.object === kind);
  return what === undefined ? ['an event about something else'] : faultsOf(what, object);
}
const KINDS = ['payment_intent', 'charge', 'refund'] as const;

const NAMES = Object.keys(PUBLISHED).filter((name): name is What => name in PUBLISHED);
const exampleOf = stripesExamples();

/** Only where somebody has Stripe's examples (STRIPE_EXAMPLES): what we have written down is what they say. */
(exampleOf ? describe : describe.skip)(
  "the names and types we hold answers against, beside Stripe's own examples",
  () => {
    it.each(NAMES)('of %s are theirs', (what) => {
      const example = new Map<string, unknown>(Object.entries(exampleOf?.(what) ?? {}));
      const wrong = [...publishedFields(what)].filter(([name, type]) => {
        const value = example.get(name);
        return value === undefined || !(value === null ? type.endsWith('?') : fits(type, value));
      });
      expect(wrong).toEqual([]);
    });
  },
);
