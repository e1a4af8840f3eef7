import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Cart, OrderDetail, PlacedOrder, type Totals } from '@tradewind/contracts';
import {
  aCart,
  aCoupon,
  aKey,
  anOrder,
  aProduct,
  aShippingMethod,
  aStore,
  asOwner,
  aTaxRate,
  countOrders,
  fingerprintOf,
  type HttpClient,
  statementsOf,
  stockOf,
  TestApi,
  TestJobs,
  type TestStore,
} from '@tradewind/testing';

let api: TestApi;
let jobs: TestJobs;
beforeAll(async () => {
  [api, jobs] = [await TestApi.start(), await TestJobs.start()];
});
afterAll(async () => {
  await api.close();
  await jobs.close();
});

interface Refusal {
  code: string;
  totals: Totals;
  couponFault: string | null;
  variantIds: string[];
}

/** To Germany, where the store is: as the cart was shown. */
const atHome = (cart: Pick<Cart, 'id' | 'total'>) => {
  const order = anOrder(cart);
  return { ...order, shippingAddress: { ...order.shippingAddress, country: 'DE' } };
};
const place = <Body = PlacedOrder>(visitor: HttpClient, body: object) =>
  visitor.post<Body>('/api/orders', { headers: { 'idempotency-key': aKey() }, body });

/** Three mugs at 10.00 with 19 % tax on top, ten per cent off, and 4.90 for the parcel. */
async function aQuotedCart() {
  const store = await aStore({ pricesIncludeTax: false });
  await aTaxRate(store, 'DE', 190_000);
  const methodId = await aShippingMethod(store);
  const coupon = await aCoupon(store);
  const mug = await aProduct(store, { price: 1_000, stock: 5 });
  const ann = api.visitor(store);
  const { id } = await aCart(ann, [[mug, 3]]);
  const { body: cart } = await ann.put<Cart>(`/api/carts/${id}/coupon`, { body: { code: coupon.code } });
  expect(cart.total.amount).toBe(2_700 + 513 + 490 + 93);
  return { store, methodId, coupon, mug, ann, cart };
}

/** What may happen between the look at the cart and the order, and what the cart costs then. */
const changes: [string, number, (world: Awaited<ReturnType<typeof aQuotedCart>>) => [string, unknown[]]][] = [
  [
    'a price',
    2_970 + 564 + 490 + 93,
    ({ mug }) => ['UPDATE prices SET amount_minor = 1100 WHERE variant_id = $1', [mug.variantId]],
  ],
  [
    'the coupon',
    3_000 + 570 + 490 + 93,
    ({ coupon }) => ['UPDATE coupons SET ends_at = now() WHERE id = $1', [coupon.id]],
  ],
  [
    'the price of the delivery',
    2_700 + 513 + 590 + 112,
    ({ methodId }) => ['UPDATE shipping_rates SET amount_minor = 590 WHERE method_id = $1', [methodId]],
  ],
  [
    'the tax',
    2_700 + 432 + 490 + 78,
    ({ store }) => ['UPDATE tax_rates SET rate_ppm = 160000 WHERE store_id = $1', [store.id]],
  ],
];

describe('between the cart and the order', () => {
  it.each(changes)('%s has changed: nobody pays what they were not shown', async (_what, total, change) => {
    const world = await aQuotedCart();
    const { store, ann, cart, mug } = world;
    await asOwner(store.id, ...change(world));
    const before = await fingerprintOf(store);

    const refused = await place<Refusal>(ann, atHome(cart));

    expect([refused.status, refused.body]).toEqual([409, expect.objectContaining({ code: 'total_changed' })]);
    expect(refused.body.totals.total.amount).toBe(total);
    expect(await fingerprintOf(store)).toEqual(before);
    // The cart says the same, and with the new total it is an order.
    expect((await ann.get<Cart>(`/api/carts/${cart.id}`)).body.totals).toEqual(refused.body.totals);
    const { status, body } = await place(ann, atHome({ id: cart.id, total: refused.body.totals.total }));
    expect([status, body.order.total.amount]).toEqual([201, total]);
    expect(await stockOf(store, mug)).toEqual({ onHand: 5, reserved: 3 });
  });

  it('the stock has shrunk: it says what there is and what that costs', async () => {
    const { store, ann, cart, mug } = await aQuotedCart();
    await asOwner(store.id, 'UPDATE stock SET on_hand = 2 WHERE variant_id = $1', [mug.variantId]);
    const before = await fingerprintOf(store);

    const { status, body } = await place<Refusal>(ann, atHome(cart));

    expect([status, body.code, body.variantIds]).toEqual([409, 'out_of_stock', [mug.variantId]]);
    expect(await fingerprintOf(store)).toEqual(before);
    const path = `/api/carts/${cart.id}/lines/${mug.variantId}`;
    const { body: fewer } = await ann.put<Cart>(path, { body: { quantity: 2 } });
    expect(fewer.totals).toEqual(body.totals);
    expect((await place(ann, atHome(fewer))).status).toBe(201);
  });

  it('the address turns out to be in another country: its tax and delivery count', async () => {
    const { store, ann, cart } = await aQuotedCart();
    await aTaxRate(store, 'FR', 200_000);
    const order = atHome(cart);
    const abroad = { ...order, shippingAddress: { ...order.shippingAddress, country: 'FR' } };

    const { status, body } = await place<Refusal>(ann, abroad);

    expect([status, body.totals.total.amount]).toEqual([409, 2_700 + 540 + 490 + 98]);
    expect((await place(ann, { ...abroad, expectedTotal: body.totals.total })).status).toBe(201);
  });

  it('the coupon was taken by somebody else: it says so, with what it costs without', async () => {
    const { store, ann, cart, coupon } = await aQuotedCart();
    await asOwner(store.id, 'UPDATE coupons SET max_uses = 1, used_count = 1 WHERE id = $1', [coupon.id]);
    const { status, body } = await place<Refusal>(ann, atHome(cart));
    expect([status, body.couponFault, body.totals.discount.amount]).toEqual([409, 'coupon_used_up', 0]);
    expect(await countOrders(store)).toBe(0);
  });
});

describe('an order', () => {
  it('is what the cart was, and stays so whatever becomes of the catalogue', async () => {
    const { store, ann, cart, mug, coupon, methodId } = await aQuotedCart();
    const { body } = await place(ann, atHome(cart));
    const { order } = PlacedOrder.parse(body);
    expect(order.totals).toEqual(cart.totals);
    expect(order).toMatchObject({ couponCode: coupon.code, shippingMethod: 'Parcel' });
    expect(order.lines).toMatchObject([
      { quantity: 3, unitPrice: { amount: 1_000 }, lineTotal: { amount: 3_000 }, discount: { amount: 300 } },
    ]);

    await asOwner(store.id, 'UPDATE prices SET amount_minor = 9900 WHERE variant_id = $1', [mug.variantId]);
    await asOwner(store.id, `UPDATE products SET name = 'Jug', status = 'draft' WHERE id = $1`, [mug.id]);
    await asOwner(store.id, 'UPDATE tax_rates SET rate_ppm = 0');
    await asOwner(store.id, `UPDATE shipping_methods SET name = 'Pigeon' WHERE id = $1`, [methodId]);
    expect(OrderDetail.parse((await ann.get(`/api/orders/${order.id}`)).body)).toEqual(order);
  });

  it('that costs nothing needs no payment, and is paid by itself', async () => {
    const store = await aStore();
    const mug = await aProduct(store, { stock: 5 });
    const ann = api.visitor(store);
    const { id } = await aCart(ann, [[mug, 2]]);
    const { code } = await aCoupon(store, { value: 1_000_000 });
    const { body: cart } = await ann.put<Cart>(`/api/carts/${id}/coupon`, { body: { code } });
    expect(cart.total.amount).toBe(0);

    const { body } = await place(ann, atHome(cart));

    expect(await asOwner(store.id, 'SELECT 1 FROM payments')).toEqual([]);
    expect(await jobsOf(store)).toEqual(['settle-order']);
    const paying = await ann.post(`/api/orders/${body.order.id}/payment`);
    expect(paying).toMatchObject({ status: 409, body: { code: 'nothing_to_pay' } });
    await jobs.run(store, 'settle-order');
    const paid = OrderDetail.parse((await ann.get(`/api/orders/${body.order.id}`)).body);
    expect([paid.status, paid.heldUntil]).toEqual(['paid', null]);
    expect(await stockOf(store, mug)).toEqual({ onHand: 3, reserved: 0 });
    expect(await asOwner(store.id, 'SELECT 1 FROM ledger_entries')).toEqual([]);
    expect((await jobsOf(store)).sort()).toEqual([
      'issue-invoice',
      'send-order-confirmation',
      'settle-order',
    ]);
  });

  it('is placed with seven statements at most, however many lines it has; a coupon costs one or two more', async () => {
    const store = await aStore();
    const mugs = await Promise.all(Array.from({ length: 6 }, () => aProduct(store)));
    const limited = await aCoupon(store, { maxUses: 9, maxUsesPerCustomer: 9 });
    const ann = api.visitor(store);
    const placing = async (count: number, code?: string) => {
      const lines = mugs.slice(0, count).map((mug): [typeof mug, number] => [mug, 1]);
      let cart = await aCart(ann, lines);
      if (code) ({ body: cart } = await ann.put<Cart>(`/api/carts/${cart.id}/coupon`, { body: { code } }));
      const sent = await statementsOf(store, async () => {
        expect((await place(ann, atHome(cart))).status).toBe(201);
      });
      return sent.length;
    };

    const one = await placing(1);
    expect(one).toBeLessThanOrEqual(7);
    expect(await placing(6)).toBe(one);
    expect(await placing(2, (await aCoupon(store)).code)).toBe(one + 1);
    expect(await placing(2, limited.code)).toBe(one + 2);
  });
});

const jobsOf = async (store: TestStore): Promise<string[]> =>
  (
    await asOwner<{ job: string }>(
      store.id,
      'SELECT job FROM outbox WHERE store_id = $1 ORDER BY created_at',
      [store.id],
    )
  ).map(({ job }) => job);
