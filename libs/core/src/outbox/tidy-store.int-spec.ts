import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Database, runInScope } from '@tradewind/database';
import { aProduct, aStore, asOwner, openDatabase, OwnWorld, owner, type TestStore } from '@tradewind/testing';
import { RunningJob } from '../queues/job-handler.ts';
import { Outbox } from './outbox.ts';
import { TidyStoreProcessor } from './tidy-store.processor.ts';

let world: OwnWorld;
let db: Database;
let [ours, theirs]: TestStore[] = [];

beforeAll(async () => {
  world = await OwnWorld.enter();
  db = openDatabase();
  [ours, theirs] = [await aStore(), await aStore()];
});
afterAll(async () => {
  await db.close();
  await world.leave();
});

/** So many rows, of which the state is told by their payload. */
async function written({ id }: TestStore, state: string, set: string, count = 1): Promise<void> {
  await owner.query(
    `WITH row AS (
       INSERT INTO outbox (id, store_id, job, payload, created_at, due_at, done_at, failed_with)
       SELECT gen_random_uuid(), $1, 'settle-order', jsonb_build_object('state', $2::text), x.* FROM (SELECT ${set}) x,
              generate_series(1, $3) RETURNING 1)
     SELECT FROM row`,
    [id, state, count],
  );
}

const long = `now() - interval '31 days'`;
const short = `now() - interval '29 days'`;

async function tidy({ id: storeId }: TestStore): Promise<void> {
  const id = '00000000-0000-7000-8000-000000000000';
  await runInScope({ storeId }, () =>
    new TidyStoreProcessor(db, new Outbox()).handle({}, new RunningJob(id)),
  );
}

async function left({ id }: TestStore): Promise<Record<string, number>> {
  const { rows } = await owner.query<{ state: string; count: number }>(
    `SELECT coalesce(payload->>'state', job) AS state, count(*)::int AS count FROM outbox WHERE store_id = $1 GROUP BY 1`,
    [id],
  );
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
}

describe('tidying a store', () => {
  it('takes away what is old and done, and leaves what is open, given up, young or of another store', async () => {
    if (!ours || !theirs) throw new Error('There are no stores.');
    await written(ours, 'old and done', `${long}, ${long}, ${long}, NULL`);
    await written(ours, 'old and dropped', `${long}, ${long}, ${long}, 'x'`);
    await written(ours, 'old and open', `${long}, ${long}, NULL::timestamptz, NULL`);
    await written(ours, 'a dead letter', `${long}, ${long}, NULL::timestamptz, 'x'`);
    await written(ours, 'young', `${short}, ${short}, now(), NULL`);
    await written(theirs, 'theirs', `${long}, ${long}, ${long}, NULL`);
    const answer = `INSERT INTO idempotency_keys (actor, key, request_hash, status, body, created_at) VALUES`;
    await asOwner(
      ours.id,
      `${answer} ('a', 'old', 'x', 201, '', ${long}), ('a', 'young', 'x', 201, '', ${short})`,
    );
    await asOwner(theirs.id, `${answer} ('a', 'theirs', 'x', 201, '', ${long})`);

    const { variantId } = await aProduct(ours);
    const alert = `INSERT INTO stock_alerts (id, variant_id, email, created_at, notified_at) VALUES (gen_random_uuid(), $1,`;
    await asOwner(ours.id, `${alert} 'told@x.test', ${long}, ${long})`, [variantId]);
    await asOwner(ours.id, `${alert} 'waits@x.test', ${long}, NULL)`, [variantId]);

    await tidy(ours);

    expect(await asOwner(ours.id, 'SELECT email FROM stock_alerts')).toEqual([{ email: 'waits@x.test' }]);
    expect(await left(ours)).toEqual({ 'old and open': 1, 'a dead letter': 1, young: 1 });
    expect(await left(theirs)).toEqual({ theirs: 1 });
    expect(await asOwner(ours.id, 'SELECT key FROM idempotency_keys')).toEqual([{ key: 'young' }]);
    expect(await asOwner(theirs.id, 'SELECT key FROM idempotency_keys')).toEqual([{ key: 'theirs' }]);
  });

  it('goes on by another job when there is more than one transaction should remove', async () => {
    const store = await aStore();
    await written(store, 'old', `${long}, ${long}, ${long}, NULL`, 5_001);

    await tidy(store);
    expect(await left(store)).toEqual({ old: 1, 'tidy-store': 1 });
    await tidy(store);
    expect(await left(store)).toEqual({ 'tidy-store': 1 });
  });
});
