import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  aPaidOrder,
  aProduct,
  aStore,
  asOwner,
  refundsSucceed,
  StaffDesk,
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

describe('a settled refund that nobody asked a credit note for', () => {
  let store: TestStore;
  let mug: TestProduct;
  let staff: StaffDesk;
  beforeAll(async () => {
    store = await aStore();
    mug = await aProduct(store, { stock: 100 });
    staff = await StaffDesk.open(api, store);
  });

  /** Without what settles it: that is for each test. */
  async function payBack(): Promise<string> {
    const { order } = await aPaidOrder(jobs, store, api.visitor(store), [[mug, 1]]);
    const { body } = await staff.refund(order.id);
    await refundsSucceed(store);
    return body.id;
  }

  async function settle(...ids: string[]): Promise<void> {
    await jobs.run(store, 'settle-refund');
    for (const id of ids) await settledMinutesAgo(id, 11);
  }

  const settledMinutesAgo = (refundId: string, minutes: number) =>
    asOwner(
      store.id,
      'UPDATE ledger_entries SET created_at = now() - make_interval(mins => $2) WHERE reference = $1',
      [refundId, minutes],
    );

  /** As a worker of before there were credit notes leaves it, and as tidying leaves what was done a month ago. */
  const forget = (refundId: string) =>
    asOwner(store.id, `DELETE FROM outbox WHERE job = 'issue-credit-note' AND payload->>'refundId' = $1`, [
      refundId,
    ]);

  const creditNotesAsked = async (): Promise<string[]> => {
    const rows = await asOwner<{ refund: string }>(
      store.id,
      `SELECT payload->>'refundId' AS refund FROM outbox WHERE store_id = $1 AND job = 'issue-credit-note' ORDER BY 1`,
      [store.id],
    );
    return rows.map(({ refund }) => refund);
  };

  it('gets one from the next sweep, once, and nobody else gets a second', async () => {
    const [forgotten, asked, givenUp, credited] = [
      await payBack(),
      await payBack(),
      await payBack(),
      await payBack(),
    ];
    await settle(forgotten, asked, givenUp, credited);
    await forget(forgotten);
    await asOwner(
      store.id,
      `UPDATE outbox SET done_at = now() WHERE job = 'issue-credit-note' AND store_id = $1 AND payload->>'refundId' <> $2`,
      [store.id, credited],
    );
    await jobs.run(store, 'issue-credit-note');
    await asOwner(
      store.id,
      `UPDATE outbox SET done_at = NULL, failed_with = CASE WHEN payload->>'refundId' = $2 THEN 'hopeless' END
       WHERE job = 'issue-credit-note' AND store_id = $1 AND payload->>'refundId' <> $3`,
      [store.id, givenUp, credited],
    );
    await forget(credited);

    await sweep(store);
    await sweep(store);
    expect(await creditNotesAsked()).toEqual([forgotten, asked, givenUp].toSorted());
    await jobs.run(store, 'issue-credit-note');
    const creditNotes = await asOwner(store.id, 'SELECT FROM invoices WHERE refund_id = $1', [forgotten]);
    expect(creditNotes).toHaveLength(1);
  });

  it.each([
    ['settled a moment ago', 9],
    ['settled more than a month ago', 31 * 24 * 60],
  ])('is left alone when it was %s', async (_, minutes) => {
    const id = await payBack();
    await settle();
    await settledMinutesAgo(id, minutes);
    await forget(id);
    await sweep(store);
    expect(await creditNotesAsked()).not.toContain(id);
  });

  it('is left alone while it is not settled, and when its money came back to us', async () => {
    const cameBack = await payBack();
    await settle(cameBack);
    await forget(cameBack);
    await asOwner(store.id, `UPDATE refunds SET status = 'failed' WHERE id = $1`, [cameBack]);
    const unsettled = await payBack();
    await settledMinutesAgo(unsettled, 11);
    await sweep(store);
    expect(await creditNotesAsked()).not.toContain(cameBack);
    expect(await creditNotesAsked()).not.toContain(unsettled);
  });
});
