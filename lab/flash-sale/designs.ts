/**
 * Five ways to give the units of one product to many buyers, without the rest of a shop: the same order row and outbox
 * row are written by all of them, over the same pool, by the same number of buyers. What differs is what they lock, and
 * for how long.
 */
import { randomUUID } from 'node:crypto';
import pg from 'pg';

export interface Design {
  readonly name: string;
  /** Creates what it keeps the units in. */
  readonly open: string;
  /** Sells one unit; false when there is none left. */
  sell(client: pg.PoolClient): Promise<boolean>;
  /** How many units are left, by its own books. */
  readonly left: string;
}

export const units = 20_000;
const buckets = 16;

const ask = (client: pg.PoolClient, name: string, text: string, values: unknown[] = []) =>
  client.query({ name, text, values });

const writeOrder = (client: pg.PoolClient) =>
  ask(client, 'order', 'INSERT INTO lab_orders (id, address) VALUES ($1, $2)', [
    randomUUID(),
    '{"city":"London"}',
  ]);
const writeOutbox = (client: pg.PoolClient) =>
  ask(client, 'outbox', 'INSERT INTO lab_outbox (id) VALUES ($1)', [randomUUID()]);

const one = `UPDATE lab_stock SET reserved = reserved + 1 WHERE id = 1 AND on_hand - reserved >= 1`;
const counter = `
  CREATE TABLE lab_stock (id int PRIMARY KEY, on_hand int NOT NULL, reserved int NOT NULL DEFAULT 0,
    CONSTRAINT never_oversold CHECK (reserved <= on_hand)) WITH (fillfactor = 50);
  INSERT INTO lab_stock (id, on_hand) VALUES (1, ${units})`;
const counterLeft = 'SELECT on_hand - reserved AS left FROM lab_stock';

/** A transaction whose statements are awaited one by one; it is kept when all of them are content. */
async function stepByStep(client: pg.PoolClient, steps: (() => Promise<boolean>)[]): Promise<boolean> {
  await client.query('BEGIN');
  for (const step of steps) {
    if (await step()) continue;
    await client.query('ROLLBACK');
    return false;
  }
  await client.query('COMMIT');
  return true;
}

const done = (work: Promise<unknown>): Promise<boolean> => work.then(() => true);

export const designs: readonly Design[] = [
  {
    name: 'conditional UPDATE first, then the rest',
    open: counter,
    left: counterLeft,
    sell: (client) =>
      stepByStep(client, [
        async () => (await ask(client, 'one', one)).rowCount === 1,
        () => done(writeOrder(client)),
        () => done(writeOutbox(client)),
      ]),
  },
  {
    name: 'conditional UPDATE last',
    open: counter,
    left: counterLeft,
    sell: (client) =>
      stepByStep(client, [
        () => done(writeOrder(client)),
        () => done(writeOutbox(client)),
        async () => (await ask(client, 'one', one)).rowCount === 1,
      ]),
  },
  {
    name: 'UPDATE in one flight with COMMIT, refused by CHECK',
    open: counter,
    left: counterLeft,
    async sell(client) {
      const answers = await Promise.allSettled([
        client.query('BEGIN'),
        writeOrder(client),
        writeOutbox(client),
        ask(client, 'add', 'UPDATE lab_stock SET reserved = reserved + 1 WHERE id = 1'),
        client.query('COMMIT'),
      ]);
      return answers.every(({ status }) => status === 'fulfilled');
    },
  },
  {
    name: 'a row for each unit, SKIP LOCKED',
    open: `
      CREATE TABLE lab_units (id int PRIMARY KEY, sold boolean NOT NULL DEFAULT false);
      CREATE INDEX lab_units_free ON lab_units (id) WHERE NOT sold;
      INSERT INTO lab_units SELECT generate_series(1, ${units})`,
    left: 'SELECT count(*)::int AS left FROM lab_units WHERE NOT sold',
    sell: (client) =>
      stepByStep(client, [
        () => done(writeOrder(client)),
        () => done(writeOutbox(client)),
        async () => (await ask(client, 'unit', takeUnit)).rowCount === 1,
      ]),
  },
  {
    name: `the counter in ${buckets} parts`,
    open: `
      CREATE TABLE lab_buckets (id int PRIMARY KEY, free int NOT NULL CHECK (free >= 0)) WITH (fillfactor = 50);
      INSERT INTO lab_buckets SELECT id, ${units / buckets} FROM generate_series(0, ${buckets - 1}) AS id`,
    left: 'SELECT sum(free)::int AS left FROM lab_buckets',
    sell: (client) =>
      stepByStep(client, [
        () => done(writeOrder(client)),
        () => done(writeOutbox(client)),
        () => takeFromBuckets(client),
      ]),
  },
];

const takeUnit = `
  UPDATE lab_units SET sold = true
  WHERE id = (SELECT id FROM lab_units WHERE NOT sold LIMIT 1 FOR UPDATE SKIP LOCKED)`;

/** Begins at any part, and goes on to the next while one is empty. */
async function takeFromBuckets(client: pg.PoolClient): Promise<boolean> {
  const first = Math.floor(Math.random() * buckets);
  for (let step = 0; step < buckets; step++) {
    const taken = await ask(
      client,
      'bucket',
      'UPDATE lab_buckets SET free = free - 1 WHERE id = $1 AND free >= 1',
      [(first + step) % buckets],
    );
    if (taken.rowCount === 1) return true;
  }
  return false;
}

/** Sells for some seconds to so many buyers at once, and counts. Throws when more was sold than there was. */
export async function sellFor(
  design: Design,
  { url, seconds, buyers }: { url: string; seconds: number; buyers: number },
): Promise<number> {
  const pool = new pg.Pool({ connectionString: url, max: 20, pipeline: true });
  try {
    await pool.query(clean);
    await pool.query(design.open);
    const until = performance.now() + seconds * 1_000;
    let sold = 0;
    const buy = async (): Promise<void> => {
      while (performance.now() < until) {
        const client = await pool.connect();
        const isSold = await design.sell(client).finally(() => client.release());
        if (isSold) sold++;
      }
    };
    await Promise.all(Array.from({ length: buyers }, buy));
    const { rows } = await pool.query<{ left: number }>(design.left);
    if (units - (rows[0]?.left ?? 0) !== sold)
      throw new Error(`Sold ${sold}, gone are ${units - (rows[0]?.left ?? 0)}.`);
    return sold / seconds;
  } finally {
    await pool.query(clean);
    await pool.end();
  }
}

const clean = `
  DROP TABLE IF EXISTS lab_orders, lab_outbox, lab_stock, lab_units, lab_buckets;
  CREATE TABLE lab_orders (id uuid PRIMARY KEY, address jsonb NOT NULL);
  CREATE TABLE lab_outbox (id uuid PRIMARY KEY)`;
