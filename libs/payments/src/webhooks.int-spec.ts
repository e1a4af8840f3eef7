import { createHmac } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import {
  aPlacedOrder,
  asOwner,
  becomes,
  booksOf,
  eventually,
  inTurns,
  outcomesOf,
  type SandboxEvent,
  type TestProduct,
  type TestStore,
  type UnpaidOrder,
  WholeShop,
} from '@tradewind/testing';

let shop: WholeShop;
let store: TestStore;
let mug: TestProduct;
beforeAll(async () => {
  shop = await WholeShop.open();
  ({ store, mug } = await shop.aStore({ stock: 1_000, price: 2_000 }));
});
afterEach(() => shop.sandbox.disarm());
afterAll(() => shop.close());

const anUnpaidOrder = () => shop.anUnpaidOrder(store, [[mug, 1]]);
const succeeded = 'payment_intent.succeeded';

/** The news that a payment has succeeded, which the provider has kept for itself so far. */
async function untoldNews(order: UnpaidOrder): Promise<SandboxEvent> {
  await shop.sandbox.arm({ kind: 'lose', times: 'until_disarmed' });
  expect(await shop.sandbox.pay(order.started)).toBe('succeeded');
  return eventually(async () => {
    const event = (await shop.sandbox.events(order.intentId)).find(({ type }) => type === succeeded);
    if (event?.outcome !== 'lost') throw new Error('The event is not there, or was not lost.');
    return event;
  });
}

const paidOnce = {
  status: 'paid',
  stockState: 'sold',
  payments: [{ status: 'succeeded', captured: 2_000, refunded: 0, declinedWith: null }],
  refunds: [],
  balances: { provider: 2_000, goods: -2_000 },
};

/** Nothing twice: money, stock, mail and the steps of the order. */
async function isPaidOnce(order: Pick<UnpaidOrder, 'id' | 'store'>): Promise<void> {
  await shop.settled();
  expect(await booksOf(order)).toMatchObject(paidOnce);
  const [counts] = await asOwner(
    store.id,
    `SELECT (SELECT count(*)::int FROM stock_movements WHERE order_id = $1) AS moved,
            (SELECT count(*)::int FROM order_events WHERE order_id = $1) AS steps,
            (SELECT count(*)::int FROM email_log WHERE dedupe_key = 'order-confirmation/' || $1) AS mails`,
    [order.id],
  );
  expect(counts).toEqual({ moved: 1, steps: 2, mails: 1 });
}

describe('the news of a payment', () => {
  it('ten times in parallel has one effect', async () => {
    const order = await anUnpaidOrder();
    await shop.sandbox.arm({ kind: 'duplicate', copies: 10, parallel: true, event: 'payment_intent.*' });
    await shop.sandbox.pay(order.started);
    await becomes(order, 'paid');
    await isPaidOnce(order);
    expect(await outcomesOf(order.intentId)).toEqual(['applied']);
    const [event] = await shop.sandbox.events(order.intentId);
    expect(event?.attempts.map(({ answered }) => answered)).toEqual(Array.from({ length: 10 }, () => 200));
  });

  it('a hundred times, one after the other, has one effect and is thanked for each time', async () => {
    const order = await anUnpaidOrder();
    const { id } = await untoldNews(order);
    const answers = await shop.sandbox.deliver(id, { times: 100 });
    expect(new Set(answers)).toEqual(new Set([200]));
    await becomes(order, 'paid');
    await isPaidOnce(order);
    expect(await outcomesOf(order.intentId)).toEqual(['applied']);
  });

  it.each([1, 2, 3, 4])('in whatever order (%s) ends where the provider is', async (seed) => {
    const order = await anUnpaidOrder();
    // Twice declined, then paid.
    await shop.sandbox.arm({ kind: 'reorder', count: 3, order: 'shuffle', seed, ms: 2_000 });
    await shop.sandbox.pay(order.started, 'pm_card_visa_chargeDeclined');
    await shop.sandbox.pay(order.started, 'pm_card_chargeDeclinedInsufficientFunds');
    await shop.sandbox.pay(order.started);
    await becomes(order, 'paid');
    await shop.settled();
    expect(await booksOf(order)).toMatchObject({
      ...paidOnce,
      payments: [{ status: 'succeeded', captured: 2_000 }],
    });
    expect(await shop.sandbox.ledgerOf(order.id)).toMatchObject([{ status: 'succeeded', captured: 2_000 }]);
  });

  it('days late, freshly signed, is believed', async () => {
    const order = await anUnpaidOrder();
    const { id } = await untoldNews(order);
    await asOwner(
      store.id,
      `UPDATE orders SET placed_at = placed_at - interval '3 days', held_until = held_until - interval '3 days' WHERE id = $1`,
      [order.id],
    );
    expect(await shop.sandbox.deliver(id)).toEqual([200]);
    await becomes(order, 'paid');
    await isPaidOnce(order);
  });

  it('that is lost is found by the reconciliation', async () => {
    const order = await anUnpaidOrder();
    await untoldNews(order);
    expect(await booksOf(order)).toMatchObject({ status: 'awaiting_payment' });
    await shop.reconcile(store);
    await becomes(order, 'paid');
    await isPaidOnce(order);
    expect(await outcomesOf(order.intentId)).toEqual([]);
  });

  it('and our own poll, thirty times at the same moment, are one payment', async () => {
    const orders = await inTurns(30, anUnpaidOrder);
    const { id } = await shop.sandbox.arm({ kind: 'hold', times: 'until_disarmed' });
    for (const { started } of orders) await shop.sandbox.pay(started);
    const polls = orders.map(({ visitor, id }) => visitor.post(`/api/orders/${id}/payment`));
    const [answers] = await Promise.all([Promise.all(polls), shop.sandbox.disarm(id)]);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([409]));
    for (const order of orders) await becomes(order, 'paid');
    for (const order of orders) await isPaidOnce(order);
  });
});

describe('a webhook', () => {
  it.each([
    ['without a signature', { signature: 'missing' }],
    ['with the wrong signature', { signature: 'wrong' }],
    ['signed more than five minutes ago', { age_seconds: 301 }],
    ['signed ten minutes from now', { age_seconds: -600 }],
  ] as const)('%s is refused and leaves nothing', async (_, delivery) => {
    const order = await anUnpaidOrder();
    const { id } = await untoldNews(order);
    expect(await shop.sandbox.deliver(id, delivery)).toEqual([400]);
    expect(await outcomesOf(order.intentId)).toEqual([]);
    expect(await booksOf(order)).toMatchObject({ status: 'awaiting_payment' });
  });

  it.each([
    ['signed with another secret', (body: string) => signed(body, 'whsec_of_somebody_else')],
    ['with a signature cut short', (body: string) => signed(body).slice(0, -1)],
    ['whose body was written anew', (body: string) => signed(`${body} `)],
    ['without a time', (body: string) => signed(body).replace(/t=\d+,/, '')],
  ])('%s is refused and leaves nothing', async (_, signatureOf) => {
    const order = await anUnpaidOrder();
    const rawBody = JSON.stringify({
      id: `evt_${order.intentId}`,
      type: succeeded,
      data: { object: { id: order.intentId, object: 'payment_intent', metadata: { storeId: store.id } } },
    });
    const headers = { 'stripe-signature': signatureOf(rawBody) };
    const { status, body } = await order.visitor.post('/api/webhooks/stripe', { rawBody, headers });
    expect([status, body]).toMatchObject([400, { code: 'unsigned_webhook' }]);
    expect(await outcomesOf(order.intentId)).toEqual([]);
  });
});

function signed(body: string, secret = process.env['STRIPE_WEBHOOK_SECRET'] ?? ''): string {
  const at = Math.floor(Date.now() / 1_000);
  return `t=${at},v1=${createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')}`;
}

describe('an answer of the provider', () => {
  const somebodyElses = '0190a0a0-0000-7000-8000-000000000000';
  it.each([
    ['another amount', { amount: 1, amount_received: 1 }],
    ['another amount', { amount: 200_000, amount_received: 200_000 }],
    ['more received than asked for', { amount_received: 2_001 }],
    ['less received than asked for', { amount_received: 1_999 }],
    ['less received than asked for', { amount_received: 0 }],
    ['less received than asked for', { amount_received: -2_000 }],
    ['another currency', { currency: 'usd' }],
    ['another intent', { id: 'pi_of_somebody_else' }],
  ])('that says %s is not believed', async (reason, change) => {
    const order = await anUnpaidOrder();
    const { id } = await untoldNews(order);
    await shop.sandbox.arm({ kind: 'wrong_answer', operation: 'payment_intents.retrieve', change });
    await shop.sandbox.deliver(id);
    await eventually(async () => expect(await outcomesOf(order.intentId)).toEqual([`ignored: ${reason}`]));
    await shop.settled();
    expect(await booksOf(order)).toMatchObject({
      status: 'awaiting_payment',
      payments: [{ status: 'pending', captured: 0 }],
      balances: {},
    });
    // It was no more than one wrong answer: the books fit again as soon as the right one is heard.
    await shop.reconcile(store);
    await becomes(order, 'paid');
  });

  it.each<[string, (order: UnpaidOrder) => Promise<Record<string, string>>]>([
    ['no payment of ours', async (order) => ({ ...(await metadataOf(order)), paymentId: somebodyElses })],
    ['another order', async (order) => ({ ...(await metadataOf(order)), orderId: somebodyElses })],
    ['another store', async (order) => ({ ...(await metadataOf(order)), storeId: somebodyElses })],
    ['no payment of ours', () => Promise.resolve({})],
  ])('that names %s is not believed', async (reason, metadataFor) => {
    const order = await anUnpaidOrder();
    const { id } = await untoldNews(order);
    const metadata = await metadataFor(order);
    await shop.sandbox.arm({
      kind: 'wrong_answer',
      operation: 'payment_intents.retrieve',
      change: { metadata },
    });
    await shop.sandbox.deliver(id);
    await eventually(async () => expect(await outcomesOf(order.intentId)).toEqual([`ignored: ${reason}`]));
    expect(await booksOf(order)).toMatchObject({ status: 'awaiting_payment', balances: {} });
  });

  it('with a status that nobody knows is no payment', async () => {
    const order = await anUnpaidOrder();
    const { id } = await untoldNews(order);
    const change = { status: 'definitely_paid' };
    await shop.sandbox.arm({ kind: 'wrong_answer', operation: 'payment_intents.retrieve', change });
    await shop.sandbox.deliver(id);
    await eventually(async () => expect(await outcomesOf(order.intentId)).toEqual(['unchanged']));
    expect(await booksOf(order)).toMatchObject({ status: 'awaiting_payment', balances: {} });
  });

  it('that is a page, or none at all, is asked for again', async () => {
    const order = await anUnpaidOrder();
    const { id } = await untoldNews(order);
    await shop.sandbox.arm({ kind: 'garbage', operation: 'payment_intents.retrieve', bytes: 1_000_000 });
    await shop.sandbox.arm({ kind: 'fail', operation: 'payment_intents.retrieve', times: 3 });
    await shop.sandbox.arm({ kind: 'hang', operation: 'payment_intents.retrieve', ms: 100 });
    await shop.sandbox.deliver(id);
    await becomes(order, 'paid');
    await isPaidOnce(order);
    expect(await outcomesOf(order.intentId)).toEqual(['applied']);
  });
});

const metadataOf = async ({ id }: UnpaidOrder): Promise<Record<string, string>> =>
  (await shop.sandbox.ledgerOf(id))[0]?.metadata ?? {};

describe('starting a payment', () => {
  it('whose answer was lost finds the same one when it is tried again', async () => {
    const { visitor, id } = await anOrderNotStarted();
    // Three times: our own SDK tries again by itself.
    await shop.sandbox.arm({ kind: 'drop_reply', operation: 'payment_intents.create', times: 3 });
    const lost = await visitor.post(`/api/orders/${id}/payment`);
    expect([lost.status, lost.body]).toMatchObject([503, { code: 'payments_unavailable' }]);
    const [begun] = await shop.sandbox.ledgerOf(id);

    const { status, body } = await visitor.post<{ clientSecret: string }>(`/api/orders/${id}/payment`);
    expect(status).toBe(201);
    expect(body.clientSecret).toContain(begun?.payment_intent);
    expect(await shop.sandbox.ledgerOf(id)).toHaveLength(1);
  });

  it('whose news come before we have kept its id is believed, and its starter is told', async () => {
    const { visitor, id } = await anOrderNotStarted();
    // The intent is there and the answer is on its way; meanwhile another device of the customer has paid.
    await shop.sandbox.arm({
      kind: 'delay',
      operation: 'payment_intents.create',
      ms: 3_000,
      after_work: true,
    });
    const slow = visitor.post(`/api/orders/${id}/payment`);
    const begun = await eventually(async () => {
      const [entry] = await shop.sandbox.ledgerOf(id);
      if (!entry) throw new Error('The payment has not begun.');
      return entry;
    });
    await payAsServer(begun.payment_intent);
    await becomes({ visitor, id }, 'paid');

    expect((await slow).status).toBe(409);
    await isPaidOnce({ id, store });
  });
});

/** An order whose buyer has not been to the payment page yet. */
async function anOrderNotStarted() {
  const visitor = shop.api.visitor(store);
  const { order } = await aPlacedOrder(visitor, [[mug, 1]]);
  return { visitor, id: order.id, store };
}

/** Pays without the browser's secret, which is on its way to the browser. */
async function payAsServer(intentId: string): Promise<void> {
  const { status } = await fetch(`${shop.sandbox.url}/v1/payment_intents/${intentId}/confirm`, {
    method: 'POST',
    headers: { authorization: `Bearer ${process.env['STRIPE_SECRET_KEY']}` },
    body: new URLSearchParams({ payment_method: 'pm_card_visa', return_url: 'http://lumen.localhost/' }),
  });
  expect(status).toBe(200);
}
