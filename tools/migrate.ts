/**
 * Applies the migrations as the database's owner and gives the application's role its password.
 * Safe to repeat and to run twice at the same time: the engine takes an advisory lock.
 *
 *   DATABASE_OWNER_URL  the owner, who may create a role
 *   DATABASE_URL        the application's role, as API and worker will use it
 */
import pg from 'pg';
import { openSchemaEngine } from './migrate/schema-engine.ts';

const applicationRole = 'tradewind_app';

export async function migrate(ownerUrl: string, applicationUrl: string): Promise<string[]> {
  const engine = await openSchemaEngine(ownerUrl);
  try {
    const applied = await engine.apply();
    await allowLogin(ownerUrl, applicationUrl);
    return applied;
  } finally {
    await engine.close();
  }
}

async function allowLogin(ownerUrl: string, applicationUrl: string): Promise<void> {
  const { username, password } = new URL(applicationUrl);
  if (username !== applicationRole) {
    throw new Error(
      `DATABASE_URL must name the role ${applicationRole}, not "${username}": row-level security does not bind an owner.`,
    );
  }
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const literal = client.escapeLiteral(decodeURIComponent(password));
    await client.query(`ALTER ROLE ${applicationRole} LOGIN PASSWORD ${literal}`);
  } finally {
    await client.end();
  }
}

if (import.meta.main) {
  const { DATABASE_OWNER_URL, DATABASE_URL } = process.env;
  if (!DATABASE_OWNER_URL || !DATABASE_URL) {
    console.error(
      'Set DATABASE_OWNER_URL (who migrates) and DATABASE_URL (whom the application connects as).',
    );
    process.exit(1);
  }
  const applied = await migrate(DATABASE_OWNER_URL, DATABASE_URL);
  console.log(applied.length > 0 ? `Applied ${applied.join(', ')}.` : 'The database is up to date.');
  // The engine's WebAssembly keeps a timer of ten seconds that nobody waits for.
  process.exit(0);
}
