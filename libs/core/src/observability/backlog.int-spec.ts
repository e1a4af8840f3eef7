import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Database, Prisma } from '@tradewind/database';
import { type JobName, jobNames } from '@tradewind/jobs';
import { aStore, owner, openDatabase, OwnWorld, type TestStore } from '@tradewind/testing';
import { type Backlog, readBacklog } from './backlog.queries.ts';

let world: OwnWorld;
let db: Database;
let stores: TestStore[];

beforeAll(async () => {
  world = await OwnWorld.enter();
  db = openDatabase();
  stores = [await aStore(), await aStore(), await aStore()];
});
afterAll(async () => {
  await db.close();
  await world.leave();
});
beforeEach(() => owner.query('TRUNCATE outbox'));

const mail = 'send-order-confirmation';
const image = 'resize-product-image';

interface Written {
  job?: JobName;
  count?: number;
  /** From now; negative when it has been due for so many seconds. */
  dueIn?: number;
  /** More columns, as SQL. */
  as?: Partial<Record<'published_at' | 'done_at' | 'failed_with', string>>;
}

/** Writes rows down, of all stores in turn. */
async function written({ job = mail, count = 1, dueIn = 0, as = {} }: Written): Promise<void> {
  const { published_at = 'NULL', done_at = 'NULL', failed_with = 'NULL' } = as;
  await owner.query(
    `INSERT INTO outbox (id, store_id, job, payload, due_at, published_at, done_at, failed_with)
     SELECT gen_random_uuid(), ($1::uuid[])[1 + n % $5], $2, '{}', now() + make_interval(secs => $3),
            ${published_at}, ${done_at}, ${failed_with}
     FROM generate_series(1, $4::int) n`,
    [stores.map(({ id }) => id), job, dueIn, count, stores.length],
  );
}

async function backlogOf(job: JobName): Promise<Backlog | undefined> {
  const backlogs = await db.writeSql((tx) => readBacklog(tx));
  expect(backlogs.map((backlog) => backlog.job).toSorted()).toEqual(jobNames.toSorted());
  return backlogs.find((backlog) => backlog.job === job);
}

/** It was so when it was written, which is a moment ago. */
function expectAbout(seconds: number, measured: number | null | undefined): void {
  expect(measured).toBeGreaterThanOrEqual(seconds);
  expect(measured).toBeLessThan(seconds + 60);
}

describe('what is measured of the backlog', () => {
  it('is nothing where nothing is open', async () => {
    await written({ count: 4, as: { done_at: 'now()' } });
    await written({ as: { done_at: 'now()', failed_with: `'dropped'` } });

    expect(await backlogOf(mail)).toEqual({
      ...{ job: mail, due: 0, scheduled: 0, published: 0, dead: 0, oldestSeconds: null },
    });
  });

  it('tells apart what is due, due later, on its way and given up, of each job and of all stores', async () => {
    await written({ count: 5 });
    await written({ count: 7, dueIn: 900 });
    await written({ count: 3, as: { published_at: 'now()' } });
    await written({ count: 2, as: { failed_with: `'no'` } });
    await written({ job: image, count: 11 });

    expect(await backlogOf(mail)).toMatchObject({ due: 5, scheduled: 7, published: 3, dead: 2 });
    expect(await backlogOf(image)).toMatchObject({ due: 11, scheduled: 0, published: 0, dead: 0 });
  });

  it('finds the oldest row, in whichever store and behind however many younger ones', async () => {
    await written({ count: 300, dueIn: -1 });
    await written({ count: 2, dueIn: -100 });
    await written({ dueIn: -5_000, as: { published_at: 'now()' } });
    await written({ job: image, dueIn: -9_000 });

    expectAbout(100, (await backlogOf(mail))?.oldestSeconds);
    expectAbout(9_000, (await backlogOf(image))?.oldestSeconds);
  });

  it('counts no further than ten thousand, and still knows the oldest', async () => {
    await written({ count: 12_000, dueIn: -1 });
    await written({ dueIn: -700 });

    const backlog = await backlogOf(mail);
    expect(backlog?.due).toBe(10_000);
    expectAbout(700, backlog?.oldestSeconds);
  });
});

/** What a plan read, all its steps together. */
interface Plan {
  'Node Type': string;
  'Index Name'?: string;
  'Shared Hit Blocks': number;
  'Shared Read Blocks': number;
  Plans?: Plan[];
}

async function planOfReading(): Promise<Plan> {
  let statement = Prisma.empty;
  await readBacklog({
    $queryRaw: (sql: TemplateStringsArray | Prisma.Sql, ...values: unknown[]) => {
      statement = Prisma.sql(sql as TemplateStringsArray, ...values);
      return Promise.resolve([]);
    },
  } as Parameters<typeof readBacklog>[0]);
  const { rows } = await owner.query<{ 'QUERY PLAN': { Plan: Plan }[] }>({
    text: `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${statement.text}`,
    values: statement.values,
  });
  return rows[0]!['QUERY PLAN'][0]!.Plan;
}

const stepsOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(stepsOf)];
const blocksOf = (plan: Plan): number => plan['Shared Hit Blocks'] + plan['Shared Read Blocks'];

/** What is read of the table; "everything" for whatever reads all of it. */
const indexesOf = (plan: Plan): Set<string> =>
  new Set(
    stepsOf(plan)
      .filter(
        (step) =>
          /Scan$/.test(step['Node Type']) && !/^(CTE|Function|WorkTable|Subquery)/.test(step['Node Type']),
      )
      .map((step) => step['Index Name'] ?? 'everything'),
  );
const openRows = new Set(['outbox_due', 'outbox_in_flight', 'outbox_dead']);

describe('reading the backlog', () => {
  it('costs no more behind a hundred thousand rows that are done than in front of them', async () => {
    await written({ count: 300, dueIn: -5 });
    await written({ count: 300, dueIn: 900 });
    await owner.query('VACUUM ANALYZE outbox');
    const before = await planOfReading();
    await written({ count: 100_000, as: { published_at: 'now()', done_at: 'now()' } });
    await owner.query('VACUUM ANALYZE outbox');
    const after = await planOfReading();

    expect(indexesOf(after)).toEqual(openRows);
    expect(blocksOf(after)).toBeLessThan(blocksOf(before) + 100);
  });

  it('stays small when a hundred thousand rows are due', async () => {
    await written({ count: 50_000, dueIn: -5 });
    await written({ count: 50_000, dueIn: -5, job: image });
    await owner.query('VACUUM ANALYZE outbox');

    // Which index the planner finds cheapest depends on what the table held before; how much it reads must not.
    const plan = await planOfReading();
    expect(indexesOf(plan)).not.toContain('everything');
    expect(blocksOf(plan)).toBeLessThan(3_000);
  });
});
