import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { PlacedOrder } from '@tradewind/contracts';
import {
  aCart,
  aKey,
  anOrder,
  aProduct,
  aStore,
  asOwner,
  eventually,
  type HttpClient,
  pauseReplay,
  replicaCaughtUp,
  resumeReplay,
  TestApi,
  type TestProduct,
  type TestStore,
} from '@tradewind/testing';

let api: TestApi;
let store: TestStore;
let mug: TestProduct;
let ann: HttpClient;
let order: PlacedOrder['order'];
/** Opens the order to whoever sends it: what is tested is where it is read, not who may. */
let orderToken: string;
/** What `Read-After` said when the order was placed. */
let readAfter: string;

/** An order is placed while the replica stands still: it does not exist there, and the mug has its old name. */
beforeAll(async () => {
  api = await TestApi.start();
  store = await aStore();
  mug = await aProduct(store, { name: 'Old name' });
  ann = api.visitor(store);
  const cart = await aCart(ann, [[mug, 1]]);
  await replicaCaughtUp();
  await eventually(() => expect(api.db.replicas.report()).toMatchObject([{ lagMs: 0 }]));
  await pauseReplay();

  const answer = await ann.post('/api/orders', {
    headers: { 'idempotency-key': aKey() },
    body: anOrder(cart),
  });
  if (answer.status !== 201) throw new Error(`The order was refused: ${answer.text}`);
  ({ order, token: orderToken } = PlacedOrder.parse(answer.body));
  readAfter = String(answer.headers['read-after']);
  await asOwner(store.id, `UPDATE products SET name = 'New name' WHERE id = $1`, [mug.id]);
});
afterAll(async () => {
  await resumeReplay();
  await api.close();
});
afterEach(() => {
  jest.restoreAllMocks();
});

const orderSeenBy = (visitor: HttpClient, headers: Record<string, string> = {}) =>
  visitor.get(`/api/orders/${order.id}`, { headers: { 'order-token': orderToken, ...headers } });

async function nameSeenBy(visitor: HttpClient, headers: Record<string, string> = {}): Promise<string> {
  const { body } = await visitor.get<{ name: string }>(`/api/products/${mug.slug}`, { headers });
  return body.name;
}

describe('while the replica stands still', () => {
  it('a shopper sees the order that was placed a moment ago, by the cookie of the answer', async () => {
    const { status, body } = await ann.get(`/api/orders/${order.id}`);

    expect(status).toBe(200);
    expect(body).toEqual(order);
    expect(ann.cookie('tw_lsn')).toBe(readAfter);
  });

  it('a program sees it by the header', async () => {
    const { status, body } = await orderSeenBy(api.visitor(store), { 'read-after': readAfter });

    expect(status).toBe(200);
    expect(body).toEqual(order);
  });

  it('whoever has written nothing reads from the replica, and may see what was', async () => {
    expect(await nameSeenBy(api.visitor(store))).toBe('Old name');
    expect((await orderSeenBy(api.visitor(store))).status).toBe(404);
  });

  it('only the position makes the difference', async () => {
    expect(await nameSeenBy(api.visitor(store), { 'read-after': readAfter })).not.toBe('Old name');
  });

  it.each([
    ['with another signature', (token: string) => token.replace(/[^.]+$/, 'AAAAAAAAAAAAAAAAAAAAAA')],
    ['without a signature', (token: string) => token.replace(/[^.]+$/, '')],
    ['of a later position', (token: string) => `f${token}`],
    ['that is valid for longer', (token: string) => token.replace(/\.\d/, '.9')],
    ['that is none', () => 'nonsense'],
    ['that is no number', () => `zz.9999999999.AAAAAAAAAAAAAAAAAAAAAA`],
    ['that is empty', () => ''],
  ])('a token %s is ignored: nobody sends all reads to the primary', async (_kind, forge) => {
    const forged = forge(readAfter);
    expect(forged).not.toBe(readAfter);

    const headers = { 'read-after': forged };
    expect((await orderSeenBy(api.visitor(store), headers)).status).toBe(404);
    expect(await nameSeenBy(api.visitor(store), headers)).toBe('Old name');
    expect(await nameSeenBy(api.visitor(store), { cookie: `tw_lsn=${forged}` })).toBe('Old name');
  });

  it('a token is ignored after a minute', async () => {
    const now = Date.now();
    const seenAfter = async (seconds: number) => {
      jest.spyOn(Date, 'now').mockReturnValue(now + seconds * 1_000);
      return (await orderSeenBy(api.visitor(store), { 'read-after': readAfter })).status;
    };

    expect(await seenAfter(50)).toBe(200);
    expect(await seenAfter(61)).toBe(404);
  });
});

describe('when the replica has caught up', () => {
  it('everybody sees it', async () => {
    await resumeReplay();

    await eventually(async () => {
      expect(await nameSeenBy(api.visitor(store))).toBe('New name');
      expect((await orderSeenBy(api.visitor(store))).body).toEqual(order);
    });
  });
});
