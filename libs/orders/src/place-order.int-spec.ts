import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PlacedOrder } from '@tradewind/contracts';
import {
  aCart,
  aKey,
  anOrder,
  aProduct,
  aStore,
  asOwner,
  countOrders,
  inTurns,
  stockOf,
  TestApi,
} from '@tradewind/testing';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
});
afterAll(() => api.close());

const headers = (key = aKey()) => ({ 'idempotency-key': key });

describe('placing an order', () => {
  it('answers with the order, holds its stock and writes down what happens later, all at once', async () => {
    const store = await aStore();
    const mug = await aProduct(store, { stock: 5, price: 1_250 });
    const ann = api.visitor(store);

    const { status, body } = await ann.post('/api/orders', {
      headers: headers(),
      body: anOrder(await aCart(ann, [[mug, 2]])),
    });

    expect(status).toBe(201);
    const { order } = PlacedOrder.parse(body);
    expect(order).toMatchObject({ status: 'awaiting_payment', total: { amount: 2_500, currency: 'EUR' } });
    expect(await stockOf(store, mug)).toEqual({ onHand: 5, reserved: 2 });
    expect(await asOwner(store.id, 'SELECT amount_minor, status FROM payments')).toEqual([
      { amount_minor: 2_500, status: 'pending' },
    ]);
    const outbox = await asOwner(
      store.id,
      `SELECT job, due_at > now() + interval '14 minutes' AS later FROM outbox WHERE store_id = $1`,
      [store.id],
    );
    expect(outbox).toEqual([{ job: 'expire-unpaid-order', later: true }]);
  });

  it('sells the last unit to exactly one of two hundred simultaneous buyers', async () => {
    const store = await aStore();
    const mug = await aProduct(store, { stock: 1 });
    const buyers = await inTurns(200, async () => {
      const visitor = api.visitor(store);
      return { visitor, order: anOrder(await aCart(visitor, [[mug, 1]])) };
    });

    const answers = await Promise.all(
      buyers.map(({ visitor, order }) =>
        visitor.post<{ code?: string }>('/api/orders', { headers: headers(), body: order }),
      ),
    );

    const statuses = Map.groupBy(answers, ({ status }) => status);
    expect([...statuses.keys()].sort()).toEqual([201, 409]);
    expect(statuses.get(201)).toHaveLength(1);
    expect(statuses.get(409)?.every(({ body }) => body.code === 'out_of_stock')).toBe(true);
    expect(await countOrders(store)).toBe(1);
    expect(await stockOf(store, mug)).toEqual({ onHand: 1, reserved: 1 });
  });

  it('never deadlocks buyers whose carts hold the same products in another order', async () => {
    const store = await aStore();
    const products = await Promise.all(Array.from({ length: 4 }, () => aProduct(store, { stock: 1_000 })));
    const buyers = await inTurns(40, async (index) => {
      const visitor = api.visitor(store);
      const shuffled = index % 2 === 0 ? products : products.toReversed();
      return {
        visitor,
        order: anOrder(
          await aCart(
            visitor,
            shuffled.map((product) => [product, 1]),
          ),
        ),
      };
    });

    const answers = await Promise.all(
      buyers.map(({ visitor, order }) => visitor.post('/api/orders', { headers: headers(), body: order })),
    );

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
  });

  it('makes one order of one cart, however many requests want it', async () => {
    const store = await aStore();
    const mug = await aProduct(store, { stock: 100 });
    const ann = api.visitor(store);
    const order = anOrder(await aCart(ann, [[mug, 1]]));

    const answers = await Promise.all(
      Array.from({ length: 10 }, () => ann.post('/api/orders', { headers: headers(), body: order })),
    );

    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(9).fill(409)]);
    expect(await stockOf(store, mug)).toEqual({ onHand: 100, reserved: 1 });
  });

  it('refuses a total that the buyer was not shown, and tells the new one', async () => {
    const store = await aStore();
    const mug = await aProduct(store, { price: 1_000 });
    const ann = api.visitor(store);
    const order = anOrder(await aCart(ann, [[mug, 1]]));
    await asOwner(store.id, 'UPDATE prices SET amount_minor = 1100 WHERE variant_id = $1', [mug.variantId]);

    const { status, body } = await ann.post('/api/orders', {
      headers: headers(),
      body: { ...order, expectedTotal: { amount: 1_000, currency: 'EUR' } },
    });

    expect(status).toBe(409);
    expect(body).toMatchObject({ code: 'total_changed', total: { amount: 1_100, currency: 'EUR' } });
    expect(await countOrders(store)).toBe(0);
  });
});

describe('the same Idempotency-Key', () => {
  it('twenty times in parallel makes one order, and the same answer to the byte', async () => {
    const store = await aStore();
    const mug = await aProduct(store, { stock: 100 });
    const ann = api.visitor(store);
    const order = anOrder(await aCart(ann, [[mug, 1]]));
    const key = aKey();

    const answers = await Promise.all(
      Array.from({ length: 20 }, () => ann.post('/api/orders', { headers: headers(key), body: order })),
    );

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(await countOrders(store)).toBe(1);
    expect(await stockOf(store, mug)).toEqual({ onHand: 100, reserved: 1 });
  });

  it('with another body is refused', async () => {
    const store = await aStore();
    const mug = await aProduct(store);
    const ann = api.visitor(store);
    const order = anOrder(await aCart(ann, [[mug, 1]]));
    const key = aKey();
    await ann.post('/api/orders', { headers: headers(key), body: order });

    const { status, body } = await ann.post('/api/orders', {
      headers: headers(key),
      body: { ...order, email: 'eve@example.com' },
    });

    expect(status).toBe(422);
    expect(body).toMatchObject({ code: 'idempotency_key_reused' });
  });

  it('means nothing in another store', async () => {
    const key = aKey();
    const place = async () => {
      const store = await aStore();
      const ann = api.visitor(store);
      return ann.post<{ order: { id: string } }>('/api/orders', {
        headers: headers(key),
        body: anOrder(await aCart(ann, [[await aProduct(store), 1]])),
      });
    };

    const [first, second] = [await place(), await place()];

    expect([first.status, second.status]).toEqual([201, 201]);
    expect(first.body.order.id).not.toBe(second.body.order.id);
  });

  it('may be tried again after a refusal', async () => {
    const store = await aStore();
    const mug = await aProduct(store, { stock: 0 });
    const ann = api.visitor(store);
    const request = { headers: headers(), body: anOrder(await aCart(ann, [[mug, 1]])) };
    expect((await ann.post('/api/orders', request)).status).toBe(409);
    await asOwner(store.id, 'UPDATE stock SET on_hand = 1 WHERE variant_id = $1', [mug.variantId]);

    expect((await ann.post('/api/orders', request)).status).toBe(201);
  });
});
