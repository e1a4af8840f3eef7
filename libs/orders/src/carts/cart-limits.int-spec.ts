import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Cart, maxLinesPerCart } from '@tradewind/contracts';
import {
  aCart,
  aKey,
  anOrder,
  aProduct,
  aStore,
  asOwner,
  aVariant,
  countOrders,
  type HttpClient,
  manyProducts,
  password,
  signUp,
  TestApi,
  type TestProduct,
  type TestStore,
} from '@tradewind/testing';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
});
afterAll(() => api.close());

const place = (ann: HttpClient, cart: Pick<Cart, 'id' | 'total'>) =>
  ann.post('/api/orders', { headers: { 'idempotency-key': aKey() }, body: anOrder(cart) });
const line = (cart: Pick<Cart, 'id'>, { variantId }: Pick<TestProduct, 'variantId'>) =>
  `/api/carts/${cart.id}/lines/${variantId}`;

describe('a product with a limit for one order', () => {
  async function aLimited(store: TestStore) {
    const small = await aProduct(store, { maxPerOrder: 4 });
    return { small, large: await aVariant(store, small), other: await aProduct(store) };
  }

  it('takes so many of all its variants together, and not one more', async () => {
    const store = await aStore();
    const { small, large, other } = await aLimited(store);
    const ann = api.visitor(store);
    const cart = await aCart(ann, [
      [small, 3],
      [large, 1],
      [other, 9],
    ]);

    const { status, body } = await ann.put(line(cart, large), { body: { quantity: 2 } });

    expect([status, body]).toEqual([
      422,
      expect.objectContaining({ code: 'too_many_of_product', productSlug: small.slug, maxPerOrder: 4 }),
    ]);
    expect((await ann.get('/api/carts/current')).body).toEqual(cart);
    expect((await ann.put(line(cart, small), { body: { quantity: 2 } })).status).toBe(200);
    expect((await ann.put(line(cart, large), { body: { quantity: 2 } })).status).toBe(200);
  });
});

describe('a cart that two were merged into at sign-in', () => {
  it('may be above every limit, and can then be made smaller one line after the other', async () => {
    const store = await aStore();
    const small = await aProduct(store, { maxPerOrder: 1 });
    const [medium, large] = [await aVariant(store, small), await aVariant(store, small)];
    const [desktop, phone, laptop] = [api.visitor(store), api.visitor(store), api.visitor(store)];
    const { email } = await signUp(desktop);
    const cart = await aCart(desktop, [[small, 1]]);
    for (const [device, product] of [
      [phone, medium],
      [laptop, large],
    ] as const) {
      await aCart(device, [[product, 1]]);
      await device.post('/api/session', { body: { email, password } });
    }

    const refused = await place(desktop, cart);
    expect(refused.body).toMatchObject({ status: 422, code: 'too_many_of_product' });
    const path = `/api/carts/${cart.id}`;
    const without = (await desktop.delete<Cart>(`${path}/lines/${small.variantId}`)).body;
    expect(without.itemCount).toBe(2);
    // What has nothing to do with the limit goes on as ever.
    expect((await desktop.put(`${path}/delivery`, { body: { country: 'FR' } })).status).toBe(200);
    const within = (await desktop.delete<Cart>(`${path}/lines/${medium.variantId}`)).body;
    expect((await place(desktop, within)).status).toBe(201);
  });
});

describe('a cart', () => {
  /** One line of each of so many products, put there by hand. */
  async function aCartOf(count: number) {
    const store = await aStore();
    await manyProducts(store, count + 1, `many-${aKey()}`);
    const ann = api.visitor(store);
    const cart = await aCart(ann, []);
    const variants = await asOwner<{ variantId: string }>(
      store.id,
      'SELECT id AS "variantId" FROM variants ORDER BY id',
    );
    await asOwner(
      store.id,
      'INSERT INTO cart_lines (cart_id, variant_id, quantity) SELECT $1, id, 1 FROM variants ORDER BY id LIMIT $2',
      [cart.id, count],
    );
    return { ann, cart, first: variants[0]!, next: variants[count]! };
  }
  const set = (ann: HttpClient, path: string, quantity = 2) => ann.put(path, { body: { quantity } });

  it(`holds ${maxLinesPerCart} products, and not one more`, async () => {
    const { ann, cart, first, next } = await aCartOf(maxLinesPerCart);
    expect(await set(ann, line(cart, next))).toMatchObject({ status: 422, body: { code: 'cart_full' } });
    expect((await set(ann, line(cart, first))).status).toBe(200);
    await ann.delete(line(cart, first));
    expect((await set(ann, line(cart, next))).status).toBe(200);
  });

  it('that holds more, because two were merged, can be changed and grows no further', async () => {
    const { ann, cart, first, next } = await aCartOf(maxLinesPerCart + 5);
    expect((await set(ann, line(cart, next))).status).toBe(422);
    expect((await set(ann, line(cart, first), 3)).status).toBe(200);
    expect((await ann.delete(line(cart, first))).status).toBe(200);
  });

  it('is no order while it is empty, and only one', async () => {
    const store = await aStore();
    const ann = api.visitor(store);
    const empty = await aCart(ann, []);
    expect(await place(ann, empty)).toMatchObject({ status: 422, body: { code: 'cart_empty' } });
    const mug = await aProduct(store);
    const cart = await aCart(ann, [[mug, 1]]);
    expect((await place(ann, cart)).status).toBe(201);
    const answers = [
      await place(ann, cart),
      await set(ann, line(cart, mug)),
      await ann.delete(line(cart, mug)),
    ];
    for (const answer of answers)
      expect(answer).toMatchObject({ status: 409, body: { code: 'cart_already_ordered' } });
    expect(await countOrders(store)).toBe(1);
  });

  it('that costs more than an order may is shown, and refused', async () => {
    const store = await aStore();
    const ann = api.visitor(store);
    const ship = await aProduct(store, { price: 1_000_000_001 });
    const cart = await aCart(ann, [[ship, 2]]);
    expect(cart.total.amount).toBe(2_000_000_002);
    expect(await place(ann, cart)).toMatchObject({ status: 422, body: { code: 'order_too_large' } });
    const { body: fewer } = await ann.put<Cart>(line(cart, ship), { body: { quantity: 1 } });
    expect((await place(ann, fewer)).status).toBe(201);
  });
});
