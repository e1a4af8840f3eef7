import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ProductPage } from '@tradewind/contracts';
import { aPlacedOrder, aProduct, aStore, password, TestApi } from '@tradewind/testing';

let api: TestApi;
beforeAll(async () => {
  // Nobody listens on port 1.
  api = await TestApi.start({ REDIS_URL: 'redis://127.0.0.1:1' });
});
afterAll(() => api.close());

describe('while Redis is away', () => {
  it('the shop goes on showing and selling to guests', async () => {
    const store = await aStore();
    const mug = await aProduct(store, { stock: 3 });
    const guest = api.visitor(store);

    expect(ProductPage.parse((await guest.get('/api/products')).body).items).toHaveLength(1);
    const { order } = await aPlacedOrder(guest, [[mug, 2]]);
    expect((await guest.get(`/api/orders/${order.id}`)).status).toBe(200);
  });

  it('somebody who is signed in is a guest for as long as it lasts', async () => {
    const store = await aStore();
    const headers = { cookie: 'tw_session=somebody.signature' };
    const { status, body } = await api.visitor(store).get('/api/session', { headers });
    expect([status, body]).toEqual([200, { customer: null, staff: null }]);
  });

  it('nobody can sign in, and is told to come back', async () => {
    const store = await aStore();
    const person = { email: 'ada@example.com', password, name: 'Ada' };
    const { status, headers } = await api.visitor(store).post('/api/customers', { body: person });
    expect([status, headers['retry-after']]).toEqual([503, '1']);
  });
});
