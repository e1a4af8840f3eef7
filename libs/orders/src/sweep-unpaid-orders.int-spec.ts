import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  aPaidOrder,
  aProduct,
  aStore,
  asOwner,
  TestApi,
  TestJobs,
  type TestProduct,
  type TestStore,
} from '@tradewind/testing';

let api: TestApi;
let jobs: TestJobs;
beforeAll(async () => {
  api = await TestApi.start();
  jobs = await TestJobs.start();
});
afterAll(async () => {
  await api.close();
  await jobs.close();
});

const minutesAgo = async ({ id }: TestStore, orderId: string, minutes: number): Promise<void> => {
  await asOwner(id, 'UPDATE orders SET paid_at = now() - make_interval(mins => $2) WHERE id = $1', [
    orderId,
    minutes,
  ]);
};

/** As a worker of before there were invoices leaves it. */
const forgetInvoiceOf = ({ id }: TestStore, orderId: string) =>
  asOwner(
    id,
    `DELETE FROM outbox WHERE store_id = $1 AND job = 'issue-invoice' AND payload->>'orderId' = $2`,
    [id, orderId],
  );

async function sweep(store: TestStore): Promise<void> {
  await asOwner(
    store.id,
    `INSERT INTO outbox (id, store_id, job, payload) VALUES ($1, $2, 'sweep-unpaid-orders', '{}')`,
    [randomUUID(), store.id],
  );
  await jobs.run(store, 'sweep-unpaid-orders');
}

const invoicesAsked = async ({ id }: TestStore): Promise<string[]> => {
  const rows = await asOwner<{ order: string }>(
    id,
    `SELECT payload->>'orderId' AS order FROM outbox WHERE store_id = $1 AND job = 'issue-invoice' ORDER BY 1`,
    [id],
  );
  return rows.map(({ order }) => order);
};

describe('a paid order that nobody asked an invoice for', () => {
  let store: TestStore;
  let mug: TestProduct;
  beforeAll(async () => {
    store = await aStore();
    mug = await aProduct(store, { stock: 100 });
  });
  const buy = async (): Promise<string> =>
    (await aPaidOrder(jobs, store, api.visitor(store), [[mug, 1]])).order.id;

  it('gets one from the next sweep, once, and nobody else gets a second', async () => {
    const forgotten = await buy();
    const [asked, askedByMigration, givenUp, invoiced] = [await buy(), await buy(), await buy(), await buy()];
    await asOwner(
      store.id,
      `UPDATE outbox SET done_at = now() WHERE job = 'issue-invoice' AND store_id = $1 AND payload->>'orderId' <> $2`,
      [store.id, invoiced],
    );
    await jobs.run(store, 'issue-invoice');
    await asOwner(
      store.id,
      `UPDATE outbox SET done_at = NULL,
         dedupe_key = CASE WHEN payload->>'orderId' <> $2 THEN dedupe_key END,
         failed_with = CASE WHEN payload->>'orderId' = $3 THEN 'hopeless' END
       WHERE job = 'issue-invoice' AND store_id = $1 AND payload->>'orderId' <> $4`,
      [store.id, askedByMigration, givenUp, invoiced],
    );
    await forgetInvoiceOf(store, forgotten);
    await forgetInvoiceOf(store, invoiced);
    for (const id of [forgotten, asked, askedByMigration, givenUp, invoiced]) await minutesAgo(store, id, 11);

    await sweep(store);
    await sweep(store);
    expect(await invoicesAsked(store)).toEqual([forgotten, asked, askedByMigration, givenUp].toSorted());
    await jobs.run(store, 'issue-invoice');
    const invoices = await asOwner(store.id, 'SELECT FROM invoices WHERE order_id = $1', [forgotten]);
    expect(invoices).toHaveLength(1);
  });

  it.each([
    ['a moment ago', 9],
    ['more than a month ago', 31 * 24 * 60],
  ])('is left alone when it was paid %s', async (_, minutes) => {
    const id = await buy();
    await forgetInvoiceOf(store, id);
    await minutesAgo(store, id, minutes);
    await sweep(store);
    expect(await invoicesAsked(store)).not.toContain(id);
  });
});
