import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { root, TestProcess } from './child-process.ts';
import { eventually } from './eventually.ts';
import { owner } from './owner.ts';
import { TestRedis } from './test-redis.ts';

/** A database and a Redis that nobody else uses: for workers, which take whatever is due, of any store. */
export class OwnWorld {
  private constructor(
    private readonly database: string,
    private readonly outside: string,
    readonly redis: TestRedis,
  ) {}

  /** Creates it and moves this test file into it: whatever is started from now on, and `asOwner`, use it. */
  static async enter(): Promise<OwnWorld> {
    if (owner.totalCount > 0) throw new Error('Enter a world of its own before anything else is done.');
    const outside = process.env['DATABASE_OWNER_URL'] ?? '';
    const database = `test_${randomBytes(6).toString('hex')}`;
    await asOutsider(outside, `CREATE DATABASE ${database}`);
    const world = new OwnWorld(database, outside, await TestRedis.start());
    Object.assign(process.env, world.environment());
    await migrate();
    owner.options.connectionString = process.env['DATABASE_OWNER_URL'];
    return world;
  }

  /** Removes it. Nothing more can be done in this test file. */
  async leave(): Promise<void> {
    await this.redis.stop();
    await owner.end();
    // Whoever was killed a moment ago may still be connected.
    await eventually(() => asOutsider(this.outside, `DROP DATABASE ${this.database}`));
  }

  private environment(): NodeJS.ProcessEnv {
    const { DATABASE_OWNER_URL, DATABASE_URL, REPLICA_URLS = '' } = process.env;
    const inside = (url = ''): string => Object.assign(new URL(url), { pathname: `/${this.database}` }).href;
    return {
      DATABASE_OWNER_URL: inside(DATABASE_OWNER_URL),
      DATABASE_URL: inside(DATABASE_URL),
      REPLICA_URLS: REPLICA_URLS.split(',').filter(Boolean).map(inside).join(','),
      REDIS_URL: this.redis.url,
    };
  }
}

async function asOutsider(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

async function migrate(): Promise<void> {
  const migration = new TestProcess({ args: [`${root}/tools/migrate.ts`] });
  if ((await migration.exitCode()) !== 0) throw new Error(`The migration failed:\n${migration.output}`);
}
