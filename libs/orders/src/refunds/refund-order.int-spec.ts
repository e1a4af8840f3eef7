import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Cart } from '@tradewind/contracts';
import {
  aCart,
  aCoupon,
  aKey,
  anOrder,
  aPaidOrder,
  aPlacedOrder,
  aProduct,
  aShippingMethod,
  aStore,
  asOwner,
  aTaxRate,
  booksOf,
  type ChangeAnswer,
  moneyArrives,
  refundsSucceed,
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
let book: TestProduct;
let staff: StaffDesk;
beforeAll(async () => {
  [api, jobs] = [await TestApi.start(), await TestJobs.start()];
  store = await aStore();
  await aTaxRate(store, 'GB', 190_000);
  await aTaxRate(store, 'GB', 70_000, 'reduced');
  await aShippingMethod(store);
  mug = await aProduct(store, { price: 333, stock: 1_000 });
  book = await aProduct(store, { price: 199, stock: 1_000, taxCategory: 'reduced' });
  staff = await StaffDesk.open(api, store);
});
afterAll(async () => {
  await api.close();
  await jobs.close();
});

const eur = (amount: number) => ({ amount, currency: 'EUR' });
const total = 2_643;

/** Three mugs and seven books, ten per cent off, and a parcel: 26.43, and nothing in it divides evenly. */
async function anOrderId(): Promise<string> {
  const ann = api.visitor(store);
  const cart = await aCart(ann, [
    [mug, 3],
    [book, 7],
  ]);
  await ann.put(`/api/carts/${cart.id}/delivery`, { body: { country: 'GB' } });
  const { code } = await aCoupon(store);
  const { body } = await ann.put<Cart>(`/api/carts/${cart.id}/coupon`, { body: { code } });
  expect(body.total).toEqual(eur(total));
  const placed = await ann.post<{ order: { id: string } }>('/api/orders', {
    headers: { 'idempotency-key': aKey() },
    body: anOrder(body),
  });
  await moneyArrives(store, placed.body.order.id);
  await jobs.run(store, 'settle-order');
  return placed.body.order.id;
}

/** The provider has paid back all that is under way. */
async function moneyLeaves(): Promise<void> {
  await refundsSucceed(store);
  await jobs.run(store, 'settle-refund');
}
const codesOf = (answers: ChangeAnswer[]) => answers.map(({ status, body }) => [status, body.code]);
const refundedOf = async (orderId: string) => (await booksOf({ store, id: orderId })).payments[0]?.refunded;

describe('paying back', () => {
  it('units, the delivery, something for goodwill and the rest gives back exactly what was paid', async () => {
    const orderId = await anOrderId();
    const wishes = [
      { lines: units([mug, 1]) },
      { lines: units([book, 3]), shipping: true },
      { amount: eur(101) },
      { lines: units([mug, 1], [book, 1]) },
    ];
    for (const wish of wishes) {
      expect((await staff.refund(orderId, wish)).body.status).toBe('pending');
      await moneyLeaves();
      expect(await staff.order(orderId)).toMatchObject({ status: 'partly_refunded' });
    }
    await staff.refund(orderId);
    await moneyLeaves();

    const order = await staff.order(orderId);
    expect([order.status, order.refunded]).toEqual(['refunded', eur(total)]);
    const amounts = order.refunds.map(({ amount }) => amount.amount);
    // A third of 8.99, rounded, and three sevenths of 12.54 with the 4.90 of the parcel.
    expect(amounts.slice(0, 3)).toEqual([300, 537 + 490, 101]);
    expect(amounts.reduce((sum, amount) => sum + amount, 0)).toBe(total);
    expect(await staff.balances(orderId)).toEqual({
      provider: 0,
      customer: 0,
      goods: 0,
      shipping: 0,
      tax: 0,
    });
    expect(await refundedOf(orderId)).toBe(total);
  });

  it('is in the statement with what was taken for it, and every posting is even', async () => {
    const orderId = await anOrderId();
    expect(await staff.balances(orderId)).toEqual({
      provider: 2_643,
      customer: 0,
      tax: -304,
      shipping: -412,
      goods: -1_927,
    });
    await staff.refund(orderId, { shipping: true });
    await moneyLeaves();
    const balances = await staff.balances(orderId);
    expect(balances).toEqual({ provider: 2_153, customer: 0, tax: -226, shipping: 0, goods: -1_927 });
    expect(Object.values(balances).reduce((sum, balance) => sum + balance, 0)).toBe(0);
  });

  it('is under way until the provider has done it, and takes no part in the books before', async () => {
    const orderId = await anOrderId();
    const before = await staff.balances(orderId);
    const { body } = await staff.refund(orderId);
    expect(await staff.order(orderId)).toMatchObject({
      status: 'paid',
      refunded: eur(total),
      refunds: [{ id: body.id, status: 'pending', amount: eur(total) }],
    });
    expect(await staff.balances(orderId)).toEqual(before);
  });

  it('twenty parts at once pays back no more than was captured, and says no to the others', async () => {
    const orderId = await anOrderId();
    const wishes = [{ amount: eur(290) }, { lines: units([mug, 1]) }, { shipping: true }, {}];
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => staff.refund(orderId, wishes[index % wishes.length])),
    );

    expect(answers.every(({ status }) => [201, 409, 422].includes(status))).toBe(true);
    const { payments, refunds } = await booksOf({ store, id: orderId });
    expect(refunds).toHaveLength(answers.filter(({ status }) => status === 201).length);
    // One of them wanted all that was left.
    expect(refunds.reduce((sum, { amount }) => sum + amount, 0)).toBe(total);
    expect(payments[0]?.refunded).toBe(total);
    await moneyLeaves();
    expect(await staff.balances(orderId)).toEqual({
      provider: 0,
      customer: 0,
      goods: 0,
      shipping: 0,
      tax: 0,
    });
  });
});

describe('units that several pay back at the same moment', () => {
  it('are paid back once each', async () => {
    for (let round = 0; round < 5; round++) {
      const orderId = await anOrderId();
      const answers = await Promise.all(
        Array.from({ length: 10 }, () => staff.refund(orderId, { lines: units([mug, 1]) })),
      );
      const refused = answers.filter(({ status }) => status !== 201);
      expect(codesOf(refused)).toEqual(Array(7).fill([422, 'more_units_than_left']));
      expect((await staff.order(orderId)).lines[0]?.refundedQuantity).toBe(3);
      // 8.99 is what the three of them cost.
      expect(await refundedOf(orderId)).toBe(899);
    }
  });
});

describe('what is not paid back', () => {
  it('is more than there is, in units or in money, twice, or of something else', async () => {
    const orderId = await anOrderId();
    const jug = await aProduct(store);
    const refused = [
      await staff.refund(orderId, { amount: eur(total + 1) }),
      await staff.refund(orderId, { amount: { amount: 100, currency: 'USD' } }),
      await staff.refund(orderId, { lines: units([mug, 4]) }),
      await staff.refund(orderId, { lines: units([jug, 1]) }),
    ];
    expect(codesOf(refused)).toEqual([
      [422, 'more_than_left'],
      [422, 'wrong_currency'],
      [422, 'more_units_than_left'],
      [422, 'unknown_line'],
    ]);
    await staff.refund(orderId, { shipping: true });
    await staff.refund(orderId, { lines: units([mug, 2]) });
    expect(
      codesOf([
        await staff.refund(orderId, { shipping: true }),
        await staff.refund(orderId, { lines: units([mug, 2]) }),
      ]),
    ).toEqual([
      [422, 'nothing_to_refund'],
      [422, 'more_units_than_left'],
    ]);
  });

  it('is what was never paid, or has been paid back wholly', async () => {
    const { order: unpaid } = await aPlacedOrder(api.visitor(store), [[mug, 1]]);
    const orderId = await anOrderId();
    await staff.refund(orderId);
    expect(codesOf([await staff.refund(unpaid.id), await staff.refund(orderId)])).toEqual([
      [409, 'not_refundable'],
      [409, 'not_refundable'],
    ]);
  });
});

describe('units that are paid back', () => {
  it('go back on the shelf when the money is back, if they are said to, and once', async () => {
    const { order } = await aPaidOrder(jobs, store, api.visitor(store), [[mug, 3]]);
    const { onHand: before } = await stockOf(store, mug);
    const stockAfter = async (wish: object) => {
      await staff.refund(order.id, wish);
      const { onHand } = await stockOf(store, mug);
      await moneyLeaves();
      return [onHand - before, (await stockOf(store, mug)).onHand - before];
    };
    expect(await stockAfter({ lines: units([mug, 1]) })).toEqual([0, 0]);
    expect(await stockAfter({ lines: units([mug, 1]), restock: true })).toEqual([0, 1]);
    expect(await stockAfter({ amount: eur(1), restock: true })).toEqual([1, 1]);
    expect(await stockAfter({ restock: true })).toEqual([1, 2]);
    const movements = await asOwner(
      store.id,
      `SELECT delta FROM stock_movements WHERE order_id = $1 AND reason = 'refunded'`,
      [order.id],
    );
    expect(movements).toEqual([{ delta: 1 }, { delta: 1 }]);
  });
});
