import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { owner, root, TestProcess } from '@tradewind/testing';
import pg from 'pg';

const name = `drift_${randomBytes(6).toString('hex')}`;
const inside = (url: string) => Object.assign(new URL(url), { pathname: `/${name}` }).href;
const ownerUrl = inside(process.env['DATABASE_OWNER_URL']!);
const applicationUrl = inside(process.env['DATABASE_URL']!);
let fresh: pg.Client;

beforeAll(async () => {
  await owner.query(`CREATE DATABASE ${name}`);
  expect(await run('migrate.ts')).toMatchObject({ exitCode: 0, output: expect.stringContaining('Applied') });
  fresh = new pg.Client({ connectionString: ownerUrl });
  await fresh.connect();
});
afterAll(async () => {
  await fresh.end();
  await owner.query(`DROP DATABASE ${name} WITH (FORCE)`);
});

/** The schema engine is WebAssembly that Jest's module loader does not load: it runs in a process of its own. */
async function run(tool: string): Promise<{ exitCode: number | null; output: string }> {
  const tools = new TestProcess({
    args: ['--disable-warning=ExperimentalWarning', `${root}/tools/${tool}`],
    env: { ...process.env, DATABASE_OWNER_URL: ownerUrl, DATABASE_URL: applicationUrl },
  });
  return { exitCode: await tools.exitCode(), output: tools.output };
}

const checkDrift = () => run('migrate/check-drift.ts');

describe('the migrations', () => {
  it('make of an empty database what schema.prisma says', async () => {
    expect(await checkDrift()).toEqual({ exitCode: 0, output: 'The database is what schema.prisma says.\n' });
  });

  it('would be missed: a column, an index and a default of somebody’s own are noticed', async () => {
    await fresh.query('ALTER TABLE products ADD COLUMN surprise text');
    await fresh.query('DROP INDEX products_store_id_slug_key');
    await fresh.query('ALTER TABLE orders ALTER COLUMN store_id DROP DEFAULT');

    const { exitCode, output } = await checkDrift();

    expect(exitCode).toBe(1);
    expect(output).toContain('DROP COLUMN "surprise"');
    expect(output).toContain('CREATE UNIQUE INDEX "products_store_id_slug_key"');
    expect(output).toMatch(/ALTER TABLE "orders" ALTER COLUMN "store_id" SET DEFAULT/);
  });
});
