import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { StartedPayment } from '@tradewind/contracts';
import {
  aPlacedOrder,
  aProduct,
  aStore,
  asOwner,
  eventually,
  type HttpClient,
  confirmationsTo,
  owner,
  OwnWorld,
  startPayment,
  stockOf,
  TestApi,
  TestSandbox,
  type TestStore,
  TestWorker,
} from '@tradewind/testing';
import Stripe from 'stripe';

let world: OwnWorld;
let api: TestApi;
let sandbox: TestSandbox;
let worker: TestWorker;
/** The provider as its own SDK knows it: what we could do to ourselves with our secret key. */
let stripe: Stripe;

beforeAll(async () => {
  world = await OwnWorld.enter();
  sandbox = await TestSandbox.prepare();
  api = await TestApi.start({ STRIPE_API_URL: sandbox.url });
  await sandbox.start(api.origin);
  worker = await TestWorker.start();
  const { hostname, port } = new URL(sandbox.url);
  stripe = new Stripe(process.env['STRIPE_SECRET_KEY'] ?? '', { host: hostname, port, protocol: 'http' });
});
afterAll(async () => {
  await worker.close();
  await api.close();
  await sandbox.stop();
  await world.leave();
});

/** An order to be paid, and what our own service tells the provider of it. */
async function anUnpaidOrder() {
  const store = await aStore();
  const mug = await aProduct(store, { stock: 10, price: 2_000 });
  const visitor = api.visitor(store);
  const { order } = await aPlacedOrder(visitor, [[mug, 1]]);
  const [payment] = await asOwner<{ id: string }>(store.id, 'SELECT id FROM payments');
  const intent = {
    amount: 2_000,
    currency: 'eur',
    automatic_payment_methods: { enabled: true },
    metadata: { storeId: store.id, orderId: order.id, paymentId: payment?.id ?? '' },
  };
  return { store, mug, visitor, order, intent };
}

const stateOf = async (store: TestStore) =>
  (
    await asOwner<{ order: string; payment: string; intent: string | null }>(
      store.id,
      `SELECT o.status AS "order", p.status AS payment, p.provider_payment_id AS intent
       FROM orders o JOIN payments p ON p.order_id = o.id`,
    )
  )[0];

const outcomesOf = async (intentId: string): Promise<(string | null)[]> => {
  const { rows } = await owner.query<{ outcome: string | null }>(
    'SELECT outcome FROM webhook_inbox WHERE object_id = $1 ORDER BY id',
    [intentId],
  );
  return rows.map(({ outcome }) => outcome);
};

const cardOf = (intent: Stripe.PaymentIntent): StartedPayment => ({
  clientSecret: intent.client_secret ?? '',
  publishableKey: '',
  account: null,
  scriptUrl: '',
  amount: { amount: intent.amount, currency: 'EUR' },
});

describe('starting a payment', () => {
  it('ten times in parallel begins one, and everybody gets the same', async () => {
    const { visitor, order } = await anUnpaidOrder();

    const started = await Promise.all(Array.from({ length: 10 }, () => startPayment(visitor, order.id)));

    expect(new Set(started.map(({ clientSecret }) => clientSecret)).size).toBe(1);
    expect(await sandbox.ledgerOf(order.id)).toHaveLength(1);
    expect(started[0]).toMatchObject({ amount: { amount: 2_000, currency: 'EUR' }, account: null });
    expect(await startPayment(visitor, order.id)).toEqual(started[0]);
  });

  it('while the provider is away is a 503 that keeps the order', async () => {
    const away = await TestApi.start({ STRIPE_API_URL: 'http://127.0.0.1:1' });
    const { store, order, visitor } = await anUnpaidOrder();
    const token = visitor.cookie('tw_order')?.split('.')[1] ?? '';
    const answer = await away
      .visitor(store)
      .post(`/api/orders/${order.id}/payment`, { headers: { 'order-token': token } });
    expect([answer.status, answer.headers['retry-after']]).toEqual([503, '5']);
    expect(answer.body).toMatchObject({ code: 'payments_unavailable' });
    await startPayment(visitor, order.id);
    await away.close();
  });
});

describe('news of a payment', () => {
  it('ten times at once, and again, has one effect', async () => {
    const { store, mug, visitor, order } = await anUnpaidOrder();
    const started = await startPayment(visitor, order.id);
    const [intentId = ''] = started.clientSecret.split('_secret_');
    await sandbox.pay(started);
    const news = anEvent(intentId, store.id);

    const answers = await Promise.all(Array.from({ length: 10 }, () => tell(visitor, news)));
    await eventually(async () => expect(await stateOf(store)).toMatchObject({ order: 'paid' }));
    for (let again = 0; again < 3; again++) answers.push(await tell(visitor, news));
    // The same news under other names: the provider may say a thing twice.
    for (let other = 0; other < 3; other++) answers.push(await tell(visitor, anEvent(intentId, store.id)));

    expect(new Set(answers)).toEqual(new Set([200]));
    await eventually(async () => expect(await outcomesOf(intentId)).not.toContain(null));
    const outcomes = await outcomesOf(intentId);
    expect(outcomes.filter((outcome) => outcome === 'applied')).toHaveLength(1);
    expect(outcomes).toHaveLength(5); // the sandbox's own, ours, three others
    expect(await stockOf(store, mug)).toEqual({ onHand: 9, reserved: 0 });
    await eventually(async () => expect(await confirmationsTo(order.email)).toHaveLength(1));
    const jobs = await owner.query(
      `SELECT job, count(*)::int AS count FROM outbox WHERE store_id = $1 AND job NOT LIKE '%-invoice' GROUP BY 1 ORDER BY 1`,
      [store.id],
    );
    expect(jobs.rows).toEqual([
      { job: 'expire-unpaid-order', count: 1 },
      { job: 'process-payment-event', count: 5 },
      { job: 'send-order-confirmation', count: 1 },
      { job: 'settle-order', count: 1 },
    ]);
  });

  it('that comes before our own call has returned is believed, and the call finds the order paid', async () => {
    const { store, visitor, order, intent } = await anUnpaidOrder();
    // What payments.start sends; its answer is on the way while the customer has paid already.
    const { paymentId } = intent.metadata;
    const created = await stripe.paymentIntents.create(intent, { idempotencyKey: paymentId });
    expect(await sandbox.pay(cardOf(created))).toBe('succeeded');
    await eventually(async () =>
      expect(await stateOf(store)).toMatchObject({ order: 'paid', intent: created.id }),
    );

    const { status } = await visitor.post(`/api/orders/${order.id}/payment`);
    expect(status).toBe(409);
    expect(await sandbox.ledgerOf(order.id)).toHaveLength(1);
  });

  const somebodyElses = '0190a0a0-0000-7000-8000-000000000000';
  it.each<[string, (intent: AnIntent) => AnIntent, Stripe.RequestOptions]>([
    ['another amount', (intent) => ({ ...intent, amount: 1 }), {}],
    ['another currency', (intent) => ({ ...intent, currency: 'usd' }), {}],
    ['another order', (intent) => withMetadata(intent, { orderId: somebodyElses }), {}],
    ['no payment of ours', (intent) => withMetadata(intent, { paymentId: somebodyElses }), {}],
    ['no payment of ours', (intent) => withMetadata(intent, { paymentId: "' OR true --" }), {}],
    ['another account', (intent) => intent, { stripeAccount: 'acct_of_somebody_else' }],
  ])('is ignored when it is about %s', async (reason, change, options) => {
    const { store, mug, intent } = await anUnpaidOrder();
    const forged = await stripe.paymentIntents.create(change(intent), options);
    const paid = await stripe.paymentIntents.confirm(
      forged.id,
      { payment_method: 'pm_card_visa', return_url: 'http://lumen.localhost/' },
      options,
    );
    expect(paid.status).toBe('succeeded');

    await eventually(async () => expect(await outcomesOf(forged.id)).toEqual([`ignored: ${reason}`]));
    expect(await stateOf(store)).toEqual({ order: 'awaiting_payment', payment: 'pending', intent: null });
    expect(await stockOf(store, mug)).toEqual({ onHand: 10, reserved: 1 });
  });

  it('is ignored when it names another store, or another intent than the one we began', async () => {
    const { store, visitor, order, intent } = await anUnpaidOrder();
    const elsewhere = await aStore();
    const abroad = await stripe.paymentIntents.create(withMetadata(intent, { storeId: elsewhere.id }));
    await sandbox.pay(cardOf(abroad));
    await eventually(async () =>
      expect(await outcomesOf(abroad.id)).toEqual(['ignored: no payment of ours']),
    );

    await startPayment(visitor, order.id);
    const second = await stripe.paymentIntents.create(intent);
    await sandbox.pay(cardOf(second));
    await eventually(async () => expect(await outcomesOf(second.id)).toEqual(['ignored: another intent']));
    expect(await stateOf(store)).toMatchObject({ order: 'awaiting_payment', payment: 'pending' });
  });
});

type AnIntent = Awaited<ReturnType<typeof anUnpaidOrder>>['intent'];
const withMetadata = (intent: AnIntent, change: Partial<AnIntent['metadata']>): AnIntent => ({
  ...intent,
  metadata: { ...intent.metadata, ...change },
});

let count = 0;
const anEvent = (intentId: string, storeId: string): string =>
  JSON.stringify({
    id: `evt_${intentId}_${count++}`,
    type: 'payment_intent.succeeded',
    data: { object: { id: intentId, object: 'payment_intent', metadata: { storeId } } },
  });

/** As the provider tells it: signed over the bytes that are sent. */
async function tell(visitor: HttpClient, rawBody: string): Promise<number> {
  const at = Math.floor(Date.now() / 1000);
  const secret = process.env['STRIPE_WEBHOOK_SECRET'] ?? '';
  const signature = createHmac('sha256', secret).update(`${at}.${rawBody}`).digest('hex');
  const headers = { 'stripe-signature': `t=${at},v1=${signature}` };
  return (await visitor.post('/api/webhooks/stripe', { rawBody, headers })).status;
}
