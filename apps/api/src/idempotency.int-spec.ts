import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Cart } from '@tradewind/contracts';
import {
  aCart,
  aKey,
  anEmail,
  anOrder,
  aPaidOrder,
  aPlacedOrder,
  aProduct,
  aStore,
  type Answer,
  type ChangeAnswer,
  countOrders,
  fingerprintOf,
  HeldRow,
  type HttpClient,
  signUp,
  StaffDesk,
  stockOf,
  TestApi,
  TestJobs,
  type TestProduct,
  type TestStore,
  units,
} from '@tradewind/testing';
import sharp from 'sharp';
import { FormData } from 'undici';
import { z } from 'zod';

let api: TestApi;
let jobs: TestJobs;
let storageDir: string;
let store: TestStore;
let mug: TestProduct;
beforeAll(async () => {
  storageDir = await mkdtemp(join(tmpdir(), 'tradewind-keys-'));
  // Few connections, so that whoever waits with one in hand is found out.
  api = await TestApi.start({ DATABASE_POOL_SIZE: '4', STORAGE_DIR: storageDir });
  jobs = await TestJobs.start();
  store = await aStore();
  mug = await aProduct(store, { stock: 1_000 });
});
afterAll(async () => {
  await api.close();
  await jobs.close();
  await rm(storageDir, { recursive: true, force: true });
});

type Post = (key: string) => Promise<ChangeAnswer>;
const posting =
  (visitor: HttpClient, path: string, body?: object): Post =>
  (key) =>
    visitor.post(path, { headers: { 'idempotency-key': key }, ...(body && { body }) });
const ordering = (visitor: HttpClient, cart: Cart): Post => posting(visitor, '/api/orders', anOrder(cart));
/** As a browser sends a form with a file in it. */
const uploading =
  (visitor: HttpClient, path: string, form: FormData): Post =>
  (key) =>
    visitor.post(path, { headers: { 'idempotency-key': key }, form });
const isReplayed = ({ headers }: Answer): boolean => headers['idempotent-replayed'] === 'true';

describe('every POST that moves money or goods', () => {
  const OpenApi = z.object({
    paths: z.record(
      z.string(),
      z.record(z.string(), z.object({ parameters: z.array(z.object({ name: z.string() })).optional() })),
    ),
  });
  const lines = () => units([mug, 1]);

  /** An order that was paid and of which a parcel was sent. */
  async function aSentOrder() {
    const [visitor, staff] = [api.visitor(store), await StaffDesk.open(api, store)];
    const { order } = await aPaidOrder(jobs, store, visitor, [[mug, 2]]);
    const { body: parcel } = await staff.ship(order.id, { lines: lines() });
    const asking = posting(visitor, `/api/orders/${order.id}/returns`, { lines: lines(), reason: 'Broken' });
    return { staff, orderId: order.id, parcelId: parcel.id, asking };
  }
  /** A step of a return, after those that come before it. */
  const onReturn =
    (step: string, body?: object, ...before: Parameters<StaffDesk['handle']>[1][]) =>
    async () => {
      const { staff, asking } = await aSentOrder();
      const { body: asked } = await asking(aKey());
      for (const earlier of before) await staff.handle(asked.id, earlier);
      return posting(staff.browser, `/api/staff/returns/${asked.id}/${step}`, body);
    };
  const onSent = (path: string, body: object) => async () => {
    const { staff, orderId } = await aSentOrder();
    return posting(staff.browser, `/api/staff/orders/${orderId}/${path}`, body);
  };

  /** Each, ready to be sent for the first time. */
  const routes: Record<string, () => Promise<Post>> = {
    '/api/orders': async () => {
      const visitor = api.visitor(store);
      return ordering(visitor, await aCart(visitor, [[mug, 1]]));
    },
    '/api/orders/{id}/cancellation': async () => {
      const visitor = api.visitor(store);
      const { order } = await aPlacedOrder(visitor, [[mug, 1]]);
      return posting(visitor, `/api/orders/${order.id}/cancellation`);
    },
    '/api/orders/{id}/returns': async () => (await aSentOrder()).asking,
    '/api/staff/orders/{id}/shipments': onSent('shipments', { carrier: 'DHL' }),
    '/api/staff/orders/{id}/refunds': onSent('refunds', {
      amount: { amount: 1, currency: 'EUR' },
      reason: 'x',
    }),
    '/api/staff/orders/{id}/shipments/{shipmentId}/delivery': async () => {
      const { staff, orderId, parcelId } = await aSentOrder();
      return posting(staff.browser, `/api/staff/orders/${orderId}/shipments/${parcelId}/delivery`);
    },
    '/api/staff/orders/{id}/cancellation': async () => {
      const staff = await StaffDesk.open(api, store);
      const { order } = await aPaidOrder(jobs, store, api.visitor(store), [[mug, 1]]);
      return posting(staff.browser, `/api/staff/orders/${order.id}/cancellation`, { reason: 'None left' });
    },
    '/api/staff/invitations': async () => {
      const { browser } = await StaffDesk.open(api, store);
      return posting(browser, '/api/staff/invitations', { email: anEmail(), role: 'support' });
    },
    '/api/staff/products/{id}/images': async () => {
      const { browser } = await StaffDesk.open(api, store);
      const background = '#d8c3a5';
      const jpeg = sharp({ create: { width: 9, height: 9, channels: 3, background } }).jpeg();
      const form = new FormData();
      form.append('alt', 'A mug');
      form.append(
        'file',
        new Blob([new Uint8Array(await jpeg.toBuffer())], { type: 'image/jpeg' }),
        'mug.jpg',
      );
      return uploading(browser, `/api/staff/products/${mug.id}/images`, form);
    },
    '/api/staff/variants/{id}/stock-movements': async () => {
      const { browser } = await StaffDesk.open(api, store);
      const path = `/api/staff/variants/${mug.variantId}/stock-movements`;
      return posting(browser, path, { reason: 'received', delta: 1 });
    },
    '/api/staff/returns/{id}/approval': onReturn('approval'),
    '/api/staff/returns/{id}/rejection': onReturn('rejection'),
    '/api/staff/returns/{id}/receipt': onReturn('receipt', { restock: true }, 'approval'),
    '/api/staff/returns/{id}/refund': onReturn('refund', undefined, 'approval', 'receipt'),
  };

  it('is known, and wants a key', async () => {
    const { body } = await api.visitor(store).get('/docs/json');
    const keyed = Object.entries(OpenApi.parse(body).paths).flatMap(([path, { post }]) =>
      post?.parameters?.some(({ name }) => name === 'Idempotency-Key') ? [path] : [],
    );
    expect(keyed.sort()).toEqual(Object.keys(routes).sort());
  });

  it.each(Object.keys(routes))(
    'repeated with its key gives the same answer and does nothing: %s',
    async (route) => {
      const [post, key] = [await routes[route]!(), aKey()];
      const first = await post(key);
      expect([first.status, isReplayed(first)]).toEqual([201, false]);
      const before = await fingerprintOf(store);

      const answers = [await post(key), ...(await Promise.all([post(key), post(key), post(key)]))];

      for (const again of answers) {
        expect([again.status, again.text, isReplayed(again)]).toEqual([201, first.text, true]);
      }
      expect(await fingerprintOf(store)).toEqual(before);
    },
  );
});

describe('a key', () => {
  it('means another request to each customer and to a guest, who may have the same one', async () => {
    const key = aKey();
    const visitors = [api.visitor(store), api.visitor(store), api.visitor(store)];
    await Promise.all(visitors.slice(1).map((visitor) => signUp(visitor)));
    const answers = [];
    for (const visitor of visitors)
      answers.push(await ordering(visitor, await aCart(visitor, [[mug, 1]]))(key));
    expect(answers.map((answer) => [answer.status, isReplayed(answer)])).toEqual(Array(3).fill([201, false]));
  });

  it('of one request is refused for another body or another address', async () => {
    const staff = await StaffDesk.open(api, store);
    const { order } = await aPaidOrder(jobs, store, api.visitor(store), [[mug, 2]]);
    const [path, key] = [`/api/staff/orders/${order.id}`, aKey()];
    const refund = (amount: number, suffix = '') =>
      posting(staff.browser, `${path}/refunds${suffix}`, {
        amount: { amount, currency: 'EUR' },
        reason: 'Broken',
      });
    expect((await refund(100)(key)).status).toBe(201);
    const others = [refund(101), refund(100, '?again=1'), posting(staff.browser, `${path}/shipments`, {})];
    for (const other of others)
      expect(await other(key)).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } });
  });
});

describe('while the first request with a key is at work', () => {
  let visitor: HttpClient;
  let product: TestProduct;
  let order: Post;
  let row: HeldRow;
  beforeEach(async () => {
    product = await aProduct(store, { stock: 10 });
    visitor = api.visitor(store);
    order = ordering(visitor, await aCart(visitor, [[product, 1]]));
    row = await HeldRow.hold(store, 'stock WHERE variant_id = $1', [product.variantId]);
  });
  afterEach(() => row.release().catch(() => undefined));

  it('the second waits a while and gets the same answer', async () => {
    const key = aKey();
    const first = order(key);
    await row.waiting();
    const second = order(key);
    await sleep(300);
    await row.release();
    expect((await first).status).toBe(201);
    expect([(await second).text, isReplayed(await second)]).toEqual([(await first).text, true]);
  });

  it('twenty repetitions are told to come back, and hold up nobody else meanwhile', async () => {
    const key = aKey();
    const first = order(key);
    await row.waiting();
    const since = performance.now();
    const repetitions = Promise.all(Array.from({ length: 20 }, () => order(key)));

    // Somebody else buys something else, with the four connections there are.
    const other = api.visitor(store);
    const bought = await ordering(other, await aCart(other, [[mug, 1]]))(aKey());
    expect(bought.status).toBe(201);
    const answers = await repetitions;

    expect(performance.now() - since).toBeLessThan(5_000);
    for (const { status, body, headers } of answers) {
      expect([status, body.code]).toEqual([409, 'request_in_progress']);
      expect(headers['retry-after']).toBe('1');
    }
    await row.release();
    const done = await first;
    expect(done.status).toBe(201);
    expect((await order(key)).text).toBe(done.text);
    expect(await stockOf(store, product)).toEqual({ onHand: 10, reserved: 1 });
  });

  it('a broken connection leaves nothing of it, and it can be sent again', async () => {
    const [key, before, orders] = [aKey(), await fingerprintOf(store), await countOrders(store)];
    const first = order(key);
    await row.cutWaiting();

    expect(await first).toMatchObject({ status: 503, body: { code: 'busy' } });
    expect(await fingerprintOf(store)).toEqual(before);
    await row.release();
    const again = await order(key);
    expect([again.status, isReplayed(again)]).toEqual([201, false]);
    expect((await order(key)).text).toBe(again.text);
    expect(await countOrders(store)).toBe(orders + 1);
    expect(await stockOf(store, product)).toEqual({ onHand: 10, reserved: 1 });
  });
});
