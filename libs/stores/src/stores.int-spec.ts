import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Problem, StoreProfile } from '@tradewind/contracts';
import { runInScope, type Scope } from '@tradewind/database';
import { aProduct, aStore, TestApi } from '@tradewind/testing';
import { StoresService } from './stores.service.ts';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
});
afterAll(() => api.close());

describe('the store that answers', () => {
  it('is the one that lives at the host, and it tells nothing of how it is paid', async () => {
    const store = await aStore({ currency: 'GBP' });

    const { status, body } = await api.visitor(store).get('/api/store');

    expect(status).toBe(200);
    expect(StoreProfile.parse(body)).toMatchObject({ id: store.id, slug: store.slug, currency: 'GBP' });
  });

  it('is found however the host is written, and with a port', async () => {
    const store = await aStore();

    for (const host of [store.host.toUpperCase(), `${store.host}:3000`]) {
      expect((await api.visitor({ host }).get<{ id: string }>('/api/store')).body.id).toBe(store.id);
    }
  });

  it('is not there at a host that nobody owns', async () => {
    const { status, headers, body } = await api.visitor({ host: 'nobody.test' }).get('/api/store');

    expect([status, Problem.parse(body).code]).toEqual([404, 'unknown_store']);
    expect(headers['content-type']).toMatch(/^application\/problem\+json/);
  });

  it('is decided by the host alone: nothing else a client sends switches it', async () => {
    const [ours, theirs] = [await aStore(), await aStore()];
    await aProduct(theirs);

    const { body } = await api.visitor(ours).get<{ items: unknown[] }>('/api/products', {
      headers: { 'x-tenant-id': theirs.id, 'x-store-id': theirs.id, forwarded: `host=${theirs.host}` },
    });

    expect(body.items).toEqual([]);
  });
});

describe('looking a store up', () => {
  async function statementsOf(scope: Scope, work: () => Promise<unknown>): Promise<number> {
    scope.statements = 0;
    await runInScope(scope, async () => work());
    return scope.statements;
  }

  it('takes one statement for a hundred simultaneous requests, and none for the next', async () => {
    const store = await aStore();
    const stores = new StoresService(api.db);
    const scope: Scope = { storeId: store.id };
    const hundred = (work: () => Promise<unknown>) => () =>
      Promise.all(Array.from({ length: 100 }, () => work()));

    const lookUp = hundred(() => stores.storeIdOf(store.host));
    expect(await statementsOf(scope, lookUp)).toBe(1);
    expect(await statementsOf(scope, lookUp)).toBe(0);

    const profile = hundred(() => stores.profile());
    expect(await statementsOf(scope, profile)).toBeLessThanOrEqual(2);
    expect(await statementsOf(scope, profile)).toBe(0);
  });

  it('remembers hosts that nobody owns too: a scan of names is no load on the database', async () => {
    const stores = new StoresService(api.db);
    const scope: Scope = { storeId: (await aStore()).id };
    const lookUp = () => stores.storeIdOf('nobody-at-all.test');

    // Once at a replica, and once at the primary, which knows for certain.
    expect(await statementsOf(scope, lookUp)).toBe(2);
    expect(await statementsOf(scope, lookUp)).toBe(0);
  });
});
