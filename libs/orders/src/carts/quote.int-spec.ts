import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Cart } from '@tradewind/contracts';
import {
  aCart,
  aCoupon,
  aKey,
  anOrder,
  aProduct,
  aShippingMethod,
  aStore,
  aTaxRate,
  type HttpClient,
  replicaCaughtUp,
  statementsOf,
  TestApi,
} from '@tradewind/testing';
import { v4 as randomId } from 'uuid';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
});
afterAll(() => api.close());

const put = async (visitor: HttpClient, path: string, body: object): Promise<Cart> =>
  addsUp((await visitor.put(`/api/carts/${path}`, { body })).body);
const sendTo = (visitor: HttpClient, { id }: Cart, country: string, shippingMethodId?: string) =>
  put(visitor, `${id}/delivery`, { country, shippingMethodId });

/** Every answer with a price goes through here: its figures must make each other up, to the unit. */
function addsUp(body: unknown): Cart {
  const cart = Cart.parse(body);
  const { subtotal, discount, shipping, tax, taxes, total, pricesIncludeTax } = cart.totals;
  const sum = (amounts: number[]) => amounts.reduce((all, amount) => all + amount, 0);
  for (const { quantity, unitPrice, lineTotal } of cart.lines)
    expect(lineTotal.amount).toBe(quantity * unitPrice.amount);
  expect(sum(cart.lines.map(({ lineTotal }) => lineTotal.amount))).toBe(subtotal.amount);
  expect(sum(taxes.map((rate) => rate.tax.amount))).toBe(tax.amount);
  expect(sum(taxes.map((rate) => rate.tax.amount + rate.net.amount))).toBe(total.amount);
  const net = subtotal.amount - discount.amount + shipping.amount;
  expect(pricesIncludeTax ? net : net + tax.amount).toBe(total.amount);
  expect(cart.total).toEqual(total);
  expect(cart.itemCount).toBe(sum(cart.lines.map(({ quantity }) => quantity)));
  return cart;
}

const figures = ({ totals: { subtotal, discount, shipping, tax, total } }: Cart): number[] =>
  [subtotal, discount, shipping, tax, total].map(({ amount }) => amount);

describe('what a cart costs', () => {
  it.each([
    // Goods of 999 at 19 % and 1393 at 7 %, 10 % off (239: 100 and 139), delivery 490 at 19 %.
    ['EUR', true, [2_392, 239, 490, 144 + 82 + 78, 2_643]],
    ['EUR', false, [2_392, 239, 490, 171 + 88 + 93, 2_995]],
    // No decimals: the same whole numbers of yen.
    ['JPY', true, [2_392, 239, 490, 144 + 82 + 78, 2_643]],
    ['JPY', false, [2_392, 239, 490, 171 + 88 + 93, 2_995]],
    // Three decimals, of which cards take tens of fils: what is rounded is rounded to those.
    ['KWD', true, [23_920, 2_390, 4_900, 1_435 + 820 + 782, 26_430]],
    ['KWD', false, [23_920, 2_390, 4_900, 1_710 + 880 + 930, 29_950]],
  ])('in %s, tax in the price: %s, adds up to the unit', async (currency, pricesIncludeTax, expected) => {
    const store = await aStore({ currency, pricesIncludeTax });
    const unit = currency === 'KWD' ? 10 : 1;
    await aTaxRate(store, 'DE', 190_000);
    await aTaxRate(store, 'DE', 70_000, 'reduced');
    await aShippingMethod(store, { rates: { '**': 490 * unit } });
    const coupon = await aCoupon(store);
    const mug = await aProduct(store, { currency, price: 333 * unit });
    const book = await aProduct(store, { currency, price: 199 * unit, taxCategory: 'reduced' });
    const ann = api.visitor(store);
    const cart = addsUp(
      await aCart(ann, [
        [mug, 3],
        [book, 7],
      ]),
    );

    const priced = await put(ann, `${cart.id}/coupon`, { code: ` ${coupon.code.toLowerCase()} ` });

    expect(figures(priced)).toEqual(expected);
    expect(priced.total.currency).toBe(currency);
    expect(priced.totals.taxes.map(({ ratePpm }) => ratePpm)).toEqual([70_000, 190_000]);
    // Read again, it is the same.
    expect((await ann.get('/api/carts/current')).body).toEqual(priced);
  });

  it('is taxed by the country that it goes to, and not at all where the store has no rate', async () => {
    const store = await aStore({ pricesIncludeTax: false, country: 'DE' });
    await aTaxRate(store, 'DE', 190_000);
    await aTaxRate(store, 'FR', 200_000);
    await aShippingMethod(store, { rates: { '**': 0 } });
    const ann = api.visitor(store);
    const cart = addsUp(await aCart(ann, [[await aProduct(store, { price: 1_000 }), 1]]));

    expect([cart.country, cart.total.amount]).toEqual(['DE', 1_190]);
    expect((await sendTo(ann, cart, 'FR')).total.amount).toBe(1_200);
    expect((await sendTo(ann, cart, 'CH')).total.amount).toBe(1_000);
  });
});

describe('the delivery', () => {
  it('costs what the tiers of the country say, or those for everywhere else', async () => {
    const store = await aStore();
    const parcel = await aShippingMethod(store, { name: 'Parcel', rates: { DE: 490, FR: 990, '**': 1_900 } });
    const express = await aShippingMethod(store, { name: 'Express', rates: { DE: 1_290 }, position: 1 });
    const ann = api.visitor(store);
    const cart = addsUp(await aCart(ann, [[await aProduct(store, { price: 1_000 }), 1]]));
    const offered = ({ shippingOptions }: Cart) => shippingOptions.map(({ id, price }) => [id, price.amount]);

    expect(offered(cart)).toEqual([
      [parcel, 490],
      [express, 1_290],
    ]);
    expect([cart.shippingMethodId, cart.total.amount]).toEqual([parcel, 1_490]);
    expect((await sendTo(ann, cart, 'DE', express)).total.amount).toBe(2_290);
    expect(offered(await sendTo(ann, cart, 'FR'))).toEqual([[parcel, 990]]);
    // A method that does not go there is not what is chosen there.
    const abroad = await sendTo(ann, cart, 'CH', express);
    expect([abroad.shippingMethodId, abroad.total.amount]).toEqual([parcel, 2_900]);
  });

  it('by price looks at the goods after their discount, and is free from the threshold on', async () => {
    const store = await aStore();
    await aShippingMethod(store, {
      basis: 'price',
      rates: { '**': { 0: 590, 2_000: 390 } },
      freeAbove: 5_000,
    });
    const mug = await aProduct(store, { price: 1_000 });
    const ann = api.visitor(store);
    const cart = await aCart(ann, [[mug, 1]]);
    const shippingOf = async (quantity: number) =>
      (await put(ann, `${cart.id}/lines/${mug.variantId}`, { quantity })).totals.shipping.amount;

    expect(await shippingOf(1)).toBe(590);
    expect(await shippingOf(2)).toBe(390);
    expect(await shippingOf(4)).toBe(390);
    expect(await shippingOf(5)).toBe(0);
    // 50.00 less ten per cent is below the threshold again.
    await put(ann, `${cart.id}/coupon`, { code: (await aCoupon(store)).code });
    expect(await shippingOf(5)).toBe(390);
  });

  it('by weight weighs all units, and is not offered below its first tier', async () => {
    const store = await aStore();
    await aShippingMethod(store, { basis: 'weight', rates: { '**': { 500: 490, 2_000: 990 } } });
    const mug = await aProduct(store, { weightGrams: 400 });
    const ann = api.visitor(store);
    const cart = addsUp(await aCart(ann, [[mug, 1]]));
    const shippingOf = async (quantity: number) =>
      (await put(ann, `${cart.id}/lines/${mug.variantId}`, { quantity })).totals.shipping.amount;

    expect([cart.shippingOptions, cart.shippingMethodId]).toEqual([[], null]);
    expect(await shippingOf(2)).toBe(490);
    expect(await shippingOf(5)).toBe(990);
  });

  const place = (ann: HttpClient, cart: Cart, country: string, shippingMethodId?: string) =>
    ann.post('/api/orders', {
      headers: { 'idempotency-key': aKey() },
      body: {
        ...anOrder(cart),
        shippingAddress: { ...anOrder(cart).shippingAddress, country },
        shippingMethodId,
      },
    });

  it('that does not exist, is another store’s, or does not go there is refused with the order', async () => {
    const [store, elsewhere] = [await aStore(), await aStore()];
    await aShippingMethod(store, { rates: { DE: 490 } });
    const onlyFrance = await aShippingMethod(store, { rates: { FR: 490 }, position: 1 });
    const foreign = await aShippingMethod(elsewhere);
    const ann = api.visitor(store);
    const cart = addsUp(await aCart(ann, [[await aProduct(store), 1]]));
    for (const methodId of [randomId(), onlyFrance, foreign]) {
      const { status, body } = await place(ann, cart, 'DE', methodId);
      expect([status, body]).toEqual([422, expect.objectContaining({ code: 'not_delivered' })]);
    }
    const { status, body } = await place(ann, cart, 'CH');
    expect([status, body]).toEqual([422, expect.objectContaining({ code: 'not_delivered' })]);
    expect((await place(ann, cart, 'DE')).status).toBe(201);
  });
});

describe('the statements of a cart', () => {
  it('are one to open it, one to read it and three to change it, whatever is in it', async () => {
    const store = await aStore();
    await aTaxRate(store, 'DE', 190_000);
    await aShippingMethod(store);
    const products = await Promise.all(Array.from({ length: 5 }, () => aProduct(store)));
    const ann = api.visitor(store);
    await aCart(api.visitor(store), []); // From now on the store is remembered for ten seconds.
    const counted = async (work: () => Promise<unknown>) => (await statementsOf(store, work)).length;

    expect(await counted(() => ann.post('/api/carts'))).toBe(1);
    const cart = await aCart(
      ann,
      products.map((product) => [product, 1]),
    );
    const path = `/api/carts/${cart.id}`;
    await replicaCaughtUp();
    expect({
      read: await counted(() => ann.get(path)),
      line: await counted(() =>
        ann.put(`${path}/lines/${products[0]?.variantId}`, { body: { quantity: 2 } }),
      ),
      delivery: await counted(() => ann.put(`${path}/delivery`, { body: { country: 'FR' } })),
      coupon: await counted(() => ann.put(`${path}/coupon`, { body: { code: 'NONE' } })),
      removal: await counted(() => ann.delete(`${path}/lines/${products[0]?.variantId}`)),
    }).toEqual({ read: 1, line: 3, delivery: 3, coupon: 3, removal: 3 });
  });
});
