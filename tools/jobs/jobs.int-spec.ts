import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { aStore, owner, OwnWorld, type TestStore } from '@tradewind/testing';
import { main } from './command.ts';
import { selectQueues } from './letters.queries.ts';

let world: OwnWorld;
let stores: TestStore[];

beforeAll(async () => {
  world = await OwnWorld.enter();
  stores = [await aStore(), await aStore()];
});
afterAll(() => world.leave());
beforeEach(() => owner.query('TRUNCATE outbox'));

/** A job that was given up, unless it is to be tried again. */
async function aLetter({
  store = stores[0],
  job = 'send-refund',
  reason = 'The provider said no.',
  trying = false,
} = {}) {
  const { rows } = await owner.query<{ id: string }>(
    `INSERT INTO outbox (id, store_id, job, payload, attempts, published_at, failed_with, last_error, due_at, request_id)
     VALUES (gen_random_uuid(), $1, $2, '{}', 16, CASE WHEN $4 THEN NULL ELSE now() END, CASE WHEN $4 THEN NULL ELSE $3 END,
             $3, now() + interval '1 h', 'a-request') RETURNING id`,
    [store?.id, job, reason, trying],
  );
  return String(rows[0]?.id);
}

async function said(...args: string[]): Promise<string> {
  const lines: string[] = [];
  expect(await main(args, (text) => lines.push(text))).toBe(0);
  return lines.join('\n');
}

const stateOf = async (id: string) =>
  (
    await owner.query(
      `SELECT failed_with AS "failedWith", attempts, done_at IS NOT NULL AS done, due_at <= now() AND published_at IS NULL AS due
       FROM outbox WHERE id = $1`,
      [id],
    )
  ).rows[0] as unknown;

describe('npm run jobs', () => {
  it('lists what was given up, with its reason and the request that caused it', async () => {
    const id = await aLetter();
    const text = await said('list');
    for (const part of [
      id,
      'send-refund',
      stores[0]?.slug,
      'The provider said no.',
      'a-request',
      '16 attempts',
    ])
      expect(text).toContain(part);
  });

  it('lists what has failed and is to be tried again, when asked for it', async () => {
    const [dead, trying] = [await aLetter(), await aLetter({ trying: true })];
    expect(await said('list')).not.toContain(trying);
    expect(await said('list', '--trying')).toContain(trying);
    expect(await said('list', '--trying')).not.toContain(dead);
  });

  it('lists by job and by store, and page by page', async () => {
    const [mine] = [
      await aLetter(),
      await aLetter({ store: stores[1] }),
      await aLetter({ job: 'settle-refund' }),
    ];
    const { letters } = JSON.parse(
      await said('list', '--json', '--job', 'send-refund', '--store', stores[0]?.slug ?? ''),
    ) as { letters: { id: string; seq: string }[] };
    expect(letters.map(({ id }) => id)).toEqual([mine]);
    expect(await said('list', '--after', letters[0]?.seq ?? '')).not.toContain(mine);
  });

  it('says of every kind of job how many wait, run, come later, are tried again and are dead', async () => {
    await aLetter();
    await aLetter({ trying: true });
    await owner.query(
      `INSERT INTO outbox (id, store_id, job, payload, published_at, done_at, due_at)
       SELECT gen_random_uuid(), $1, 'send-refund', '{}', published, done, due
       FROM (VALUES (NULL, NULL, now()), (now(), NULL, now()), (NULL, NULL, now() + interval '1 h'), (now(), now(), now()))
         AS row (published, done, due)`,
      [stores[0]?.id],
    );
    const { queues } = JSON.parse(await said('list', '--json')) as { queues: unknown };
    expect(queues).toEqual([{ job: 'send-refund', waiting: 1, running: 1, later: 1, trying: 1, dead: 1 }]);
  });

  it('reads what is open alone, however much is done', async () => {
    await aLetter();
    await owner.query(
      `INSERT INTO outbox (id, store_id, job, payload, published_at, done_at)
       SELECT gen_random_uuid(), $1, 'send-refund', '{}', now(), now() FROM generate_series(1, 20000)`,
      [stores[0]?.id],
    );
    await owner.query('VACUUM ANALYZE outbox');
    const { rows } = await owner.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${selectQueues}`);
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    for (const index of ['outbox_due', 'outbox_in_flight', 'outbox_dead']) expect(plan).toContain(index);
    expect(plan).not.toContain('Seq Scan');
  });

  it('replays one of them, from the first attempt', async () => {
    const [id, other] = [await aLetter(), await aLetter()];
    expect(await said('replay', id)).toContain('1 job will be tried again now');
    expect(await stateOf(id)).toEqual({ failedWith: null, attempts: 0, done: false, due: true });
    expect(await stateOf(other)).toMatchObject({ failedWith: 'The provider said no.', attempts: 16 });
    expect(await said('replay', id)).toContain('No dead letter is meant');
  });

  it('drops them for good, and keeps the reason', async () => {
    const ids = [await aLetter(), await aLetter()];
    expect(await said('drop', '--all')).toContain('2 jobs were given up for good');
    for (const id of ids)
      expect(await stateOf(id)).toMatchObject({ failedWith: 'The provider said no.', done: true });
    expect(await said('list')).toContain('No job was given up');
  });

  it('leaves alone what goes on', async () => {
    const id = await aLetter({ trying: true });
    expect(await said('drop', id)).toContain('No dead letter is meant');
    expect(await said('replay', '--all')).toContain('No dead letter is meant');
    expect(await stateOf(id)).toMatchObject({ done: false, attempts: 16 });
  });

  it('shows a reason as text, whatever is in it', async () => {
    await aLetter({ reason: 'bad \u001B[2J\r\nnews' });
    expect(await said('list')).toContain('bad  [2J news');
  });

  it.each([['sell'], ['drop'], ['replay', 'everything'], ['list', '--after', 'x'], ['list', '--nonsense']])(
    'says how it is used when asked to %s %s',
    async (...args) => {
      const complaints: string[] = [];
      const code = await main(args, console.log, (text) => complaints.push(text));
      expect([code, complaints.length]).toEqual([2, 1]);
    },
  );
});
