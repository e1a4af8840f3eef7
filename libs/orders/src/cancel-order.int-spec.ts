import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Change } from '@tradewind/contracts';
import {
  aKey,
  aPaidOrder,
  aPlacedOrder,
  aProduct,
  aStore,
  booksOf,
  type HttpClient,
  moneyArrives,
  refundsSucceed,
  signUp,
  StaffDesk,
  stockOf,
  TestApi,
  TestJobs,
  type TestProduct,
  type TestStore,
  units,
} from '@tradewind/testing';

let api: TestApi;
let jobs: TestJobs;
let store: TestStore;
let mug: TestProduct;
let staff: StaffDesk;
beforeAll(async () => {
  [api, jobs] = [await TestApi.start(), await TestJobs.start()];
  store = await aStore();
  staff = await StaffDesk.open(api, store);
});
beforeEach(async () => {
  mug = await aProduct(store, { price: 1_000, stock: 10 });
});
afterAll(async () => {
  await api.close();
  await jobs.close();
});

const cancel = (visitor: HttpClient, orderId: string) =>
  visitor.post<Change & { code?: string }>(`/api/orders/${orderId}/cancellation`, {
    headers: { 'idempotency-key': aKey() },
  });
const three = (): [TestProduct, number][] => [[mug, 3]];
const moneyLeaves = async () => {
  await refundsSucceed(store);
  await jobs.run(store, 'settle-refund');
};

describe('a customer', () => {
  it('gives up an order that is not paid: its goods are free and it cannot be paid any more', async () => {
    const visitor = api.visitor(store);
    await signUp(visitor);
    const { order } = await aPlacedOrder(visitor, three());

    const { status, body } = await cancel(visitor, order.id);

    expect([status, body]).toEqual([201, { id: order.id, status: 'cancelled' }]);
    expect(await stockOf(store, mug)).toEqual({ onHand: 10, reserved: 0 });
    await jobs.run(store, 'cancel-payment');
    const books = await booksOf({ store, id: order.id });
    expect(books).toMatchObject({
      status: 'cancelled',
      stockState: 'free',
      payments: [{ status: 'canceled' }],
    });
    expect((await visitor.post(`/api/orders/${order.id}/payment`)).status).toBe(409);
    expect((await cancel(visitor, order.id)).body.code).toBe('illegal_transition');
    // Nor does it run out a second time when its time is over.
    await jobs.run(store, 'expire-unpaid-order');
    expect(await stockOf(store, mug)).toEqual({ onHand: 10, reserved: 0 });
  });

  it('does not give up what is paid: that is for the staff', async () => {
    const visitor = api.visitor(store);
    const { order } = await aPaidOrder(jobs, store, visitor, three());
    const { status, body } = await cancel(visitor, order.id);
    expect([status, body.code]).toEqual([409, 'illegal_transition']);
    expect(await stockOf(store, mug)).toEqual({ onHand: 7, reserved: 0 });
  });

  it('whose money was faster than the cancellation gets it back', async () => {
    const visitor = api.visitor(store);
    const { order } = await aPlacedOrder(visitor, three());
    await cancel(visitor, order.id);
    await moneyArrives(store, order.id);
    await jobs.run(store, 'settle-order');
    await moneyLeaves();
    expect(await staff.order(order.id)).toMatchObject({ status: 'refunded', refunded: { amount: 3_000 } });
    expect(await staff.balances(order.id)).toEqual({ provider: 0, customer: 0 });
    expect(await stockOf(store, mug)).toEqual({ onHand: 10, reserved: 0 });
  });
});

describe('the staff', () => {
  it('cancel a paid order: its goods go back on the shelf, its money to the customer', async () => {
    const { order } = await aPaidOrder(jobs, store, api.visitor(store), three());
    expect((await staff.cancel(order.id)).body).toEqual({ id: order.id, status: 'cancelled' });
    expect(await stockOf(store, mug)).toEqual({ onHand: 10, reserved: 0 });
    expect(await staff.order(order.id)).toMatchObject({
      status: 'cancelled',
      refunds: [{ status: 'pending', amount: { amount: 3_000 } }],
    });
    await moneyLeaves();
    expect((await staff.order(order.id)).status).toBe('refunded');
    expect(Object.values(await staff.balances(order.id))).toEqual([0, 0, 0]);
  });

  it('cancel what is left of an order of which something was paid back', async () => {
    const { order } = await aPaidOrder(jobs, store, api.visitor(store), three());
    await staff.refund(order.id, { lines: units([mug, 1]), restock: true });
    await moneyLeaves();
    expect((await staff.cancel(order.id)).status).toBe(201);
    expect(await stockOf(store, mug)).toEqual({ onHand: 10, reserved: 0 });
    await moneyLeaves();
    expect(await staff.order(order.id)).toMatchObject({
      status: 'refunded',
      refunds: [{ amount: { amount: 1_000 } }, { amount: { amount: 2_000 } }],
    });
  });

  it('do not cancel what has left the house, wholly or in part', async () => {
    const { order } = await aPaidOrder(jobs, store, api.visitor(store), three());
    await staff.ship(order.id, { lines: units([mug, 1]) });
    expect((await staff.cancel(order.id)).body.code).toBe('illegal_transition');
    await staff.ship(order.id);
    expect((await staff.cancel(order.id)).body.code).toBe('illegal_transition');
    expect(await stockOf(store, mug)).toEqual({ onHand: 7, reserved: 0 });
  });

  it('cancel once, however many press the button', async () => {
    const { order } = await aPaidOrder(jobs, store, api.visitor(store), three());
    const answers = await Promise.all(Array.from({ length: 10 }, () => staff.cancel(order.id)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(9).fill(409)]);
    expect(await stockOf(store, mug)).toEqual({ onHand: 10, reserved: 0 });
    expect((await booksOf({ store, id: order.id })).payments).toMatchObject([{ refunded: 3_000 }]);
  });
});

describe('cancelling, sending and paying back at the same moment', () => {
  const rounds = 30;

  it('has one winner, or two in an order that is allowed, and goods and money agree with it', async () => {
    const { onHand: before } = await stockOf(store, await moreMugs());
    const outcomes = new Map<string, number>();
    const paidBack: Record<string, boolean> = {};
    let expected = before;
    for (let round = 0; round < rounds; round++) {
      const { order } = await aPaidOrder(jobs, store, api.visitor(store), three());
      const named = { cancel: staff.cancel, ship: staff.ship, refund: staff.refund };
      // Two of each, in another order each time.
      const calls = [...Object.entries(named), ...Object.entries(named)].toSorted(() => Math.random() - 0.5);
      const answers = await Promise.all(
        calls.map(async ([name, call]) => ({ name, ...(await call(order.id)) })),
      );

      expect(answers.every(({ status }) => [201, 409, 422].includes(status))).toBe(true);
      const done = answers.flatMap(({ name, status }) => (status === 201 ? [name] : [])).sort();
      const what = done.join(' and ');
      expect(['cancel', 'ship', 'refund', 'refund and ship']).toContain(what);
      outcomes.set(what, (outcomes.get(what) ?? 0) + 1);

      const { status, lines, refunds } = await staff.order(order.id);
      const isPaidBack = done.includes('cancel') || done.includes('refund');
      paidBack[order.id] = isPaidBack;
      expect(refunds.map(({ amount }) => amount.amount)).toEqual(isPaidBack ? [3_000] : []);
      expect(lines[0]?.shippedQuantity).toBe(done.includes('ship') ? 3 : 0);
      expect(status).toBe(done.includes('cancel') ? 'cancelled' : done.includes('ship') ? 'shipped' : 'paid');
      expected -= done.includes('cancel') ? 0 : 3;
      expect(await stockOf(store, mug)).toEqual({ onHand: expected, reserved: 0 });
    }
    await moneyLeaves();
    for (const [orderId, isPaidBack] of Object.entries(paidBack)) {
      const { balances } = await booksOf({ store, id: orderId });
      expect(balances).toEqual(isPaidBack ? {} : { provider: 3_000, goods: -3_000 });
    }
    // More than one of them was the first at times, or this was no race.
    expect(outcomes.size).toBeGreaterThan(1);
  });

  async function moreMugs(): Promise<TestProduct> {
    mug = await aProduct(store, { price: 1_000, stock: 10 * rounds });
    return mug;
  }
});
