import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Change, type OrderDetail, StaffInvitation } from '@tradewind/contracts';
import {
  aCart,
  aKey,
  aMember,
  anEmail,
  anOrder,
  aPaidOrder,
  aPlacedOrder,
  aProduct,
  aStore,
  type Answer,
  asOwner,
  fingerprintOf,
  type HttpClient,
  replicaCaughtUp,
  signInAsStaff,
  signUp,
  TestApi,
  TestJobs,
  type TestProduct,
  type TestStore,
} from '@tradewind/testing';
import { v4 as randomId } from 'uuid';
import { z } from 'zod';

/** What somebody has in a store, and the keys to it. */
interface Belongings {
  store: TestStore;
  product: TestProduct;
  visitor: HttpClient;
  cartId: string;
  cartToken: string;
  /** Placed and not paid. */
  orderId: string;
  orderToken: string;
  /** Another order, that was paid and sent, and of which something is to come back. */
  sentOrderId: string;
  shipmentId: string;
  returnId: string;
  /** The invoice over it, and the rest of a link that opens it. */
  invoiceId: string;
  invoiceQuery: string;
  /** A picture of the product. */
  imageId: string;
  /** Somebody who was asked to join the staff of the store. */
  invitationId: string;
}
type Ids = Record<
  | 'imageId'
  | 'productId'
  | 'cartId'
  | 'orderId'
  | 'sentOrderId'
  | 'shipmentId'
  | 'returnId'
  | 'invoiceId'
  | 'invitationId'
  | 'slug'
  | 'variantId',
  string
>;

let api: TestApi;
let jobs: TestJobs;
let mine: Belongings;
/** Works for the store that `mine` is in. */
let staff: HttpClient;
/** Of another customer of the same store, of a guest of it, and of a customer of another store. */
let others: Record<string, Belongings>;

beforeAll(async () => {
  [api, jobs] = [await TestApi.start(), await TestJobs.start()];
  const [store, elsewhere] = [await aStore(), await aStore()];
  staff = await aStaffBrowser(store);
  mine = await belongingsIn(store, true);
  others = {
    'another customer': await belongingsIn(store, true),
    'a guest': await belongingsIn(store, false),
    'a customer of another store': await belongingsIn(elsewhere, true, await aStaffBrowser(elsewhere)),
  };
  // Or they would be unknown because nobody has heard of them yet.
  await replicaCaughtUp();
});
afterAll(async () => {
  await api.close();
  await jobs.close();
});

const keyed = (body?: object) => ({ headers: { 'idempotency-key': aKey() }, ...(body && { body }) });

async function aStaffBrowser(store: TestStore): Promise<HttpClient> {
  const browser = api.visitor(store);
  await signInAsStaff(browser, (await aMember(store)).email);
  return browser;
}

async function belongingsIn(store: TestStore, isCustomer: boolean, clerk = staff): Promise<Belongings> {
  const visitor = api.visitor(store);
  if (isCustomer) await signUp(visitor);
  const product = await aProduct(store);
  const sent = await aSentOrder(store, visitor, product, clerk);
  const { order, token: orderToken } = await aPlacedOrder(visitor, [[product, 1]]);
  const { id: cartId } = await aCart(visitor, [[product, 1]]);
  const [, cartToken = ''] = visitor.cookie('tw_cart')?.split('.') ?? [];
  const imageId = await anImageOf(store, product);
  const invitationId = await anInvitationTo(clerk);
  return {
    imageId,
    invitationId,
    store,
    product,
    visitor,
    cartId,
    cartToken,
    orderId: order.id,
    orderToken,
    ...sent,
  };
}

async function aSentOrder(store: TestStore, visitor: HttpClient, product: TestProduct, clerk: HttpClient) {
  const { order } = await aPaidOrder(jobs, store, visitor, [[product, 1]]);
  const shipment = await clerk.post<Change>(`/api/staff/orders/${order.id}/shipments`, keyed({}));
  const asked = await visitor.post<Change>(
    `/api/orders/${order.id}/returns`,
    keyed({ lines: [{ variantId: product.variantId, quantity: 1 }], reason: 'Too small' }),
  );
  if (shipment.status !== 201 || asked.status !== 201) throw new Error(`${shipment.text} ${asked.text}`);
  const invoice = await anInvoiceOf(store, visitor, order.id);
  return { sentOrderId: order.id, shipmentId: shipment.body.id, returnId: asked.body.id, ...invoice };
}

async function anInvoiceOf(store: TestStore, visitor: HttpClient, orderId: string) {
  await jobs.run(store, 'issue-invoice');
  const { body } = await visitor.get<OrderDetail>(`/api/orders/${orderId}`);
  const [invoice] = body.invoices;
  const [, invoiceQuery = ''] = invoice?.url?.split('?') ?? [];
  return { invoiceId: invoice!.id, invoiceQuery };
}

async function anImageOf({ id: storeId }: TestStore, { id: productId }: TestProduct): Promise<string> {
  const [image] = await asOwner<{ id: string }>(
    storeId,
    `INSERT INTO product_images (id, product_id, alt, original_key, width, height)
     VALUES (gen_random_uuid(), $1, 'A mug', $2, 800, 600) RETURNING id`,
    [productId, `originals/${storeId}/${productId}.jpeg`],
  );
  return image!.id;
}

async function anInvitationTo(clerk: HttpClient): Promise<string> {
  const { body } = await clerk.post('/api/staff/invitations', keyed({ email: anEmail(), role: 'support' }));
  return StaffInvitation.parse(body).id;
}

type Ask = (as: HttpClient, ids: Ids) => Promise<Answer>;
const someUnits = () => [{ variantId: mine.product.variantId, quantity: 1 }];

/** Every route that names something by its id, as OpenAPI writes it. */
const routes: Record<string, Ask> = {
  'GET /api/products/{slug}': (as, { slug }) => as.get(`/api/products/${slug}`),
  'GET /api/carts/{cartId}': (as, { cartId }) => as.get(`/api/carts/${cartId}`),
  'PUT /api/carts/{cartId}/lines/{variantId}': (as, { cartId }) =>
    as.put(`/api/carts/${cartId}/lines/${mine.product.variantId}`, { body: { quantity: 2 } }),
  'DELETE /api/carts/{cartId}/lines/{variantId}': (as, { cartId }) =>
    as.delete(`/api/carts/${cartId}/lines/${mine.product.variantId}`),
  'PUT /api/carts/{cartId}/delivery': (as, { cartId }) =>
    as.put(`/api/carts/${cartId}/delivery`, { body: { country: 'FR' } }),
  'PUT /api/carts/{cartId}/coupon': (as, { cartId }) =>
    as.put(`/api/carts/${cartId}/coupon`, { body: { code: 'TENOFF' } }),
  'DELETE /api/carts/{cartId}/coupon': (as, { cartId }) => as.delete(`/api/carts/${cartId}/coupon`),
  'GET /api/orders/{id}': (as, { orderId }) => as.get(`/api/orders/${orderId}`),
  'POST /api/orders/{id}/payment': (as, { orderId }) => as.post(`/api/orders/${orderId}/payment`),
  'POST /api/orders/{id}/cancellation': (as, { orderId }) =>
    as.post(`/api/orders/${orderId}/cancellation`, keyed()),
  'POST /api/orders/{id}/returns': (as, { sentOrderId }) =>
    as.post(`/api/orders/${sentOrderId}/returns`, keyed({ lines: someUnits(), reason: 'Too small' })),
  // Whoever holds a link may have what it was made for, and nothing else.
  'GET /api/invoices/{id}': (as, { invoiceId }) => as.get(`/api/invoices/${invoiceId}?${mine.invoiceQuery}`),
  'GET /api/staff/orders/{id}': (_, { orderId }) => staff.get(`/api/staff/orders/${orderId}`),
  'GET /api/staff/orders/{id}/statement': (_, { sentOrderId }) =>
    staff.get(`/api/staff/orders/${sentOrderId}/statement`),
  'POST /api/variants/{id}/stock-alerts': (as, { variantId }) =>
    as.post(`/api/variants/${variantId}/stock-alerts`, { body: { email: 'ada@example.com' } }),
  'POST /api/staff/variants/{id}/stock-movements': (_, { variantId }) =>
    staff.post(`/api/staff/variants/${variantId}/stock-movements`, keyed({ reason: 'received', delta: 1 })),
  'GET /api/staff/products/{id}/images': (_, { productId }) =>
    staff.get(`/api/staff/products/${productId}/images`),
  'POST /api/staff/products/{id}/images': (_, { productId }) =>
    staff.post(`/api/staff/products/${productId}/images`, keyed({ alt: 'A mug' })),
  'DELETE /api/staff/products/{id}/images/{imageId}': (_, { productId, imageId }) =>
    staff.delete(`/api/staff/products/${productId}/images/${imageId}`),
  'DELETE /api/staff/invitations/{id}': (_, { invitationId }) =>
    staff.delete(`/api/staff/invitations/${invitationId}`),
  'POST /api/staff/orders/{id}/shipments': (_, { orderId }) =>
    staff.post(`/api/staff/orders/${orderId}/shipments`, keyed({})),
  'POST /api/staff/orders/{id}/shipments/{shipmentId}/delivery': (_, { sentOrderId, shipmentId }) =>
    staff.post(`/api/staff/orders/${sentOrderId}/shipments/${shipmentId}/delivery`, keyed()),
  'POST /api/staff/orders/{id}/cancellation': (_, { orderId }) =>
    staff.post(`/api/staff/orders/${orderId}/cancellation`, keyed({ reason: 'None left' })),
  'POST /api/staff/orders/{id}/refunds': (_, { sentOrderId }) =>
    staff.post(`/api/staff/orders/${sentOrderId}/refunds`, keyed({ reason: 'Broken' })),
  'POST /api/staff/returns/{id}/approval': (_, { returnId }) =>
    staff.post(`/api/staff/returns/${returnId}/approval`, keyed()),
  'POST /api/staff/returns/{id}/rejection': (_, { returnId }) =>
    staff.post(`/api/staff/returns/${returnId}/rejection`, keyed()),
  'POST /api/staff/returns/{id}/receipt': (_, { returnId }) =>
    staff.post(`/api/staff/returns/${returnId}/receipt`, keyed({ restock: true })),
  'POST /api/staff/returns/{id}/refund': (_, { returnId }) =>
    staff.post(`/api/staff/returns/${returnId}/refund`, keyed()),
};
/** These name something in their body, or two things of which one is mine. */
const more: Record<string, Ask> = {
  'POST /api/orders': (as, { cartId }) =>
    as.post('/api/orders', keyed(anOrder({ id: cartId, total: { amount: 1_500, currency: 'EUR' } }))),
  'PUT a variant into my own cart': (as, { variantId }) =>
    as.put(`/api/carts/${mine.cartId}/lines/${variantId}`, { body: { quantity: 1 } }),
  'DELETE a picture of another product': (_, { imageId }) =>
    staff.delete(`/api/staff/products/${mine.product.id}/images/${imageId}`),
  'POST the delivery of another order’s parcel': (_, { shipmentId }) =>
    staff.post(`/api/staff/orders/${mine.sentOrderId}/shipments/${shipmentId}/delivery`, keyed()),
};

const OpenApi = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) });
const HttpVerb = z.enum(['GET', 'POST', 'PUT', 'DELETE']);
const withoutRequestId = ({ status, body }: Answer) => ({ status, ...(body as object), requestId: '' });
const randomIds = () => ({
  cartId: randomId(),
  orderId: randomId(),
  sentOrderId: randomId(),
  shipmentId: randomId(),
  returnId: randomId(),
  invoiceId: randomId(),
  variantId: randomId(),
  productId: randomId(),
  imageId: randomId(),
  invitationId: randomId(),
  slug: `mug-${randomId()}`,
});

const isForAllOfOneStore = /products|variants|staff|PUT a variant/;

describe('what belongs to somebody else', () => {
  it('is asked for on every route that takes an id', async () => {
    const { body } = await api.visitor(mine.store).get('/docs/json');
    const named = Object.entries(OpenApi.parse(body).paths).flatMap(([path, verbs]) =>
      path.includes('{') && !path.startsWith('/media/')
        ? Object.keys(verbs).map((verb) => `${verb.toUpperCase()} ${path}`)
        : [],
    );
    expect(Object.keys(routes).sort()).toEqual(named.sort());
  });

  it.each(Object.keys({ ...routes, ...more }))('is answered as if it did not exist: %s', async (route) => {
    const ask = { ...routes, ...more }[route]!;
    const expected = withoutRequestId(await ask(mine.visitor, randomIds()));
    expect(expected.status).toBe(404);
    for (const [whose, { store, product, ...ids }] of Object.entries(others)) {
      // A shop shows its products to everybody, and its staff see to all its orders.
      if (store.id === mine.store.id && isForAllOfOneStore.test(route)) continue;
      const before = await fingerprintOf(store);
      const { id: productId, slug, variantId } = product;
      const answer = await ask(mine.visitor, { ...ids, productId, slug, variantId });
      expect({ whose, ...withoutRequestId(answer) }).toEqual({ whose, ...expected });
      expect(await fingerprintOf(store)).toEqual(before);
    }
  });

  it('is not opened by a key to something else', async () => {
    const guest = others['a guest']!;
    const abroad = others['a customer of another store']!;
    const stranger = api.visitor(mine.store);
    const keys = [abroad.cartToken, mine.cartToken, guest.orderToken, guest.cartToken.slice(0, -1), ''];
    for (const key of keys) {
      const { status } = await stranger.get(`/api/carts/${guest.cartId}`, { headers: { 'cart-token': key } });
      expect(status).toBe(404);
    }
    for (const key of [abroad.orderToken, mine.orderToken, guest.cartToken, 'x'.repeat(22)]) {
      const { status } = await stranger.get(`/api/orders/${guest.orderId}`, {
        headers: { 'order-token': key },
      });
      expect(status).toBe(404);
    }
    // The right keys do open, or the above would prove nothing.
    const rightKeys = { 'cart-token': guest.cartToken, 'order-token': guest.orderToken };
    expect((await stranger.get(`/api/carts/${guest.cartId}`, { headers: rightKeys })).status).toBe(200);
    expect((await stranger.get(`/api/orders/${guest.orderId}`, { headers: rightKeys })).status).toBe(200);
    const invoice = `/api/invoices/${guest.invoiceId}?${guest.invoiceQuery}`;
    expect((await stranger.get(invoice)).status).toBe(200);
  });

  it('keeps a customer’s own cart shut to whoever found its key', async () => {
    const headers = { 'cart-token': mine.cartToken };
    expect((await api.visitor(mine.store).get(`/api/carts/${mine.cartId}`, { headers })).status).toBe(404);
  });
});

describe('a key of one store', () => {
  it('opens nothing at another one, be it a cookie or a token', async () => {
    const abroad = others['a customer of another store']!;
    const cookie = ['tw_session', 'tw_cart', 'tw_order', 'tw_lsn']
      .map((name) => `${name}=${abroad.visitor.cookie(name)}`)
      .join('; ');
    const visitor = api.visitor(mine.store);
    const get = (path: string) => visitor.get(path, { headers: { cookie } });

    expect((await get('/api/session')).body).toEqual({ customer: null, staff: null });
    expect((await get('/api/carts/current')).status).toBe(404);
    expect((await get(`/api/carts/${abroad.cartId}`)).status).toBe(404);
    expect((await get(`/api/orders/${abroad.orderId}`)).status).toBe(404);
    expect((await get('/api/orders')).status).toBe(401);
  });

  it('does not let staff in at another one', async () => {
    const [store, elsewhere] = [await aStore(), await aStore()];
    const { email } = await aMember(store);
    const staff = api.visitor(store);
    await signInAsStaff(staff, email);
    expect((await staff.get('/api/staff/orders')).status).toBe(200);

    const abroad = api.visitor(elsewhere);
    const cookie = `tw_session=${staff.cookie('tw_session')}`;
    expect((await abroad.get('/api/staff/orders', { headers: { cookie } })).status).toBe(401);
    await expect(signInAsStaff(api.visitor(elsewhere), email)).rejects.toThrow('wrong_credentials');
  });

  it('opens no route of the staff to anybody else', async () => {
    const abroad = others['a customer of another store']!.store;
    const clerk = await aStaffBrowser(abroad);
    const cookie = `tw_session=${clerk.cookie('tw_session')}`;
    const { body } = await staff.get('/docs/json');
    const ofStaff = Object.entries(OpenApi.parse(body).paths).flatMap(([path, verbs]) =>
      /staff\/(?!session|invitations\/acceptance)/.test(path)
        ? Object.keys(verbs).map((verb) => ({ verb, path }))
        : [],
    );
    expect(ofStaff.length).toBeGreaterThan(11);
    const before = await fingerprintOf(mine.store);
    for (const { verb, path } of ofStaff) {
      const url = path.replaceAll(/\{\w+\}/g, mine.sentOrderId);
      const callers = { customer: mine.visitor, guest: api.visitor(mine.store), 'other staff': undefined };
      for (const [caller, browser = api.visitor(mine.store)] of Object.entries(callers)) {
        const headers = { ...keyed().headers, ...(caller === 'other staff' && { cookie }) };
        const method = HttpVerb.parse(verb.toUpperCase());
        const { status } = await browser.send(method, url, { headers, ...(verb !== 'get' && { body: {} }) });
        expect({ caller, verb, path, status }).toEqual({ caller, verb, path, status: 401 });
      }
    }
    expect(await fingerprintOf(mine.store)).toEqual(before);
  });

  it('lets somebody who works for both stores sign in at each, with a session for each', async () => {
    const [store, elsewhere] = [await aStore(), await aStore()];
    const { email } = await aMember(store, elsewhere);
    const [here, there] = [api.visitor(store), api.visitor(elsewhere)];
    await signInAsStaff(here, email);
    await signInAsStaff(there, email);
    const cookie = `tw_session=${here.cookie('tw_session')}`;
    expect((await api.visitor(elsewhere).get('/api/staff/orders', { headers: { cookie } })).status).toBe(401);
  });
});

describe('which store a request is for', () => {
  const storeSeen = async (visitor: HttpClient, path: string, headers: Record<string, string> = {}) =>
    (await visitor.get<{ id?: string }>(path, { headers })).body.id;

  it('is not for its caller to say', async () => {
    const other = others['a customer of another store']!.store;
    const visitor = api.visitor(mine.store);
    const headers = { 'x-tenant-id': other.id, 'x-store-id': other.id, 'x-original-host': other.host };
    expect(await storeSeen(visitor, '/api/store', headers)).toBe(mine.store.id);
    expect(await storeSeen(visitor, `/api/store?store=${other.slug}&tenant=${other.id}`)).toBe(mine.store.id);
    expect((await visitor.get(`/api/products?store=${other.slug}`)).status).toBe(422);
  });

  it('is told by X-Forwarded-Host only when a proxy of ours says so', async () => {
    const other = others['a customer of another store']!.store;
    const headers = { 'x-forwarded-host': other.host };
    expect(await storeSeen(api.visitor(mine.store), '/api/store', headers)).toBe(other.id);

    const trustsNobody = await TestApi.start({ TRUSTED_PROXIES: '' });
    expect(await storeSeen(trustsNobody.visitor(mine.store), '/api/store', headers)).toBe(mine.store.id);
    await trustsNobody.close();
  });

  it('is nobody’s at a host that nobody owns', async () => {
    const { status, body } = await api.visitor({ host: 'nobody.test' }).get('/api/store');
    expect([status, body]).toEqual([404, expect.objectContaining({ code: 'unknown_store' })]);
  });
});
