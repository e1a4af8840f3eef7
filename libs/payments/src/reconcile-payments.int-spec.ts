import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  aKey,
  aPlacedOrder,
  asOwner,
  becomes,
  booksOf,
  eventually,
  findingsOf,
  HeldRow,
  type HttpClient,
  inTurns,
  owner,
  type TestProduct,
  type TestStore,
  TestWorker,
  type UnpaidOrder,
  WholeShop,
} from '@tradewind/testing';
import Stripe from 'stripe';

let shop: WholeShop;
let stripe: Stripe;
let store: TestStore;
let mug: TestProduct;
let staff: HttpClient;
beforeAll(async () => {
  shop = await WholeShop.open();
  const { hostname, port } = new URL(shop.sandbox.url);
  stripe = new Stripe(process.env['STRIPE_SECRET_KEY'] ?? '', { host: hostname, port, protocol: 'http' });
});
beforeEach(async () => {
  ({ store, mug, staff } = await shop.aStore({ stock: 1_000, price: 2_000 }));
});
afterEach(() => shop.sandbox.disarm());
afterAll(() => shop.close());

const anUnpaidOrder = () => shop.anUnpaidOrder(store, [[mug, 1]]);
const aPaidOrder = () => shop.aPaidOrder(store, [[mug, 1]]);
const loseAllWebhooks = () => shop.sandbox.arm({ kind: 'lose', times: 'until_disarmed' });

const refund = ({ id }: UnpaidOrder) =>
  staff.post(`/api/staff/orders/${id}/refunds`, {
    headers: { 'idempotency-key': aKey() },
    body: { reason: 'It arrived broken.' },
  });

/** Waits until so many transactions wait for others. */
const someWait = (count: number) =>
  eventually(async () => {
    const { rows } = await owner.query(
      `SELECT FROM pg_stat_activity WHERE datname = current_database() AND cardinality(pg_blocking_pids(pid)) > 0`,
    );
    expect(rows).toHaveLength(count);
  });

/** Money at the provider that names this store, and an order and a payment if it is told them. */
const money = (metadata: Record<string, string>) =>
  stripe.paymentIntents.create({
    amount: 2_000,
    currency: 'eur',
    confirm: true,
    payment_method: 'pm_card_visa',
    return_url: 'http://lumen.localhost/',
    metadata: { storeId: store.id, ...metadata },
  });

describe('reconciliation mends', () => {
  it('a payment that was made and one that was ended while every webhook was lost', async () => {
    const [paid, ended, other] = await Promise.all([anUnpaidOrder(), anUnpaidOrder(), anUnpaidOrder()]);
    await loseAllWebhooks();
    await shop.sandbox.pay(paid.started);
    await shop.sandbox.cancelAtProvider(ended.intentId);
    await shop.reconcile(store);
    await becomes(paid, 'paid');
    await shop.settled();
    expect(await booksOf(ended)).toMatchObject({
      status: 'awaiting_payment',
      payments: [{ status: 'canceled' }],
    });
    expect(await booksOf(other)).toMatchObject({ payments: [{ status: 'pending' }] });
    expect(await findingsOf(store)).toEqual([]);
  });

  it('nothing of a payment whose webhook is at work, and finds no fault with it', async () => {
    const order = await anUnpaidOrder();
    const held = await HeldRow.hold(store, 'payments WHERE order_id = $1', [order.id]);
    await shop.sandbox.pay(order.started);
    await someWait(1);
    const reconciled = shop.reconcile(store);
    await someWait(2);
    await held.release();
    await reconciled;
    await becomes(order, 'paid');
    expect(await findingsOf(store)).toEqual([]);
  });

  it('a payment behind a hundred others', async () => {
    const order = await anUnpaidOrder();
    await loseAllWebhooks();
    await shop.sandbox.pay(order.started);
    await inTurns(110, () => stripe.paymentIntents.create({ amount: 100, currency: 'eur' }));
    await shop.reconcile(store);
    await becomes(order, 'paid');
  });

  it('a refund that nobody sent', async () => {
    const order = await aPaidOrder();
    await shop.stopWorker();
    expect((await refund(order)).status).toBe(201);
    await asOwner(store.id, `UPDATE refunds SET created_at = now() - interval '5 min' WHERE order_id = $1`, [
      order.id,
    ]);
    await asOwner(store.id, `UPDATE outbox SET failed_with = 'given up' WHERE job = 'send-refund'`);
    await shop.startWorker();
    expect(await shop.sandbox.refundsOf(order.id)).toEqual([]);

    await shop.reconcile(store);
    await becomes(order, 'refunded');
    expect(await shop.sandbox.refundsOf(order.id)).toMatchObject([{ amount: 2_000 }]);
    await owner.query(`DELETE FROM outbox WHERE failed_with = 'given up'`);
  });

  it('a payment that was given up before we heard that it had begun', async () => {
    const visitor = shop.api.visitor(store);
    const { order } = await aPlacedOrder(visitor, [[mug, 1]]);
    await shop.sandbox.arm({ kind: 'drop_reply', operation: 'payment_intents.create', times: 3 });
    expect((await visitor.post(`/api/orders/${order.id}/payment`)).status).toBe(503);
    await shop.endHold({ store, id: order.id });
    await becomes({ visitor, id: order.id }, 'cancelled');
    expect(await shop.sandbox.ledgerOf(order.id)).toMatchObject([{ status: 'requires_payment_method' }]);

    await shop.reconcile(store);
    expect(await shop.sandbox.ledgerOf(order.id)).toMatchObject([{ status: 'canceled' }]);
    await shop.settled();
    expect(await findingsOf(store)).toEqual([]);
  });

  it('nothing of another store, though both are on one account', async () => {
    const elsewhere = await shop.aStore({ stock: 1 });
    const theirs = await shop.anUnpaidOrder(elsewhere.store, [[elsewhere.mug, 1]]);
    await loseAllWebhooks();
    await shop.sandbox.pay(theirs.started);
    await shop.reconcile(store);
    await shop.settled();
    expect(await booksOf(theirs)).toMatchObject({ status: 'awaiting_payment' });
    expect(await findingsOf(store)).toEqual([]);
    await shop.reconcile(elsewhere.store);
    await becomes(theirs, 'paid');
  });

  it('what it could not while the provider was away', async () => {
    const order = await anUnpaidOrder();
    await loseAllWebhooks();
    await shop.sandbox.pay(order.started);
    await shop.sandbox.arm({ kind: 'fail', operation: 'payment_intents.list', times: 3 });
    await shop.sandbox.arm({ kind: 'garbage', operation: 'refunds.list' });
    await shop.reconcile(store);
    await becomes(order, 'paid');
  });
});

describe('reconciliation flags for a person', () => {
  it('money for a payment that we do not know', async () => {
    const unknown = await money({ orderId: aKey(), paymentId: '0190a0a0-0000-7000-8000-000000000000' });
    const nameless = await money({});
    await shop.settled();
    await shop.reconcile(store);
    const fault = 'money for a payment that we do not know';
    expect(await findingsOf(store)).toHaveLength(2);
    expect(await findingsOf(store)).toEqual(
      expect.arrayContaining([unknown, nameless].map(({ id }) => ({ providerId: id, fault }))),
    );
    // Once for all time, not once for each look.
    await shop.reconcile(store);
    expect(await findingsOf(store)).toHaveLength(2);
  });

  it('money taken twice for one order', async () => {
    const order = await aPaidOrder();
    const [entry] = await shop.sandbox.ledgerOf(order.id);
    const twice = await money(entry?.metadata ?? {});
    await shop.settled();
    await shop.reconcile(store);
    expect(await findingsOf(store)).toEqual([{ providerId: twice.id, fault: 'ignored: another intent' }]);
  });

  it.each([
    ['less than we have booked', { amount_received: 1 }, 'less received than asked for'],
    ['more than we have booked', { amount_received: 2_001 }, 'more received than asked for'],
    ['another amount', { amount: 5, amount_received: 5 }, 'another amount'],
  ])('a payment of %s, until it fits again', async (_, change, fault) => {
    const order = await aPaidOrder();
    const operation = 'payment_intents.list';
    await shop.sandbox.arm({ kind: 'wrong_answer', operation, change });
    await shop.reconcile(store);
    expect(await findingsOf(store)).toEqual([{ providerId: order.intentId, fault: `ignored: ${fault}` }]);
    expect(await booksOf(order)).toMatchObject({ payments: [{ captured: 2_000 }] });

    await shop.reconcile(store);
    expect(await findingsOf(store)).toEqual([]);

    // The same again is open again.
    await shop.sandbox.arm({ kind: 'wrong_answer', operation, change });
    await shop.reconcile(store);
    expect(await findingsOf(store)).toHaveLength(1);
  });

  it('a refund of another amount than ours', async () => {
    const order = await aPaidOrder();
    await refund(order);
    await becomes(order, 'refunded');
    // The news of the refund are read with the same call.
    await shop.settled();
    await shop.sandbox.arm({ kind: 'wrong_answer', operation: 'refunds.list', change: { amount: 1_999 } });
    await shop.reconcile(store);
    const [{ id } = { id: '' }] = await shop.sandbox.refundsOf(order.id);
    expect(await findingsOf(store)).toEqual([{ providerId: id, fault: 'ignored: another amount' }]);
  });

  it('a payment of ours that the provider knows nothing of', async () => {
    const order = await aPaidOrder();
    await asOwner(store.id, `UPDATE payments SET provider_payment_id = 'pi_of_nobody' WHERE order_id = $1`, [
      order.id,
    ]);
    await shop.reconcile(store);
    const findings = await findingsOf(store);
    expect(findings.map(({ providerId }) => providerId)).toContain('pi_of_nobody');
  });

  it('and does not forget it when it is too old to be looked at again', async () => {
    await asOwner(
      store.id,
      `INSERT INTO reconciliation_findings (id, provider_id, fault, found_at)
       VALUES (gen_random_uuid(), 'pi_of_last_week', 'money for a payment that we do not know', now() - interval '7 days')`,
    );
    await shop.reconcile(store);
    expect(await findingsOf(store)).toHaveLength(1);
  });
});

describe('the schedule', () => {
  const period = () => `period ${Math.floor(Date.now() / 600_000)}`;
  const scheduled = async () => {
    const { rows } = await owner.query<{ period: string; isDone: boolean }>(
      `SELECT dedupe_key AS period, done_at IS NOT NULL AS "isDone" FROM outbox
       WHERE job = 'reconcile-payments' AND store_id = $1 AND dedupe_key IS NOT NULL`,
      [store.id],
    );
    return rows;
  };

  it('asks for one reconciliation of each store and period, however many workers there are', async () => {
    await shop.stopWorker();
    const began = period();
    const workers = await Promise.all([TestWorker.start(), TestWorker.start(), TestWorker.start()]);
    await eventually(async () => expect(await scheduled()).not.toEqual([]));
    await owner.query(`UPDATE outbox SET due_at = now() WHERE job = 'reconcile-payments' AND store_id = $1`, [
      store.id,
    ]);
    await owner.query('NOTIFY outbox');
    await eventually(async () =>
      expect((await scheduled()).map(({ isDone }) => isDone)).not.toContain(false),
    );
    // The next period may have begun meanwhile.
    const periods = [...new Set([began, period()])].slice(0, (await scheduled()).length);
    expect((await scheduled()).map((row) => row.period)).toEqual(periods);
    await Promise.all(workers.map((worker) => worker.close()));
    await shop.startWorker();
  });
});
