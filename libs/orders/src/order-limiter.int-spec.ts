import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aCart, aKey, anOrder, aProduct, aStore, stockOf, TestApi } from '@tradewind/testing';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start({ ORDERS_PER_CLIENT: '3' });
});
afterAll(() => api.close());

describe('a client that places orders and never pays', () => {
  it('is told to wait when it holds as many as it may, and holds no more', async () => {
    const store = await aStore();
    const mug = await aProduct(store, { stock: 100 });
    const statuses = [];
    for (let round = 0; round < 5; round++) {
      const guest = api.visitor(store);
      const order = anOrder(await aCart(guest, [[mug, 5]]));
      const { status, headers } = await guest.post('/api/orders', {
        headers: { 'idempotency-key': aKey() },
        body: order,
      });
      statuses.push(status);
      if (status === 429) expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    }

    expect(statuses).toEqual([201, 201, 201, 429, 429]);
    expect(await stockOf(store, mug)).toEqual({ onHand: 100, reserved: 15 });
  });

  it('gets the answer of an order that it placed, also when it may place no more', async () => {
    const store = await aStore();
    const mug = await aProduct(store, { stock: 100 });
    const guest = api.visitor(store);
    const first = { headers: { 'idempotency-key': aKey() }, body: anOrder(await aCart(guest, [[mug, 1]])) };
    const { text } = await guest.post('/api/orders', first);
    for (let round = 0; round < 3; round++) {
      const next = api.visitor(store);
      const order = anOrder(await aCart(next, [[mug, 1]]));
      await next.post('/api/orders', { headers: { 'idempotency-key': aKey() }, body: order });
    }

    const again = await guest.post('/api/orders', first);

    expect([again.status, again.text]).toEqual([201, text]);
  });

  it('does not keep others from buying in another store', async () => {
    const store = await aStore();
    const guest = api.visitor(store);
    const order = anOrder(await aCart(guest, [[await aProduct(store), 1]]));
    const { status } = await guest.post('/api/orders', {
      headers: { 'idempotency-key': aKey() },
      body: order,
    });
    expect(status).toBe(201);
  });
});
