import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Cart } from '@tradewind/contracts';
import {
  aCart,
  aCoupon,
  aProduct,
  aShippingMethod,
  aStore,
  asOwner,
  type HttpClient,
  TestApi,
  type TestCoupon,
  type TestProduct,
  type TestStore,
} from '@tradewind/testing';

let api: TestApi;
let store: TestStore;
let mug: TestProduct;
beforeAll(async () => {
  api = await TestApi.start();
  store = await aStore();
  await aShippingMethod(store);
  mug = await aProduct(store, { price: 1_000, stock: 100 });
});
afterAll(() => api.close());
afterEach(() => {
  jest.restoreAllMocks();
});

/** Two mugs at 10.00 and a parcel for 4.90, with a coupon entered. */
async function aCartWith(coupon: Pick<TestCoupon, 'code'>, visitor = api.visitor(store)): Promise<Cart> {
  const { id } = await aCart(visitor, [[mug, 2]]);
  const { body } = await visitor.put<Cart>(`/api/carts/${id}/coupon`, { body: { code: coupon.code } });
  return body;
}
const faultOf = async (coupon: Pick<TestCoupon, 'code'>) => (await aCartWith(coupon)).coupon?.fault;
const figures = ({ totals: { discount, shipping, total } }: Cart) =>
  [discount, shipping, total].map(({ amount }) => amount);

describe('a coupon', () => {
  it('takes a share off the goods, not off the delivery', async () => {
    expect(figures(await aCartWith(await aCoupon(store, { value: 125_000 })))).toEqual([250, 490, 2_240]);
  });

  it('takes an amount off the goods, and never more than they cost', async () => {
    expect(figures(await aCartWith(await aCoupon(store, { kind: 'amount', value: 500 })))).toEqual([
      500, 490, 1_990,
    ]);
    expect(figures(await aCartWith(await aCoupon(store, { kind: 'amount', value: 9_999 })))).toEqual([
      2_000, 490, 490,
    ]);
  });

  it('makes the delivery free', async () => {
    expect(figures(await aCartWith(await aCoupon(store, { kind: 'free_shipping' })))).toEqual([0, 0, 2_000]);
  });

  it('of whatever kind takes off a cart what it takes, and is forgotten when it is taken out', async () => {
    const ann = api.visitor(store);
    const cart = await aCartWith(await aCoupon(store), ann);
    const { body } = await ann.delete<Cart>(`/api/carts/${cart.id}/coupon`);
    expect([body.coupon, ...figures(body)]).toEqual([null, 0, 490, 2_490]);
  });

  it('that is unknown, another store’s, or has not begun is as good as none', async () => {
    const foreign = await aCoupon(await aStore());
    const tomorrow = await aCoupon(store, { starts: '1 day' });
    for (const coupon of [{ code: 'NOBODYS' }, foreign, tomorrow]) {
      const cart = await aCartWith(coupon);
      expect(cart.coupon).toEqual({ code: coupon.code, fault: 'unknown_coupon' });
      expect(figures(cart)).toEqual([0, 490, 2_490]);
    }
  });

  it('that is over, used up, or wants a larger basket says why it takes nothing off', async () => {
    const usedUp = await aCoupon(store, { maxUses: 1 });
    await asOwner(store.id, 'UPDATE coupons SET used_count = 1 WHERE id = $1', [usedUp.id]);
    expect({
      over: await faultOf(await aCoupon(store, { ends: '0 seconds' })),
      usedUp: await faultOf(usedUp),
      small: await faultOf(await aCoupon(store, { minSpend: 2_001 })),
      enough: await faultOf(await aCoupon(store, { minSpend: 2_000 })),
    }).toEqual({
      over: 'coupon_expired',
      usedUp: 'coupon_used_up',
      small: 'coupon_needs_more_spending',
      enough: null,
    });
  });

  it('wants its basket without the delivery, and counts again when there is more in it', async () => {
    const ann: HttpClient = api.visitor(store);
    const cart = await aCartWith(await aCoupon(store, { minSpend: 2_400 }), ann);
    expect(cart.coupon?.fault).toBe('coupon_needs_more_spending');
    const { body } = await ann.put<Cart>(`/api/carts/${cart.id}/lines/${mug.variantId}`, {
      body: { quantity: 3 },
    });
    expect([body.coupon?.fault, ...figures(body)]).toEqual([null, 300, 490, 3_190]);
  });

  it.each([
    ['behind', -2 * 86_400_000],
    ['ahead', 2 * 86_400_000],
  ])('begins and ends by the clock of the database, when ours is days %s', async (_word, skewMs) => {
    const [over, running, tomorrow] = [
      await aCoupon(store, { starts: '-1 day', ends: '-1 second' }),
      await aCoupon(store, { starts: '-1 second', ends: '1 day' }),
      await aCoupon(store, { starts: '1 day' }),
    ];
    const now = Date.now();
    jest.spyOn(Date, 'now').mockReturnValue(now + skewMs);
    expect([await faultOf(over), await faultOf(running), await faultOf(tomorrow)]).toEqual([
      'coupon_expired',
      null,
      'unknown_coupon',
    ]);
  });
});
