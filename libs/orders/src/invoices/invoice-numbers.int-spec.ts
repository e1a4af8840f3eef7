import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Outbox } from '@tradewind/core';
import { type Database, runInScope } from '@tradewind/database';
import {
  aPaidOrder,
  aProduct,
  aStore,
  asOwner,
  eventually,
  HeldRow,
  openDatabase,
  TestApi,
  TestJobs,
  type TestStore,
} from '@tradewind/testing';
import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { IssueInvoiceService } from './issue-invoice.service.ts';

let api: TestApi;
let jobs: TestJobs;
let databases: Database[];
beforeAll(async () => {
  [api, jobs] = [await TestApi.start(), await TestJobs.start()];
  databases = Array.from({ length: 20 }, () => openDatabase());
});
afterAll(async () => {
  await Promise.all(databases.map((database) => database.close()));
  await api.close();
  await jobs.close();
});

/** A store with so many orders that are paid and have no invoice yet. */
async function aStoreWith(count: number): Promise<{ store: TestStore; orderIds: string[] }> {
  const store = await aStore();
  const mug = await aProduct(store, { stock: count });
  const orderIds = [];
  for (let placed = 0; placed < count; placed++) {
    const { order } = await aPaidOrder(jobs, store, api.visitor(store), [[mug, 1]]);
    orderIds.push(order.id);
  }
  return { store, orderIds };
}

/** What one worker does. */
const issue = ({ id: storeId }: TestStore, orderId: string, worker = 0) =>
  runInScope({ storeId }, () => new IssueInvoiceService(databases[worker]!, new Outbox()).invoiceOf(orderId));

const numbersOf = async ({ id }: TestStore): Promise<number[]> => {
  const rows = await asOwner<{ number: number }>(id, 'SELECT number FROM invoices ORDER BY number');
  return rows.map(({ number }) => number);
};
const counterOf = async ({ id }: TestStore): Promise<number | undefined> =>
  (await asOwner<{ last: number }>(id, 'SELECT last_number AS last FROM invoice_counters'))[0]?.last;

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe('the numbers of a store’s invoices', () => {
  it('are one to fifty when twenty workers issue fifty of them at once, each asked for by two', async () => {
    const { store, orderIds } = await aStoreWith(50);
    const asked = [...orderIds, ...orderIds.toReversed()];
    const issued = await Promise.all(asked.map((orderId, index) => issue(store, orderId, index % 20)));

    expect(await numbersOf(store)).toEqual(upTo(50));
    expect(await counterOf(store)).toBe(50);
    // Both of the two have found the same.
    for (const [index, { id }] of issued.entries()) expect(issued.at(-1 - index)?.id).toBe(id);
  });

  it('are in the order of their days', async () => {
    const { store, orderIds } = await aStoreWith(10);
    await Promise.all(orderIds.map((orderId, index) => issue(store, orderId, index)));
    const rows = await asOwner<{ number: number }>(
      store.id,
      'SELECT number FROM invoices ORDER BY issued_at, number',
    );
    expect(rows.map(({ number }) => number)).toEqual(upTo(10));
  });

  it('belong to that store alone', async () => {
    const [one, other] = [await aStoreWith(2), await aStoreWith(1)];
    for (const orderId of one.orderIds) await issue(one.store, orderId);
    for (const orderId of other.orderIds) await issue(other.store, orderId);
    expect([await numbersOf(one.store), await numbersOf(other.store)]).toEqual([[1, 2], [1]]);
  });

  it('have no gap where a worker was killed while it waited for its turn', async () => {
    const { store, orderIds } = await aStoreWith(3);
    await issue(store, orderIds[0]!);
    const counter = await HeldRow.hold(store, `invoice_counters WHERE kind = $1`, ['invoice']);
    const killed = issue(store, orderIds[1]!).catch(() => 'killed');
    await counter.cutWaiting();
    await counter.release();
    expect(await killed).toBe('killed');

    await issue(store, orderIds[2]!);
    await issue(store, orderIds[1]!);
    expect(await numbersOf(store)).toEqual([1, 2, 3]);
  });

  it('have no gap where a worker was killed with a number in its hands', async () => {
    const { store, orderIds } = await aStoreWith(2);
    const rival = await Rival.invoice(store, orderIds[0]!);
    const killed = issue(store, orderIds[0]!).catch(() => 'killed');
    await rival.cutWaiting().finally(() => rival.giveUp());
    expect(await killed).toBe('killed');
    expect(await counterOf(store)).toBeUndefined();

    await issue(store, orderIds[1]!);
    await issue(store, orderIds[0]!);
    expect(await numbersOf(store)).toEqual([1, 2]);
    expect(await counterOf(store)).toBe(2);
  });

  it('have no gap where another was faster with the same order', async () => {
    const { store, orderIds } = await aStoreWith(2);
    await issue(store, orderIds[0]!);
    const again = await Promise.all(upTo(10).map((worker) => issue(store, orderIds[0]!, worker)));
    expect(again.map(({ number }) => number)).toEqual(upTo(10).map(() => 1));
    expect((await issue(store, orderIds[1]!)).number).toBe(2);
  });

  it('are not given to an order that nobody has paid', async () => {
    const { store, orderIds } = await aStoreWith(1);
    await asOwner(store.id, 'UPDATE orders SET paid_at = NULL');
    await expect(issue(store, orderIds[0]!)).rejects.toThrow('Only an order that was paid');
    expect([await numbersOf(store), await counterOf(store)]).toEqual([[], undefined]);
  });
});

describe('the database', () => {
  it('refuses a second invoice over an order, a number twice, and any change of what an invoice says', async () => {
    const { store, orderIds } = await aStoreWith(2);
    for (const orderId of orderIds) await issue(store, orderId);
    const copy = (changed: string) =>
      asOwner(
        store.id,
        `INSERT INTO invoices SELECT (i).* FROM (
           SELECT jsonb_populate_record(invoices, jsonb_build_object('id', '${uuidv7()}', ${changed})) AS i
           FROM invoices WHERE number = 1) AS copy`,
      );
    await expect(copy(`'number', 3`)).rejects.toThrow('invoices_one_per_order');
    await expect(copy(`'order_id', gen_random_uuid()`)).rejects.toThrow('invoices_store_id_kind_number_key');
    const change = (column: string) =>
      runInScope({ storeId: store.id }, () =>
        databases[0]!.write((tx) => tx.$executeRawUnsafe(`UPDATE invoices SET ${column} = ${column}`)),
      );
    for (const column of ['number', 'content', 'total_minor', 'issued_at', 'order_id'])
      await expect(change(column)).rejects.toThrow('permission denied');
    await expect(change('sha256')).resolves.toBe(2);
  });
});

/** Somebody who is about to issue an invoice over the same order: whoever comes second waits to see whether they do. */
class Rival {
  private constructor(private readonly client: pg.Client) {}

  static async invoice({ id }: TestStore, orderId: string): Promise<Rival> {
    const client = new pg.Client({ connectionString: process.env['DATABASE_URL'] });
    await client.connect();
    await client.query('BEGIN');
    await client.query(`SELECT set_config('app.store_id', $1, true)`, [id]);
    await client.query(
      `INSERT INTO invoices (id, order_id, kind, number, currency, total_minor, tax_minor, content)
       VALUES ($1, $2, 'invoice', 999, 'EUR', 1, 0, '{}')`,
      [uuidv7(), orderId],
    );
    return new Rival(client);
  }

  /** Kills whoever waits for us. */
  cutWaiting(): Promise<void> {
    return eventually(async () => {
      const { rowCount } = await this.client.query(
        'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pg_backend_pid() = ANY(pg_blocking_pids(pid))',
      );
      if (!rowCount) throw new Error('Nobody waits.');
    });
  }

  async giveUp(): Promise<void> {
    await this.client.query('ROLLBACK');
    await this.client.end();
  }
}
