import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { OrderDetail, type OrderStatus } from '@tradewind/contracts';
import {
  aPlacedOrder,
  aProduct,
  aStore,
  asOwner,
  eventually,
  type HttpClient,
  inTurns,
  confirmationsTo,
  mailsTo,
  owner,
  OwnWorld,
  startPayment,
  stockOf,
  TestApi,
  TestSandbox,
  TestWorker,
  type TestStore,
} from '@tradewind/testing';

let world: OwnWorld;
let api: TestApi;
let sandbox: TestSandbox;
let worker: TestWorker;
/** Where nobody has long to pay: three hundred milliseconds. */
let hastyApi: TestApi;

beforeAll(async () => {
  world = await OwnWorld.enter();
  sandbox = await TestSandbox.prepare();
  api = await TestApi.start({ STRIPE_API_URL: sandbox.url });
  hastyApi = await TestApi.start({ UNPAID_ORDER_MINUTES: '0.005' });
  await sandbox.start(api.origin);
  worker = await TestWorker.start();
});
afterAll(async () => {
  await worker.close();
  await Promise.all([api.close(), hastyApi.close()]);
  await sandbox.stop();
  await world.leave();
});

const becomes = (visitor: HttpClient, orderId: string, status: OrderStatus) =>
  eventually(async () => {
    const order = OrderDetail.parse((await visitor.get(`/api/orders/${orderId}`)).body);
    expect(order.status).toBe(status);
    return order;
  });

const soldOf = async (store: TestStore, orderId: string) =>
  asOwner(store.id, 'SELECT delta, reason FROM stock_movements WHERE order_id = $1', [orderId]);
const paymentOf = async (store: TestStore, orderId: string) =>
  (
    await asOwner<{ status: string; captured: number }>(
      store.id,
      'SELECT status, captured_minor AS captured FROM payments WHERE order_id = $1',
      [orderId],
    )
  )[0];

describe('paying an order', () => {
  it('with a good card sells the stock and writes to the customer, once', async () => {
    const store = await aStore();
    const mug = await aProduct(store, { stock: 5, price: 1_250 });
    const ada = api.visitor(store);
    const { order } = await aPlacedOrder(ada, [[mug, 2]]);

    expect(await sandbox.pay(await startPayment(ada, order.id))).toBe('succeeded');

    const paid = await becomes(ada, order.id, 'paid');
    expect(paid.paidAt).not.toBeNull();
    expect(await stockOf(store, mug)).toEqual({ onHand: 3, reserved: 0 });
    expect(await soldOf(store, order.id)).toEqual([{ delta: -2, reason: 'sold' }]);
    expect(await paymentOf(store, order.id)).toEqual({ status: 'succeeded', captured: 2_500 });
    const [logged] = await eventually(async () => {
      const rows = await asOwner<{ id: string }>(
        store.id,
        `SELECT message_id AS id FROM email_log WHERE dedupe_key LIKE 'order-confirmation/%'`,
      );
      expect(rows).toHaveLength(1);
      return rows;
    });
    const mails = await confirmationsTo(order.email);
    expect(mails).toEqual([expect.objectContaining({ messageId: logged?.id })]);
    expect(mails[0]?.subject).toContain(order.number);
    expect((await ada.post(`/api/orders/${order.id}/payment`)).body).toMatchObject({
      status: 409,
      code: 'nothing_to_pay',
    });
  });

  it('with a bad card leaves it to be paid, and a good one pays it', async () => {
    const store = await aStore();
    const mug = await aProduct(store, { stock: 5 });
    const ada = api.visitor(store);
    const { order } = await aPlacedOrder(ada, [[mug, 1]]);

    const declined = await sandbox.pay(await startPayment(ada, order.id), 'pm_card_visa_chargeDeclined');
    expect(declined).toBe('card_declined');
    await eventually(async () => {
      expect(await sandbox.isQuiet()).toBe(true);
      expect(await unprocessedWebhooks()).toBe(0);
    });
    await becomes(ada, order.id, 'awaiting_payment');
    expect(await stockOf(store, mug)).toEqual({ onHand: 5, reserved: 1 });

    // The same payment, found again: one order is one PaymentIntent.
    await sandbox.pay(await startPayment(ada, order.id));
    await becomes(ada, order.id, 'paid');
    expect(await sandbox.ledgerOf(order.id)).toHaveLength(1);
  });
});

async function unprocessedWebhooks(): Promise<number> {
  const { rows } = await owner.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM webhook_inbox WHERE processed_at IS NULL',
  );
  return rows[0]?.count ?? 0;
}

describe('an order that nobody pays', () => {
  it('is given up when its time is over: its stock is free and its payment cannot be made any more', async () => {
    const store = await aStore();
    const mug = await aProduct(store, { stock: 5 });
    const ada = hastyApi.visitor(store);
    const { order } = await aPlacedOrder(ada, [[mug, 2]]);
    const started = await startPayment(ada, order.id);

    await becomes(ada, order.id, 'cancelled');

    expect(await stockOf(store, mug)).toEqual({ onHand: 5, reserved: 0 });
    expect(await paymentOf(store, order.id)).toEqual({ status: 'canceled', captured: 0 });
    expect(await sandbox.ledgerOf(order.id)).toMatchObject([{ status: 'canceled', captured: 0 }]);
    expect(await sandbox.pay(started)).not.toBe('succeeded');
    expect((await ada.post(`/api/orders/${order.id}/payment`)).status).toBe(409);
    expect(await mailsTo(order.email)).toEqual([]);
  });

  it('is given up also when its payment was never begun', async () => {
    const store = await aStore();
    const mug = await aProduct(store, { stock: 5 });
    const ada = hastyApi.visitor(store);
    const { order } = await aPlacedOrder(ada, [[mug, 2]]);
    await becomes(ada, order.id, 'cancelled');
    expect(await stockOf(store, mug)).toEqual({ onHand: 5, reserved: 0 });
  });

  it('twenty times at the very moment it is paid is either paid or given up, and money and stock agree', async () => {
    const store = await aStore();
    const mug = await aProduct(store, { stock: 100, price: 1_000 });
    const aBuyer = async () => {
      const visitor = api.visitor(store);
      const { order } = await aPlacedOrder(visitor, [[mug, 1]]);
      return { id: order.id, visitor, started: await startPayment(visitor, order.id) };
    };
    const first = await aBuyer();
    const racing = await inTurns(18, aBuyer);
    const last = await aBuyer();

    // The first pays before everybody's time is over, the last when it has been over for long; the others meanwhile:
    // also where the same process prints the invoices of the first.
    expect(await sandbox.pay(first.started)).toBe('succeeded');
    const paying = racing.map(async ({ started }, index) => {
      await sleep(index * 120);
      return sandbox.pay(started);
    });
    await sleep(450);
    await owner.query(
      `UPDATE outbox SET due_at = now() WHERE store_id = $1 AND job = 'expire-unpaid-order'`,
      [store.id],
    );
    await owner.query('NOTIFY outbox');
    await becomes(last.visitor, last.id, 'cancelled');
    expect(await sandbox.pay(last.started)).not.toBe('succeeded');
    await Promise.all(paying);

    const orders = await eventually(async () => {
      const rows = await asOwner<{ id: string; status: string }>(store.id, 'SELECT id, status FROM orders');
      expect(rows.filter(({ status }) => status === 'awaiting_payment')).toEqual([]);
      return rows;
    });
    for (const { id, status } of orders) {
      const isPaid = status === 'paid';
      expect(await sandbox.ledgerOf(id)).toMatchObject([
        isPaid ? { status: 'succeeded', captured: 1_000 } : { status: 'canceled', captured: 0 },
      ]);
      expect(await paymentOf(store, id)).toEqual(
        isPaid ? { status: 'succeeded', captured: 1_000 } : { status: 'canceled', captured: 0 },
      );
      expect(await soldOf(store, id)).toHaveLength(isPaid ? 1 : 0);
    }
    const paid = orders.filter(({ status }) => status === 'paid').map(({ id }) => id);
    expect(await stockOf(store, mug)).toEqual({ onHand: 100 - paid.length, reserved: 0 });
    expect([paid.includes(first.id), paid.includes(last.id)]).toEqual([true, false]);
  });
});
