import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aFullStore, asOwner, type TestStore } from '@tradewind/testing';
import { Database, type Tx } from './database.ts';
import { type Scope, runInScope } from './scope.ts';

const [replicaUrl = ''] = process.env['REPLICA_URLS']!.split(',');
let db: Database;
let store: TestStore;
const inStore = <Result>(work: () => Promise<Result>, scope?: Partial<Scope>) =>
  runInScope({ storeId: store.id, ...scope }, async () => work());

beforeAll(async () => {
  db = new Database({
    url: process.env['DATABASE_URL']!,
    replicaUrls: [],
    poolSize: 4,
    maxLagMs: 10_000,
    maxWaitMs: 20_000,
  });
  store = await aFullStore();
});
afterAll(() => db.close());

const conflict = (tx: Tx) =>
  tx.$executeRaw`DO $$ BEGIN RAISE EXCEPTION 'somebody else was first' USING ERRCODE = '40001'; END $$`;
const categoryNames = async () => {
  const rows = await asOwner<{ name: string }>(store.id, 'SELECT name FROM categories ORDER BY name');
  return rows.map(({ name }) => name);
};
const addCategory = (tx: Tx, name: string) =>
  tx.category.create({ data: { slug: name.toLowerCase(), name, description: '' } });

describe('two transactions that wait for each other', () => {
  /** Lets both arrive at the point where each holds what the other wants; whoever comes back does not wait. */
  function aMeeting() {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    let arrived = 0;
    return () => (++arrived === 2 ? resolve(undefined) : promise);
  }

  const increment: Record<string, (tx: Tx, sku: string) => Promise<unknown>> = {
    'a statement of Prisma’s': (tx, sku) =>
      tx.variant.updateMany({ where: { sku }, data: { position: { increment: 1 } } }),
    'a raw statement': (tx, sku) =>
      tx.$executeRaw`UPDATE variants SET position = position + 1 WHERE sku = ${sku}`,
  };

  it.each(Object.keys(increment))('both succeed in the end, after %s', async (kind) => {
    const [product] = await asOwner<{ id: string }>(store.id, 'SELECT id FROM products LIMIT 1');
    const skus = ['LEFT', 'RIGHT'].map((side) => `${side} ${kind}`);
    await asOwner(
      store.id,
      `INSERT INTO variants (id, product_id, sku, name) SELECT uuidv7(), $1, sku, sku FROM unnest($2::text[]) sku`,
      [product!.id, skus],
    );
    const bothHoldOne = aMeeting();
    let attempts = 0;
    const inOrder = ([first, second]: string[]) =>
      inStore(() =>
        db.write(async (tx) => {
          attempts++;
          await increment[kind]!(tx, first!);
          await bothHoldOne();
          await increment[kind]!(tx, second!);
        }),
      );

    await Promise.all([inOrder(skus), inOrder(skus.toReversed())]);

    expect(attempts).toBe(3);
    expect(await asOwner(store.id, 'SELECT position FROM variants WHERE sku = ANY($1)', [skus])).toEqual([
      { position: 2 },
      { position: 2 },
    ]);
  });
});

describe('a transaction that PostgreSQL breaks off', () => {
  it('runs again from the top, and only its last run is kept', async () => {
    let attempts = 0;
    const names = await categoryNames();

    await inStore(() =>
      db.write(async (tx) => {
        await addCategory(tx, `Attempt-${++attempts}`);
        if (attempts < 3) await conflict(tx);
      }),
    );

    expect(await categoryNames()).toEqual(['Attempt-3', ...names]);
  });

  it('is given up after four attempts', async () => {
    let attempts = 0;
    const write = inStore(() =>
      db.write(async (tx) => {
        attempts++;
        await conflict(tx);
      }),
    );

    await expect(write).rejects.toThrow('somebody else was first');
    expect(attempts).toBe(4);
  });

  it('does not run again for a mistake of its own', async () => {
    let attempts = 0;
    const write = inStore(() =>
      db.write(async (tx) => {
        attempts++;
        await addCategory(tx, 'Twice');
        await addCategory(tx, 'Twice');
      }),
    );

    await expect(write).rejects.toMatchObject({ code: 'P2002' });
    expect(attempts).toBe(1);
    expect(await categoryNames()).not.toContain('Twice');
  });

  it('is not reported as written, even when the failure was caught inside', async () => {
    const write = inStore(() =>
      db.write(async (tx) => {
        await addCategory(tx, 'Lost');
        await tx.$executeRaw`SELECT 1 / 0`.catch(() => undefined);
      }),
    );

    await expect(write).rejects.toThrow();
    expect(await categoryNames()).not.toContain('Lost');
  });
});

describe('a write inside a write', () => {
  const transactionOf = async (tx: Tx) => tx.$queryRaw`SELECT pg_current_xact_id()::text AS id`;

  it('is the same transaction', async () => {
    const [outer, inner] = await inStore(() =>
      db.write(async (tx) => [await transactionOf(tx), await db.write(transactionOf)]),
    );

    expect(inner).toEqual(outer);
  });

  it('is undone with the outer one', async () => {
    const write = inStore(() =>
      db.write(async () => {
        await db.write((tx) => addCategory(tx, 'Inner'));
        throw new Error('The outer one changed its mind.');
      }),
    );

    await expect(write).rejects.toThrow('changed its mind');
    expect(await categoryNames()).not.toContain('Inner');
  });

  it('starts anew when the outer one does: the conflict is the outer one’s', async () => {
    let [outer, inner] = [0, 0];
    await inStore(() =>
      db.write(async () => {
        outer++;
        await db.write(async (tx) => {
          if (++inner === 1) await conflict(tx);
        });
      }),
    );

    expect([outer, inner]).toEqual([2, 2]);
  });
});

describe('db.read', () => {
  it('throws inside a write, before it asks anybody', async () => {
    const write = inStore(() => db.write(async () => db.read.product.findMany()));

    await expect(write).rejects.toThrow('A write is never decided from a replica');
  });

  it.each([
    ['the primary', []],
    ['a replica', [replicaUrl]],
  ])('is refused by %s when it would write', async (_server, replicaUrls) => {
    const options = { url: process.env['DATABASE_URL']!, poolSize: 1, maxLagMs: 10_000, maxWaitMs: 20_000 };
    const reader = new Database({ ...options, replicaUrls });
    await reader.start();
    const names = await categoryNames();
    try {
      const writes: (() => Promise<unknown>)[] = [
        () => reader.read.category.updateMany({ data: { name: 'Written' } }),
        () => reader.read.category.create({ data: { slug: 'new', name: 'New', description: '' } }),
        () => reader.read.$queryRaw`DELETE FROM categories RETURNING id`,
      ];
      for (const write of writes) await expect(inStore(write)).rejects.toThrow(/read-only transaction/);
      expect(await categoryNames()).toEqual(names);
    } finally {
      await reader.close();
    }
  });
});

describe('what a write leaves in its scope', () => {
  it('is the position after it, so that the same caller reads at least that', async () => {
    const scope: Scope = { storeId: store.id };
    await runInScope(scope, () => db.write((tx) => addCategory(tx, 'Positioned')));
    const first = scope.readAfter;
    await runInScope(scope, () => db.write((tx) => addCategory(tx, 'Positioned-again')));

    expect(first).toBeGreaterThan(0n);
    expect(scope.readAfter).toBeGreaterThan(first!);
  });

  it('is how many statements it took: BEGIN, COMMIT and the scope are not counted', async () => {
    const scope: Scope = { storeId: store.id, statements: 0 };
    await runInScope(scope, () =>
      db.write(async (tx) => {
        await tx.$queryRaw`SELECT 1`;
        await tx.$queryRaw`SELECT 2`;
      }),
    );
    expect(scope.statements).toBe(2);

    await runInScope(scope, async () => db.read.$queryRaw`SELECT 3`);
    expect(scope.statements).toBe(3);
  });
});
