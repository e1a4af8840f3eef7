import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Cart, PlacedOrder } from '@tradewind/contracts';
import { runInScope } from '@tradewind/database';
import {
  aCart,
  aCoupon,
  aKey,
  anEmail,
  anOrder,
  aProduct,
  aStore,
  type Answer,
  asOwner,
  countOrders,
  type HttpClient,
  inTurns,
  signUp,
  stockOf,
  TestApi,
  type TestCoupon,
  TestJobs,
  type TestProduct,
  type TestStore,
  usesOf,
} from '@tradewind/testing';
import { giveCouponBack } from './coupon.queries.ts';

let api: TestApi;
let jobs: TestJobs;
beforeAll(async () => {
  [api, jobs] = [await TestApi.start(), await TestJobs.start()];
});
afterAll(async () => {
  await api.close();
  await jobs.close();
});

const crowd = 40;
interface Refusal {
  code: string;
  couponFault: string;
  totals: Cart['totals'];
}
type Placing = () => Promise<Answer<PlacedOrder & Refusal>>;

async function aShop(): Promise<{ store: TestStore; mug: TestProduct }> {
  const store = await aStore();
  return { store, mug: await aProduct(store, { price: 1_000, stock: 1_000 }) };
}

/** Somebody with a mug and a coupon in the cart, about to order. */
async function aBuyer(store: TestStore, mug: TestProduct, { code }: TestCoupon, email = anEmail()) {
  const visitor = api.visitor(store);
  const { id } = await aCart(visitor, [[mug, 1]]);
  const { body: cart } = await visitor.put<Cart>(`/api/carts/${id}/coupon`, { body: { code } });
  return { visitor, place: placing(visitor, cart, email) };
}

const placing =
  (visitor: HttpClient, cart: Pick<Cart, 'id' | 'total'>, email: string): Placing =>
  () =>
    visitor.post('/api/orders', {
      headers: { 'idempotency-key': aKey() },
      body: { ...anOrder(cart), email },
    });

/** All at once; who was refused was told the price without the coupon, and nothing was written for them. */
async function expectWinners(store: TestStore, places: Placing[], winners: number): Promise<void> {
  const answers = await Promise.all(places.map((place) => place()));
  const refused = answers.filter(({ status }) => status !== 201);
  expect(answers.length - refused.length).toBe(winners);
  for (const { status, body } of refused) {
    expect([status, body.code, body.couponFault]).toEqual([409, 'total_changed', 'coupon_used_up']);
    expect([body.totals.discount.amount, body.totals.total.amount]).toEqual([0, 1_000]);
  }
  expect(await countOrders(store)).toBe(winners);
}

describe('a coupon for so many orders', () => {
  it.each([1, 5])('in forty carts at once counts for exactly %i', async (maxUses) => {
    const { store, mug } = await aShop();
    const coupon = await aCoupon(store, { maxUses });
    const buyers = await inTurns(crowd, () => aBuyer(store, mug, coupon));

    await expectWinners(
      store,
      buyers.map(({ place }) => place),
      maxUses,
    );

    expect(await usesOf(store, coupon)).toEqual({ all: maxUses, each: [] });
    expect(await stockOf(store, mug)).toEqual({ onHand: 1_000, reserved: maxUses });
  });
});

describe('a coupon for so many orders of each customer', () => {
  it('counts for as many of the forty carts of one of them, at whatever address', async () => {
    const { store, mug } = await aShop();
    const coupon = await aCoupon(store, { maxUsesPerCustomer: 2 });
    const ada = api.visitor(store);
    const { id: customerId } = await signUp(ada);
    // A customer has one open cart at a time; forty devices that were offline could have left these.
    const carts = await asOwner<{ id: string }>(
      store.id,
      `WITH cart AS (INSERT INTO carts (id, customer_id, coupon_code)
                     SELECT uuidv7(), $1, $2 FROM generate_series(1, $3) RETURNING id),
            line AS (INSERT INTO cart_lines (cart_id, variant_id, quantity) SELECT id, $4, 1 FROM cart)
       SELECT id FROM cart`,
      [customerId, coupon.code, crowd, mug.variantId],
    );

    const total = { amount: 900, currency: 'EUR' };
    await expectWinners(
      store,
      carts.map(({ id }) => placing(ada, { id, total }, anEmail())),
      2,
    );
    expect((await usesOf(store, coupon)).all).toBe(2);
    // From now on their carts say so themselves.
    const { id } = await aCart(ada, [[mug, 1]]);
    const next = await ada.put<Cart>(`/api/carts/${id}/coupon`, { body: { code: coupon.code } });
    expect([next.body.coupon?.fault, next.body.total.amount]).toEqual(['coupon_used_up', 1_000]);
  });

  it('counts once for one mailbox, in whichever of its spellings', async () => {
    const { store, mug } = await aShop();
    const coupon = await aCoupon(store, { maxUsesPerCustomer: 1 });
    const spellings = ['ada.lovelace@gmail.com', 'adalovelace@gmail.com', 'Ada.Lovelace+1@GMAIL.com'];
    const more = ['a.d.a.lovelace+shop+2@googlemail.com', 'ADALOVELACE@Gmail.com', ' adalovelace@gmail.com '];
    const buyers = await inTurns(6, (index) =>
      aBuyer(store, mug, coupon, [...spellings, ...more][index] ?? ''),
    );

    await expectWinners(
      store,
      buyers.map(({ place }) => place),
      1,
    );

    expect(await usesOf(store, coupon)).toEqual({ all: 1, each: [1] });
    // Letters that only look like those are no address at all.
    const { place } = await aBuyer(store, mug, coupon, 'ａｄａｌｏｖｅｌａｃｅ@gmail.com');
    expect((await place()).status).toBe(422);
    // Another person may.
    expect((await (await aBuyer(store, mug, coupon, 'lovelace@example.com')).place()).status).toBe(201);
  });
});

describe('the coupon of an order that is cancelled', () => {
  const cancel = (visitor: HttpClient, orderId: string) =>
    visitor.post(`/api/orders/${orderId}/cancellation`, { headers: { 'idempotency-key': aKey() } });

  it('is given back once, however many cancel, and can be used again', async () => {
    const { store, mug } = await aShop();
    const coupon = await aCoupon(store, { maxUses: 1, maxUsesPerCustomer: 1 });
    const { visitor, place } = await aBuyer(store, mug, coupon, 'ada@example.com');
    for (let round = 0; round < 3; round++) {
      const again = round === 0 ? place : (await aBuyer(store, mug, coupon, 'ada@example.com')).place;
      const placed = await again();
      expect(placed.status).toBe(201);
      const headers = { 'order-token': placed.body.token };
      const answers = await Promise.all(
        Array.from({ length: 10 }, () =>
          visitor.post(`/api/orders/${placed.body.order.id}/cancellation`, {
            headers: { ...headers, 'idempotency-key': aKey() },
          }),
        ),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(9).fill(409)]);
      expect(await usesOf(store, coupon)).toEqual({ all: 0, each: [0] });
    }
  });

  it('is given back once when the customer cancels at the moment when the time to pay is over', async () => {
    const { store, mug } = await aShop();
    const coupon = await aCoupon(store, { maxUses: 100, maxUsesPerCustomer: 100 });
    const rounds = 20;
    const outcomes: number[] = [];
    let jobMs = 0;
    for (let round = 0; round < rounds; round++) {
      const { visitor, place } = await aBuyer(store, mug, coupon, 'ada@example.com');
      const { body } = await place();

      // The first comes before the job and the last after it. Between them the job is met at each of its steps.
      const early = round === 0 ? await cancel(visitor, body.order.id) : undefined;
      const since = performance.now();
      const expiry = jobs.run(store, 'expire-unpaid-order').then(() => {
        jobMs = performance.now() - since;
      });
      await (round === rounds - 1 ? expiry : sleep((jobMs * round) / 15));
      const { status } = early ?? (await cancel(visitor, body.order.id));
      await expiry;

      outcomes.push(status);
      expect([201, 409]).toContain(status);
      expect(await usesOf(store, coupon)).toEqual({ all: 0, each: [0] });
    }
    expect([outcomes.at(0), outcomes.at(-1)]).toEqual([201, 409]);
    await jobs.run(store, 'cancel-payment');
    expect(await stockOf(store, mug)).toEqual({ onHand: 1_000, reserved: 0 });
  });

  it('is not taken from those who hold it, however often it is given back', async () => {
    const { store, mug } = await aShop();
    const coupon = await aCoupon(store, { maxUses: 9, maxUsesPerCustomer: 9 });
    const placed = await Promise.all(
      (await inTurns(3, () => aBuyer(store, mug, coupon, 'ada@example.com'))).map(({ place }) => place()),
    );
    const orderId = placed[0]?.body.order.id ?? '';
    for (let time = 0; time < 3; time++) {
      await runInScope({ storeId: store.id }, () =>
        api.db.writeSql((tx) => {
          giveCouponBack(tx, orderId);
          return Promise.resolve();
        }),
      );
    }
    expect(await usesOf(store, coupon)).toEqual({ all: 2, each: [2] });
  });
});
