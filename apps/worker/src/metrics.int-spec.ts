import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  aStore,
  asOwner,
  BuiltWorker,
  eventually,
  owner,
  OwnWorld,
  type StartedWorker,
  type TestStore,
} from '@tradewind/testing';

let world: OwnWorld;
let built: BuiltWorker;
let workers: StartedWorker[] = [];
let store: TestStore;

beforeAll(async () => {
  world = await OwnWorld.enter();
  [built, store] = await Promise.all([BuiltWorker.build(), aStore()]);
  workers = [await built.start(), await built.start()];
});
afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.kill()));
  built.remove();
  await world.leave();
});

/** An order that nobody has placed: whoever is to settle it fails. */
async function aJobThatFails(after: { attempts: number }): Promise<void> {
  await asOwner(
    store.id,
    `INSERT INTO outbox (id, store_id, job, payload, attempts)
     VALUES (gen_random_uuid(), $1, 'settle-order', jsonb_build_object('orderId', $1::uuid), $2)`,
    [store.id, after.attempts],
  );
  await owner.query('NOTIFY outbox');
}

/** The sum of a figure over these workers. */
async function total(figure: string, of = workers): Promise<number> {
  const lines = (await Promise.all(of.map((worker) => worker.metrics()))).flat();
  return lines
    .filter((line) => line.startsWith(`${figure} `))
    .reduce((sum, line) => sum + Number(line.slice(figure.length)), 0);
}

describe('the metrics of the workers', () => {
  it('add up what each of them did, by how it ended', async () => {
    await aJobThatFails({ attempts: 0 });
    await aJobThatFails({ attempts: 15 });
    await eventually(async () => {
      expect(await total('job_runs_total{queue="settle-order",outcome="gave_up"}')).toBe(1);
      expect(await total('job_runs_total{queue="settle-order",outcome="failed"}')).toBeGreaterThan(0);
      expect(await total('job_retries_total{queue="settle-order"}')).toBeGreaterThan(1);
      expect(await total('outbox_publish_delay_seconds_count{queue="settle-order"}')).toBeGreaterThan(2);
      expect(await total('jobs_running{queue="settle-order"}')).toBe(0);
    });
    expect(await total('outbox_relay_looks_total')).toBeGreaterThan(1);
  });

  it('say the same of the backlog, whichever of them is asked', async () => {
    await asOwner(
      store.id,
      `INSERT INTO outbox (id, store_id, job, payload, due_at)
       SELECT gen_random_uuid(), $1, 'expire-unpaid-order', '{}', now() + interval '1 hour' FROM generate_series(1, 5)`,
      [store.id],
    );
    for (const worker of workers)
      await eventually(async () => {
        const figures = await worker.metrics();
        expect(figures).toContain('outbox_rows{queue="expire-unpaid-order",state="scheduled"} 5');
        expect(figures).toContain('outbox_rows{queue="settle-order",state="dead"} 1');
        expect(figures).toContain('outbox_oldest_due_seconds{queue="expire-unpaid-order"} 0');
        expect(figures).toContain('queue_jobs{queue="settle-order",state="active"} 0');
      });
  });

  it('ask the database once for all who scrape at the same time', async () => {
    const [worker] = workers;
    const reads = () =>
      owner
        .query<{ calls: number }>(
          `SELECT coalesce(sum(calls), 0)::int AS calls FROM pg_stat_statements
           WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database()) AND query LIKE '%heads AS%'`,
        )
        .then(({ rows }) => rows[0]!.calls);
    const before = await reads();
    expect(before).toBeGreaterThan(0);
    const from = performance.now();
    await Promise.all(Array.from({ length: 20 }, () => worker!.metrics()));
    const seconds = (performance.now() - from) / 1_000;
    // What one has asked for serves all that come within four seconds.
    expect((await reads()) - before).toBeLessThanOrEqual(1 + Math.floor(seconds / 4));
  });

  it('are still there when Redis is not, and claim nothing of it', async () => {
    await world.redis.stop();
    await eventually(async () => {
      const figures = await workers[0]!.metrics();
      expect(figures).toContain('backlog_readable{server="redis"} 0');
      expect(figures).toContain('backlog_readable{server="postgresql"} 1');
      expect(figures.filter((figure) => figure.startsWith('queue_jobs'))).toEqual([]);
      expect(figures).toContain('outbox_rows{queue="settle-order",state="dead"} 1');
    });
  });
});
