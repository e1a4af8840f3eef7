import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aFullStore, asOwner, owner, type TestStore } from '@tradewind/testing';
import pg from 'pg';
import { Database, type ReadClient, type Tx } from './database.ts';
import { runInScope } from './scope.ts';
import { WriteClient } from './write-client.ts';

/** They belong to the platform and hold nothing of a store's customers. */
const platformTables = ['store_domains', 'memberships', 'outbox'];
const appendOnly = [
  ...['email_log', 'ledger_entries', 'order_events', 'order_lines', 'refund_parts', 'return_lines'],
  ...['shipment_lines', 'stock_movements'],
];
const keptForEver = ['orders', 'payments', 'refunds', 'returns', 'shipments', 'coupon_redemptions'];

const url = process.env['DATABASE_URL']!;
let ours: TestStore;
let theirs: TestStore;
let tables: string[];

beforeAll(async () => {
  [ours, theirs] = [await aFullStore(), await aFullStore()];
  tables = await storeTables();
});

/** Straight from the catalogue, so that no table is forgotten. */
async function storeTables(): Promise<string[]> {
  const { rows } = await owner.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'store_id'
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT a.attisdropped ORDER BY 1`,
  );
  return rows.map(({ name }) => name).filter((name) => !platformTables.includes(name));
}

/** Runs SQL as the application's role, without any of our own code, in a transaction that is rolled back. */
async function asApp<Result>(storeId: string | undefined, work: (client: pg.Client) => Promise<Result>) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('BEGIN');
    if (storeId) await client.query(`SELECT set_config('app.store_id', $1, true)`, [storeId]);
    return await work(client);
  } finally {
    await client.end();
  }
}

/** What each statement comes to: the number of rows it touched, or the code of PostgreSQL's refusal. */
async function outcomes(client: pg.Client, statements: Record<string, string>) {
  const result: Record<string, number | string | null> = {};
  for (const [name, sql] of Object.entries(statements)) {
    await client.query('SAVEPOINT before');
    result[name] = await client.query(sql).then(
      ({ rowCount }) => rowCount,
      (error: unknown) => refusal(error),
    );
    await client.query('ROLLBACK TO before');
  }
  return result;
}

function refusal(error: unknown): string {
  if (!(error instanceof pg.DatabaseError)) throw error;
  return `${error.code} ${error.message.replace(/ for (table|relation) .*/, '')}`;
}

const forEachTable = (names: string[], sql: (table: string) => string) =>
  Object.fromEntries(names.map((name) => [name, sql(name)]));
const each = (names: string[], outcome: number | string) =>
  Object.fromEntries(names.map((name) => [name, outcome]));

/** The tables on which the application's role holds a privilege. */
async function tablesWith(privilege: 'UPDATE' | 'DELETE'): Promise<string[]> {
  const { rows } = await owner.query<{ name: string }>(
    `SELECT name FROM unnest($1::text[]) name WHERE has_table_privilege('tradewind_app', name, $2) ORDER BY 1`,
    [tables, privilege],
  );
  return rows.map(({ name }) => name);
}

/** Whose rows a query without any `where` sees, over all tables: the more tables, the better the answer. */
const storesIn = (names: string[]): string =>
  names
    .map((name) => `SELECT '${name}' AS "table", array_agg(DISTINCT store_id) AS stores FROM ${name}`)
    .join(' UNION ALL ');

interface Seen {
  table: string;
  stores: string[] | null;
}
const onlyOf = ({ id }: TestStore): Seen[] => tables.map((table) => ({ table, stores: [id] }));
const nothing = (): Seen[] => tables.map((table) => ({ table, stores: null }));

describe('a store', () => {
  it('sees its own rows and nobody else’s in every table, without any where', async () => {
    const { rows } = await asApp(ours.id, (client) => client.query<Seen>(storesIn(tables)));

    expect(tables.length).toBeGreaterThan(29);
    expect(rows).toEqual(onlyOf(ours));
    // The other store has rows there to be seen.
    expect(await asOwner<Seen & pg.QueryResultRow>(theirs.id, storesIn(tables))).toEqual(onlyOf(theirs));
  });

  it('cannot write a row into another one', async () => {
    const copyToThem = (table: string) =>
      `INSERT INTO ${table} SELECT (jsonb_populate_record(t, '{"store_id": "${theirs.id}"}')).* FROM ${table} t LIMIT 1`;

    const result = await asApp(ours.id, (client) => outcomes(client, forEachTable(tables, copyToThem)));

    expect(result).toEqual(each(tables, '42501 new row violates row-level security policy'));
  });

  it('cannot move a row to another one', async () => {
    const changeable = await tablesWith('UPDATE');
    const move = (table: string) => `UPDATE ${table} SET store_id = '${theirs.id}'`;

    const result = await asApp(ours.id, (client) => outcomes(client, forEachTable(changeable, move)));

    expect(changeable.length).toBeGreaterThan(20);
    expect(result).toEqual(each(changeable, '42501 new row violates row-level security policy'));
  });

  it('cannot touch a row of another one, even when it names it', async () => {
    const [changeable, removable] = [await tablesWith('UPDATE'), await tablesWith('DELETE')];
    const change = (table: string) =>
      `UPDATE ${table} SET store_id = store_id WHERE store_id = '${theirs.id}'`;
    const remove = (table: string) => `DELETE FROM ${table} WHERE store_id = '${theirs.id}'`;

    const [changed, removed] = await asApp(ours.id, async (client) => [
      await outcomes(client, forEachTable(changeable, change)),
      await outcomes(client, forEachTable(removable, remove)),
    ]);

    expect(changed).toEqual(each(changeable, 0));
    expect(removed).toEqual(each(removable, 0));
  });

  it('cannot rewrite its own history', async () => {
    const result = await asApp(ours.id, async (client) => [
      await outcomes(
        client,
        forEachTable(appendOnly, (table) => `UPDATE ${table} SET store_id = store_id`),
      ),
      await outcomes(
        client,
        forEachTable(appendOnly, (table) => `DELETE FROM ${table}`),
      ),
      await outcomes(
        client,
        forEachTable(keptForEver, (table) => `DELETE FROM ${table}`),
      ),
    ]);

    expect(result).toEqual([
      each(appendOnly, '42501 permission denied'),
      each(appendOnly, '42501 permission denied'),
      each(keptForEver, '42501 permission denied'),
    ]);
  });
});

describe('the application’s role', () => {
  it('sees no rows without a scope', async () => {
    const { rows } = await asApp(undefined, (client) => client.query<Seen>(storesIn(tables)));

    expect(rows).toEqual(nothing());
  });

  it('cannot become somebody else, nor switch the wall off', async () => {
    const result = await asApp(ours.id, async (client) => ({
      ...(await outcomes(client, {
        owner: 'SET ROLE tradewind_owner',
        superuser: 'SET ROLE postgres',
        session: 'SET SESSION AUTHORIZATION tradewind_owner',
        grant: 'GRANT tradewind_owner TO tradewind_app',
        disable: 'ALTER TABLE products DISABLE ROW LEVEL SECURITY',
        policy: 'DROP POLICY of_this_store ON products',
        truncate: 'TRUNCATE email_log',
        replica: `SET session_replication_role = 'replica'`,
      })),
      // It may say so, and then PostgreSQL refuses the query instead of showing a part of the rows.
      ...(await outcomes(client, { off: 'SET LOCAL row_security = off; SELECT * FROM products' })),
    }));

    expect(result).toEqual({
      owner: '42501 permission denied to set role "tradewind_owner"',
      superuser: '42501 permission denied to set role "postgres"',
      session: '42501 permission denied to set session authorization "tradewind_owner"',
      grant: expect.stringMatching(/^42501 permission denied to grant role/),
      disable: '42501 must be owner of table products',
      policy: expect.stringMatching(/^42501 must be owner of (relation|table) products/),
      truncate: '42501 permission denied',
      replica: '42501 permission denied to set parameter "session_replication_role"',
      off: '42501 query would be affected by row-level security policy',
    });
  });

  it('owns nothing, is member of nobody and bypasses nothing', async () => {
    const { rows } = await owner.query(
      `SELECT r.rolsuper, r.rolbypassrls, r.rolcreaterole, r.rolcreatedb, r.rolreplication,
         (SELECT count(*)::int FROM pg_auth_members m WHERE m.member = r.oid) AS memberships,
         (SELECT count(*)::int FROM pg_class c WHERE c.relowner = r.oid) AS relations,
         (SELECT count(*)::int FROM pg_proc p WHERE p.proowner = r.oid) AS functions,
         has_schema_privilege(r.oid, 'public', 'CREATE') AS creates
       FROM pg_roles r WHERE r.rolname = 'tradewind_app'`,
    );

    expect(new URL(url).username).toBe('tradewind_app');
    expect(rows).toEqual([
      {
        rolsuper: false,
        rolbypassrls: false,
        rolcreaterole: false,
        rolcreatedb: false,
        rolreplication: false,
        memberships: 0,
        relations: 0,
        functions: 0,
        creates: false,
      },
    ]);
  });
});

describe('the schema', () => {
  const violations = async (sql: string): Promise<string[]> =>
    (await owner.query<{ name: string }>(sql, [tables])).rows.map(({ name }) => name);

  it('puts every table of a store under forced row-level security', async () => {
    expect(
      await violations(
        `SELECT relname AS name FROM pg_class
         WHERE relnamespace = 'public'::regnamespace AND relname = ANY($1) AND NOT (relrowsecurity AND relforcerowsecurity)`,
      ),
    ).toEqual([]);
  });

  it('has one policy for each, for reading and for writing, and it asks for the store', async () => {
    const { rows } = await owner.query<{ table: string }>(
      `SELECT tablename AS "table", permissive, roles::text[], cmd, qual, qual = with_check AS same
       FROM pg_policies WHERE schemaname = 'public' ORDER BY 1`,
    );

    expect(rows).toEqual(
      tables.map((table) => ({
        table,
        permissive: 'PERMISSIVE',
        roles: ['public'],
        cmd: 'ALL',
        qual: `(store_id = (NULLIF(current_setting('app.store_id'::text, true), ''::text))::uuid)`,
        same: true,
      })),
    );
  });

  it('carries the store in every foreign key between tables of a store', async () => {
    expect(
      await violations(
        `SELECT conname AS name FROM pg_constraint k
         WHERE contype = 'f' AND conrelid::regclass::text = ANY($1) AND NOT EXISTS (
           SELECT FROM unnest(k.conkey, k.confkey) AS pair(child, parent)
           JOIN pg_attribute c ON c.attrelid = k.conrelid AND c.attnum = pair.child AND c.attname = 'store_id'
           JOIN pg_attribute p ON p.attrelid = k.confrelid AND p.attnum = pair.parent AND p.attname = 'store_id')`,
      ),
    ).toEqual([]);
  });

  it('begins every unique index of a store’s table with the store', async () => {
    expect(
      await violations(
        `SELECT indexrelid::regclass::text AS name FROM pg_index i
         WHERE indisunique AND indrelid::regclass::text = ANY($1) AND NOT EXISTS (
           SELECT FROM pg_attribute a WHERE a.attrelid = i.indrelid AND a.attnum = i.indkey[0] AND a.attname = 'store_id')`,
      ),
    ).toEqual([]);
  });

  it('has no view that looks with its owner’s eyes, and no function that acts with its owner’s hands', async () => {
    const ofAnExtension = (oid: string) =>
      `EXISTS (SELECT FROM pg_depend d WHERE d.objid = ${oid} AND d.deptype = 'e' AND $1::text[] IS NOT NULL)`;
    expect(
      await violations(
        `SELECT relname AS name FROM pg_class c
         WHERE relnamespace = 'public'::regnamespace AND NOT ${ofAnExtension('c.oid')}
           AND (relkind = 'm' OR relkind = 'v' AND NOT coalesce('security_invoker=true' = ANY(reloptions), false))
         UNION ALL
         SELECT proname FROM pg_proc p
         WHERE pronamespace = 'public'::regnamespace AND prosecdef AND NOT ${ofAnExtension('p.oid')}`,
      ),
    ).toEqual([]);
  });
});

describe('a connection that another store has just used', () => {
  const options = { url, replicaUrls: [], poolSize: 1, maxLagMs: 10_000, maxWaitMs: 20_000 };
  const look = async (db: ReadClient | Tx) => ({
    pid: await db.$queryRawUnsafe('SELECT pg_backend_pid() AS pid'),
    seen: await db.$queryRawUnsafe<Seen[]>(storesIn(tables)),
  });
  let db: Database;
  beforeAll(() => {
    db = new Database(options);
  });
  afterAll(() => db.close());

  it.each([
    ['db.read', () => look(db.read)],
    ['db.write', () => db.write(look)],
  ])('shows nothing of it through %s', async (_verb, lookAround) => {
    const first = await runInScope({ storeId: theirs.id }, lookAround);
    const second = await runInScope({ storeId: ours.id }, lookAround);
    const unscoped = await lookAround();
    const again = await lookAround();

    expect(first.seen).toEqual(onlyOf(theirs));
    expect(second.seen).toEqual(onlyOf(ours));
    // A setting that was local to an earlier transaction reads as '' and not as NULL: no rows, and no error.
    expect(unscoped.seen).toEqual(nothing());
    expect(again.seen).toEqual(nothing());
    // All of it was one connection, or this has shown nothing.
    expect([second.pid, unscoped.pid, again.pid]).toEqual([first.pid, first.pid, first.pid]);
  });

  it('shows nothing of it through the connection that writes, transaction or not', async () => {
    const pool = new pg.Pool({ connectionString: url, max: 1, Client: WriteClient });
    const transaction = async () => {
      const client = await pool.connect();
      await client.query('BEGIN');
      const { rows } = await client.query<Seen>(storesIn(tables));
      await client.query('COMMIT');
      client.release();
      return rows;
    };
    try {
      expect(await runInScope({ storeId: theirs.id }, transaction)).toEqual(onlyOf(theirs));
      expect((await pool.query<Seen>(storesIn(tables))).rows).toEqual(nothing());
      expect(await runInScope({ storeId: ours.id }, transaction)).toEqual(onlyOf(ours));
      expect(await transaction()).toEqual(nothing());
    } finally {
      await pool.end();
    }
  });

  it('is not confused by two hundred reads of two stores on two connections', async () => {
    const crowded = new Database({ ...options, poolSize: 2 });
    const read = async (store: TestStore) => ({
      store,
      answer: await runInScope({ storeId: store.id }, () =>
        Promise.all([
          crowded.read.$queryRaw`SELECT DISTINCT store_id FROM orders`,
          crowded.read.product.findMany({ distinct: ['storeId'], select: { storeId: true } }),
        ]),
      ),
    });
    try {
      const reads = await Promise.all(
        Array.from({ length: 100 }, (_, index) => read(index % 2 ? ours : theirs)),
      );

      expect(reads.map(({ answer }) => answer)).toEqual(
        reads.map(({ store }) => [[{ store_id: store.id }], [{ storeId: store.id }]]),
      );
    } finally {
      await crowded.close();
    }
  });

  it('is not entered with an id that is more than an id', async () => {
    const storeId = `${ours.id}'; SET app.store_id = '${theirs.id}`;

    const inScope = (work: () => Promise<unknown>) => expect(runInScope({ storeId }, async () => work()));

    await inScope(() => db.read.product.findMany()).rejects.toThrow('lower-case UUID');
    await inScope(() => db.write((tx) => tx.product.findMany())).rejects.toThrow('lower-case UUID');
  });
});
