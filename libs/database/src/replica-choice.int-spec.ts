import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { eventually, replicaCaughtUp, TcpProxy } from '@tradewind/testing';
import { Database } from './database.ts';

const [replicaUrl = ''] = process.env['REPLICA_URLS']!.split(',');
const url = process.env['DATABASE_URL']!;
/** A replica is asked five times a second and given half a second to answer; a busy machine takes its time beside. */
const noticedWithinMs = 5_000;

const toClose: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(toClose.splice(0).map((opened) => opened.close()));
});

async function aProxy(mode?: Parameters<typeof TcpProxy.start>[1]): Promise<TcpProxy> {
  const proxy = await TcpProxy.start(replicaUrl, mode);
  toClose.push(proxy);
  return proxy;
}

async function aDatabase(...replicaUrls: string[]): Promise<Database> {
  const db = new Database({ url, replicaUrls, poolSize: 4, maxLagMs: 10_000, maxWaitMs: 20_000 });
  toClose.unshift(db);
  await db.start();
  return db;
}

/** Who answers a read, and how long it took. */
async function read(db: Database): Promise<'replica' | 'primary'> {
  const [row] = await db.read.$queryRaw<{ replica: boolean }[]>`SELECT pg_is_in_recovery() AS replica`;
  return row?.replica ? 'replica' : 'primary';
}

const lagsOf = (db: Database): number[] => db.replicas.report().map(({ lagMs }) => lagMs);

const readsFrom = (db: Database, server: 'replica' | 'primary') =>
  eventually(async () => {
    expect(await read(db)).toBe(server);
  });

describe('a replica', () => {
  it('answers reads as long as it is well', async () => {
    await replicaCaughtUp();
    await readsFrom(await aDatabase(replicaUrl), 'replica');
  });

  it.each(['refuse', 'blackhole'] as const)(
    'that would %s everybody delays nobody at start',
    async (mode) => {
      const db = await aDatabase((await aProxy(mode)).url);
      expect(lagsOf(db)).toEqual([Infinity]);

      const started = performance.now();
      const answers = await Promise.all(Array.from({ length: 20 }, () => read(db)));

      expect(new Set(answers)).toEqual(new Set(['primary']));
      expect(performance.now() - started).toBeLessThan(noticedWithinMs);
    },
  );

  it('that comes up later is read from by itself', async () => {
    const proxy = await aProxy('refuse');
    const db = await aDatabase(proxy.url);
    expect(await read(db)).toBe('primary');

    await proxy.become('forward');

    await readsFrom(db, 'replica');
  });

  it.each(['refuse', 'blackhole'] as const)(
    'that begins to %s under load is left soon, without one error, and taken back when it is well',
    async (mode) => {
      const proxy = await aProxy();
      const db = await aDatabase(proxy.url);
      await readsFrom(db, 'replica');
      let [stopped, longest] = [false, 0];
      const readers = Array.from({ length: 8 }, async () => {
        while (!stopped) {
          const asked = performance.now();
          await read(db);
          longest = Math.max(longest, performance.now() - asked);
          await sleep(5);
        }
      });

      await proxy.become(mode);
      await eventually(() => expect(lagsOf(db)).toEqual([Infinity]), noticedWithinMs);
      const asked = performance.now();
      expect(await read(db)).toBe('primary');
      expect(performance.now() - asked).toBeLessThan(noticedWithinMs);

      stopped = true;
      // Whoever waits for an answer of the replica gets the primary's.
      await Promise.all(readers);
      expect(longest).toBeLessThan(3 * noticedWithinMs);

      await proxy.become('forward');
      await readsFrom(db, 'replica');
    },
  );

  it('that turns out to be a primary is none', async () => {
    const db = await aDatabase(url);

    expect(await read(db)).toBe('primary');
    expect(db.replicas.report()).toEqual([{ url: new URL(url).host, lagMs: Infinity }]);
  });

  it('that hangs does not keep another one from being watched', async () => {
    const [hanging, well] = [await aProxy('blackhole'), await aProxy()];
    const db = await aDatabase(hanging.url, well.url);
    await readsFrom(db, 'replica');

    await well.become('refuse');

    await eventually(() => expect(lagsOf(db)).toEqual([Infinity, Infinity]), noticedWithinMs);
    expect(await read(db)).toBe('primary');
  });
});
