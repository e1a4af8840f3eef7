import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Database, Prisma } from '@tradewind/database';
import { jobs, windowOf } from '@tradewind/jobs';
import { aStore, eventually, owner, openDatabase, OwnWorld, type TestStore } from '@tradewind/testing';
import pg from 'pg';
import { z } from 'zod';
import { readConfig } from '../config/config.ts';
import { noteFailedRun } from '../queues/failed-run.queries.ts';
import { jobIdOf, Queues } from '../queues/queues.ts';
import {
  hasCrowd,
  makeDueAgain,
  type OutboxRow,
  readUnfinished,
  takeDueRows,
  takingDueRows,
} from './due-rows.queries.ts';

let world: OwnWorld;
let db: Database;
let stores: TestStore[];

beforeAll(async () => {
  world = await OwnWorld.enter();
  db = openDatabase({ poolSize: 10 });
  stores = [await aStore(), await aStore(), await aStore()];
});
afterAll(async () => {
  await db.close();
  await world.leave();
});
beforeEach(() => owner.query('TRUNCATE outbox'));

const image = 'resize-product-image';
const mail = 'send-order-confirmation';

interface Written {
  store?: TestStore | undefined;
  job?: string;
  count?: number;
  subject?: string;
  dueIn?: string;
}

/** Writes rows down, one after the other, as so many requests would. */
async function written({ store = stores[0], job = mail, count = 1, subject, dueIn = '0 s' }: Written) {
  await owner.query(
    `INSERT INTO outbox (id, store_id, job, payload, subject, due_at)
     SELECT gen_random_uuid(), $1, $2, jsonb_build_object('n', n), $4, now() + $5::interval + n * interval '1 us'
     FROM generate_series(1, $3) n`,
    [store?.id, job, count, subject, dueIn],
  );
}

const take = (): Promise<OutboxRow[]> => db.writeSql((tx) => takeDueRows(tx));
const finish = ({ id }: OutboxRow) => owner.query('UPDATE outbox SET done_at = now() WHERE id = $1', [id]);
const of = (rows: OutboxRow[], store: TestStore | undefined) =>
  rows.filter(({ storeId }) => storeId === store?.id);

describe('a look into the outbox', () => {
  it('takes what is due, once, and leaves what is due later, done or given up', async () => {
    await written({ count: 3 });
    await written({ dueIn: '1 min' });
    await written({});
    await owner.query(`UPDATE outbox SET done_at = now() WHERE seq = (SELECT max(seq) FROM outbox)`);
    await written({});
    await owner.query(`UPDATE outbox SET failed_with = 'x' WHERE seq = (SELECT max(seq) FROM outbox)`);

    expect(await take()).toHaveLength(3);
    expect(await take()).toEqual([]);
  });

  it('gives each row to one of several relays that look at the same moment', async () => {
    await written({ count: 100 });
    await written({ store: stores[1], count: 100 });

    const takings = await Promise.all(
      Array.from({ length: 8 }, () =>
        db.writeSql(async (tx) => {
          const rows = await takeDueRows(tx);
          // Everybody has looked before anybody commits.
          await new Promise((settle) => setTimeout(settle, 100));
          return rows;
        }),
      ),
    );

    const ids = takings.flat().map(({ id }) => id);
    expect(ids).toHaveLength(200);
    expect(new Set(ids).size).toBe(200);
  });

  it('takes no more of a job than its window, until some are done', async () => {
    await written({ job: image, count: 100 });

    const first = await take();
    expect(first).toHaveLength(windowOf(image));
    expect(await take()).toEqual([]);
    expect(await hasCrowd(db)).toBe(true);

    await Promise.all(first.slice(0, 5).map(finish));
    expect(await take()).toHaveLength(5);
  });

  it('lets stores take turns: ten thousand pictures of one do not keep the next waiting', async () => {
    await written({ job: image, count: 10_000 });
    await written({ job: image, store: stores[1], count: 3 });

    const taken = await take();
    expect(of(taken, stores[1])).toHaveLength(3);
    expect(of(taken, stores[0])).toHaveLength(windowOf(image) / 2);
  });

  it('rounds a share up, and waits until the window is no longer overfull', async () => {
    for (const store of stores) await written({ job: image, store, count: 20 });

    const share = Math.ceil(windowOf(image) / stores.length);
    expect(await take()).toHaveLength(share * stores.length);
    expect(await take()).toEqual([]);
  });

  it('serves no more stores at a time than the window is wide, and none of them always last', async () => {
    const many = [...stores, ...(await Promise.all(Array.from({ length: 30 }, () => aStore())))];
    for (const store of many) await written({ job: image, store });

    const first = await take();
    expect(first).toHaveLength(windowOf(image));
    await owner.query('UPDATE outbox SET published_at = NULL');
    const again = await take();
    expect(new Set([...first, ...again].map(({ storeId }) => storeId)).size).toBeGreaterThan(windowOf(image));
  });

  it('takes receipts whatever else waits', async () => {
    await written({ job: image, count: 10_000 });
    await written({ count: 2 });

    expect((await take()).filter(({ job }) => job === mail)).toHaveLength(2);
  });

  it('keeps the order within a subject: the next one waits until the one before is done', async () => {
    for (const subject of ['an order', 'an order', 'an order', 'another']) await written({ subject });

    const [first, other] = await take();
    expect([first?.payload, other?.payload]).toEqual([{ n: 1 }, { n: 1 }]);
    expect(await take()).toEqual([]);
    if (first) await finish(first);
    expect(await take()).toHaveLength(1);
  });

  it('is asked for when another one of the subject can go, and not when none waits', async () => {
    const heard: (string | undefined)[] = [];
    const listener = new pg.Client({ connectionString: process.env['DATABASE_URL'] });
    listener.on('notification', ({ payload }) => heard.push(payload));
    await listener.connect();
    await written({ subject: 'order 1', count: 2 });
    await written({ job: image });
    await listener.query('LISTEN outbox');

    const [first, alone] = (await take()).toSorted((a, b) => b.job.localeCompare(a.job));
    const finished = async (row: OutboxRow | undefined, tag: string) => {
      await finish(row!);
      await owner.query(`NOTIFY outbox, '${tag}'`);
    };
    await finished(alone, 'alone');
    await finished(first, 'first');
    await finished((await take())[0], 'second');
    await eventually(() => expect(heard).toContain('second'));
    await listener.end();
    expect(heard).toEqual(['alone', '', 'first', 'second']);
  });

  it('lets the next one of a subject go when the one before was given up', async () => {
    await written({ subject: 'an order' });
    await written({ subject: 'an order' });
    const [first] = await take();
    await owner.query(`UPDATE outbox SET failed_with = 'x' WHERE id = $1`, [first?.id]);

    expect(await take()).toHaveLength(1);
  });

  it('is not repeated in haste for rows that wait for an earlier one of their subject', async () => {
    await written({ subject: 'an order' });
    await written({ subject: 'an order' });
    await take();
    expect(await hasCrowd(db)).toBe(false);
  });

  it('puts the later ones of a subject off together with the one that has failed', async () => {
    for (const subject of ['an order', 'an order', 'another']) await written({ subject });
    const [first] = await take();
    const outboxId = first?.id ?? '';
    await owner.query('UPDATE outbox SET attempts = 10 WHERE id = $1', [outboxId]);
    await db.writeSql((tx) => noteFailedRun(tx, { outboxId, reason: 'away', tries: 1, workerDied: false }));

    const { rows } = await owner.query<{ subject: string; minutes: number }>(
      `SELECT subject, round(extract(epoch FROM due_at - now()) / 60)::int AS minutes FROM outbox ORDER BY seq`,
    );
    expect(rows[0]?.minutes).toBeGreaterThan(3);
    expect(rows[1]).toEqual(rows[0]);
    expect(rows[2]?.minutes).toBe(0);
  });

  it('has whose worker died wait no longer than a minute, give or take a half, however often', async () => {
    await written({ count: 20 });
    const rows = await take();
    await owner.query('UPDATE outbox SET attempts = 12');
    for (const { id: outboxId } of rows)
      await db.writeSql((tx) => noteFailedRun(tx, { outboxId, reason: 'dead', tries: 1, workerDied: true }));

    const waits = await owner.query<{ shortest: number; longest: number }>(
      `SELECT extract(epoch FROM min(due_at) - now())::int AS shortest, extract(epoch FROM max(due_at) - now())::int AS longest FROM outbox`,
    );
    expect(waits.rows[0]?.shortest).toBeGreaterThan(0);
    expect(waits.rows[0]?.longest).toBeLessThanOrEqual(90);
  });

  it('knows the same subject in two stores apart', async () => {
    for (const store of stores) await written({ store, subject: 'number 7' });
    expect(await take()).toHaveLength(stores.length);
  });

  it('leaves a job that this version does not know to one that does', async () => {
    await written({ job: 'of-tomorrow' });
    await written({});
    expect(await take()).toHaveLength(1);
    expect(await take()).toEqual([]);
  });

  it('hands on no payload that is larger than ids are', async () => {
    await owner.query(
      `INSERT INTO outbox (id, store_id, job, payload)
       VALUES (gen_random_uuid(), $1, $2, jsonb_build_object('orderId', (SELECT string_agg(md5(n::text), '') FROM generate_series(1, 320000) n)))`,
      [stores[0]?.id, mail],
    );
    const [row] = await take();
    expect(row?.payload).toBeNull();
    expect(jobs[mail].payload.safeParse(row?.payload).success).toBe(false);
  });

  it('takes again what was published, is not done and has no job any more', async () => {
    const queues = new Queues(readConfig());
    await written({ count: 3 });
    const [done, running, lost] = await take();
    if (!done || !running || !lost) throw new Error('They were not taken.');
    await finish(done);
    await queues.of(mail).waitUntilReady();
    await queues.of(mail).add(mail, { outboxId: running.id, ...running }, { jobId: jobIdOf(running) });

    expect(await db.writeSql((tx) => readUnfinished(tx, 5))).toEqual([]);
    const unfinished = await db.writeSql((tx) => readUnfinished(tx, 0));
    expect(unfinished.map(({ id }) => id).toSorted()).toEqual([running.id, lost.id].toSorted());
    expect(await db.writeSql(async (tx) => makeDueAgain(tx, await queues.withoutJob(unfinished)))).toBe(1);
    expect(await take()).toMatchObject([{ id: lost.id }]);
    await queues.onApplicationShutdown();
  });

  it('costs what stores wait and not what rows do', async () => {
    await written({ job: image, count: 50_000 });
    await written({ store: stores[1], count: 50_000, dueIn: '1 h' });
    await owner.query('VACUUM ANALYZE outbox');
    await take();

    expect(await pagesReadBy(takingDueRows)).toBeLessThan(200);
  });
});

const Plans = z.tuple([
  z.object({ Plan: z.object({ 'Shared Hit Blocks': z.number(), 'Shared Read Blocks': z.number() }) }),
]);

/** How many pages of tables and indexes PostgreSQL looks at for it. */
function pagesReadBy(statement: Prisma.Sql): Promise<number> {
  return db.writeSql(async (tx) => {
    const [row] = await tx.$queryRaw<{ 'QUERY PLAN': unknown }[]>(
      Prisma.sql`EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${statement}`,
    );
    const [{ Plan: plan }] = Plans.parse(row?.['QUERY PLAN']);
    return plan['Shared Hit Blocks'] + plan['Shared Read Blocks'];
  });
}
