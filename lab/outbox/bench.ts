import { Queue, Worker } from 'bullmq';
import { inTurns, type Measured, median } from '../measure.ts';
import type { World } from '../world.ts';

const rowsEach = 10_000;
const rounds = 5;
const job = 'settle-order';

/** From the commit of rows to the run of their jobs, beside BullMQ alone, which remembers nothing when Redis is lost. */
export async function measure(world: World): Promise<Measured> {
  Object.assign(process.env, world.environment);
  const { QuietWorker } = await import('./quiet-worker.ts');
  const worker = new QuietWorker();
  await worker.hasRun(0);
  const store = await aStore(world);
  const { outbox, bare } = await inTurns(
    {
      outbox: () =>
        rate(async () => {
          await commitRows(world, store);
          await worker.hasRun(rowsEach);
        }),
      bare: () => rate(() => throughBullmq(world.environment['REDIS_URL'] ?? '')),
    },
    rounds,
  );
  await worker.stop();
  return {
    title: 'From the commit of an outbox row to its job, in one worker',
    rows: [
      { name: 'outbox, relay, BullMQ, done noted', value: median(outbox), unit: 'jobs/s' },
      { name: 'BullMQ alone', value: median(bare), unit: 'jobs/s' },
    ],
    ratio: median(outbox.map((value, round) => value / (bare[round] ?? value))),
  };
}

async function rate(work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return (rowsEach / (performance.now() - began)) * 1_000;
}

async function aStore({ owner }: World): Promise<string> {
  const { rows } = await owner.query<{ id: string }>(
    `INSERT INTO stores (id, slug, name, tagline, currency, locale, theme, support_email)
     VALUES (gen_random_uuid(), 'lab', 'Lab', '', 'EUR', 'en', 'lumen', 'lab@store.test')
     ON CONFLICT (slug) DO UPDATE SET name = 'Lab' RETURNING id`,
  );
  return rows[0]?.id ?? '';
}

/** A hundred rows in each commit, so that what is measured is the way from there on. */
async function commitRows({ owner }: World, store: string): Promise<void> {
  const portion = 100;
  const commit = () =>
    owner.query(
      `INSERT INTO outbox (id, store_id, job, payload)
       SELECT gen_random_uuid(), $1, $2, jsonb_build_object('orderId', gen_random_uuid()) FROM generate_series(1, $3)`,
      [store, job, portion],
    );
  await Promise.all(Array.from({ length: rowsEach / portion }, commit));
}

/** The same number of jobs, added in as large portions and run as many at a time, straight through BullMQ. */
async function throughBullmq(redisUrl: string): Promise<void> {
  const { hostname: host, port, password } = new URL(redisUrl);
  const connection = { host, port: Number(port), password };
  const queue = new Queue('bare', { connection });
  let runs = 0;
  const { promise: allRun, resolve } = Promise.withResolvers<undefined>();
  const worker = new Worker(
    'bare',
    () => {
      if (++runs === rowsEach) resolve(undefined);
      return Promise.resolve();
    },
    { connection, concurrency: 32 },
  );
  const opts = { removeOnComplete: { count: 100 } };
  for (let added = 0; added < rowsEach; added += 1_000) {
    await queue.addBulk(Array.from({ length: 1_000 }, (_, n) => ({ name: 'bare', data: { n }, opts })));
  }
  await allRun;
  await Promise.all([worker.close(), queue.close()]);
}
