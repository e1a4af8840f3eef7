import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Cart, OrderPage } from '@tradewind/contracts';
import {
  aCart,
  aKey,
  aMember,
  aPaidOrder,
  aPlacedOrder,
  aProduct,
  aStore,
  type Answer,
  asOwner,
  type HttpClient,
  password,
  signInAsStaff,
  signUp,
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

const signIn = (visitor: HttpClient, email: string) =>
  visitor.post('/api/session', { body: { email, password } });
const currentCart = (visitor: HttpClient) => visitor.get<Cart>('/api/carts/current');
const quantitiesIn = async (visitor: HttpClient) =>
  Object.fromEntries(
    (await currentCart(visitor)).body.lines.map(({ variantId, quantity }) => [variantId, quantity]),
  );

describe('a guest’s cart', () => {
  it('follows the customer in', async () => {
    const store = await aStore();
    const mug = await aProduct(store);
    const ada = api.visitor(store);
    const { id: cartId } = await aCart(ada, [[mug, 2]]);
    await signUp(ada);
    const { body } = await currentCart(ada);
    expect([body.id, body.itemCount]).toEqual([cartId, 2]);
  });

  it('is merged into the cart the customer has: the larger quantity wins, and nothing is lost', async () => {
    const store = await aStore();
    const [mug, bowl, jug] = [await aProduct(store), await aProduct(store), await aProduct(store)];
    const desktop = api.visitor(store);
    const { email } = await signUp(desktop);
    await aCart(desktop, [
      [mug, 5],
      [bowl, 1],
    ]);
    const phone = api.visitor(store);
    const { id: guestCartId } = await aCart(phone, [
      [mug, 2],
      [jug, 3],
    ]);

    await signIn(phone, email);
    const merged = { [mug.variantId]: 5, [bowl.variantId]: 1, [jug.variantId]: 3 };
    expect(await quantitiesIn(phone)).toEqual(merged);
    // Once more changes nothing: the guest's cart is gone.
    await signIn(phone, email);
    expect(await quantitiesIn(phone)).toEqual(merged);
    expect(await quantitiesIn(desktop)).toEqual(merged);
    // The phone still has the key to the guest's cart, which is of no use once nobody is signed in.
    await phone.delete('/api/session');
    expect((await phone.get(`/api/carts/${guestCartId}`)).status).toBe(404);
  });

  it('brings along the coupon and the country that were chosen for it', async () => {
    const store = await aStore();
    const mug = await aProduct(store);
    const [desktop, phone] = [api.visitor(store), api.visitor(store)];
    const { email } = await signUp(desktop);
    const own = await aCart(desktop, [[mug, 1]]);
    await desktop.put(`/api/carts/${own.id}/coupon`, { body: { code: 'OLD' } });
    const { id } = await aCart(phone, [[mug, 1]]);
    await phone.put(`/api/carts/${id}/delivery`, { body: { country: 'FR' } });

    await signIn(phone, email);
    expect((await currentCart(phone)).body).toMatchObject({ country: 'FR', coupon: { code: 'OLD' } });

    await phone.delete('/api/session');
    const { id: another } = await aCart(phone, [[mug, 1]]);
    await phone.put(`/api/carts/${another}/coupon`, { body: { code: 'NEW' } });
    await signIn(phone, email);
    expect((await currentCart(phone)).body).toMatchObject({ country: 'FR', coupon: { code: 'NEW' } });
  });

  it('is not taken from somebody whose browser signs in with a forged cookie', async () => {
    const store = await aStore();
    const mug = await aProduct(store);
    const guest = api.visitor(store);
    const { id: cartId } = await aCart(guest, [[mug, 1]]);
    const mallory = api.visitor(store);
    const { email } = await signUp(mallory);
    await mallory.post('/api/session', {
      body: { email, password },
      headers: { cookie: `tw_cart=${cartId}.${'x'.repeat(22)}` },
    });
    expect((await guest.get(`/api/carts/${cartId}`)).status).toBe(200);
    expect((await currentCart(mallory)).status).toBe(404);
  });

  it('is closed to the browser after the customer has signed out', async () => {
    const store = await aStore();
    const mug = await aProduct(store);
    const ada = api.visitor(store);
    const { id: cartId } = await aCart(ada, [[mug, 2]]);
    const { email } = await signUp(ada);
    await ada.delete('/api/session');

    expect((await currentCart(ada)).status).toBe(404);
    expect((await ada.get(`/api/carts/${cartId}`)).status).toBe(404);
    expect(
      (await ada.put(`/api/carts/${cartId}/lines/${mug.variantId}`, { body: { quantity: 9 } })).status,
    ).toBe(404);
    await signIn(ada, email);
    expect(await quantitiesIn(ada)).toEqual({ [mug.variantId]: 2 });
  });
});

describe('a customer’s orders', () => {
  it('are listed a page at a time, newest first, and nobody else’s among them', async () => {
    const store = await aStore();
    const mug = await aProduct(store, { stock: 100 });
    const [ada, bob] = [api.visitor(store), api.visitor(store)];
    await signUp(ada);
    await signUp(bob);
    const placed = [];
    for (let count = 0; count < 5; count++) {
      placed.push((await aPlacedOrder(ada, [[mug, 1]])).order.id);
      await aPlacedOrder(bob, [[mug, 1]]);
      await aPlacedOrder(api.visitor(store), [[mug, 1]]);
    }

    const pages = [];
    for (let cursor: string | null = ''; cursor !== null; cursor = pages.at(-1)?.nextCursor ?? null) {
      const page: Answer = await ada.get(`/api/orders?limit=2${cursor && `&cursor=${cursor}`}`);
      pages.push(OrderPage.parse(page.body));
    }
    expect(pages.map(({ items }) => items.length)).toEqual([2, 2, 1]);
    expect(pages.flatMap(({ items }) => items.map(({ id }) => id))).toEqual(placed.toReversed());
  });

  it('are for who is signed in', async () => {
    const { status, body } = await api.visitor(await aStore()).get('/api/orders');
    expect([status, body]).toEqual([401, expect.objectContaining({ code: 'sign_in_required' })]);
  });

  it('stay open to the customer on another device, and to no other customer', async () => {
    const store = await aStore();
    const ada = api.visitor(store);
    const { email } = await signUp(ada);
    const { order } = await aPlacedOrder(ada, [[await aProduct(store), 1]]);
    const [phone, bob] = [api.visitor(store), api.visitor(store)];
    await signIn(phone, email);
    await signUp(bob);
    expect((await phone.get(`/api/orders/${order.id}`)).status).toBe(200);
    expect((await bob.get(`/api/orders/${order.id}`)).status).toBe(404);
  });
});

describe('the staff of a store', () => {
  const paidOrderOf = async (store: TestStore): Promise<string> =>
    (await aPaidOrder(jobs, store, api.visitor(store), [[await aProduct(store), 1]])).order.id;
  const aStaffBrowser = async (store: TestStore): Promise<HttpClient> => {
    const staff = api.visitor(store);
    await signInAsStaff(staff, (await aMember(store)).email);
    return staff;
  };

  it('see all orders of their store, by status if they like', async () => {
    const [store, elsewhere] = [await aStore(), await aStore()];
    const { order: unpaid } = await aPlacedOrder(api.visitor(store), [[await aProduct(store), 1]]);
    await aPlacedOrder(api.visitor(elsewhere), [[await aProduct(elsewhere), 1]]);
    const paidId = await paidOrderOf(store);
    const staff = await aStaffBrowser(store);
    const idsAt = async (path: string) =>
      OrderPage.parse((await staff.get(path)).body).items.map(({ id }) => id);
    expect(await idsAt('/api/staff/orders')).toEqual([paidId, unpaid.id]);
    expect(await idsAt('/api/staff/orders?status=paid')).toEqual([paidId]);
  });

  it('are not their customers: those are sent away', async () => {
    const store = await aStore();
    const orderId = await paidOrderOf(store);
    const [ada, guest] = [api.visitor(store), api.visitor(store)];
    await signUp(ada);
    for (const visitor of [ada, guest]) {
      expect((await visitor.get('/api/staff/orders')).status).toBe(401);
      const headers = { 'idempotency-key': aKey() };
      const shipping = await visitor.post(`/api/staff/orders/${orderId}/shipments`, { headers, body: {} });
      expect(shipping.status).toBe(401);
    }
    const asStaff = await ada.post('/api/staff/session', { body: { email: 'ada@example.com', password } });
    expect(asStaff.status).toBe(401);
  });

  it('lose their access the moment their membership ends', async () => {
    const store = await aStore();
    const staff = api.visitor(store);
    const member = await aMember(store);
    await signInAsStaff(staff, member.email);
    await asOwner(store.id, 'DELETE FROM memberships WHERE staff_id = $1', [member.id]);
    await aProduct(store); // the replica has heard of it when this returns
    expect((await staff.get('/api/staff/orders')).status).toBe(401);
  });
});
