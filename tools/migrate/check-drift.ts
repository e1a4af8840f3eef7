/**
 * Tells whether the database is what schema.prisma says. Prints the SQL that would make it so and ends with 1
 * when it is not.
 *
 *   DATABASE_OWNER_URL  the owner, who sees every table
 */
import { openSchemaEngine } from './schema-engine.ts';

const { DATABASE_OWNER_URL } = process.env;
if (!DATABASE_OWNER_URL) {
  console.error('Set DATABASE_OWNER_URL, whom the database belongs to.');
  process.exit(2);
}

const engine = await openSchemaEngine(DATABASE_OWNER_URL);
try {
  const drift = await engine.drift();
  console.log(drift || 'The database is what schema.prisma says.');
  process.exitCode = drift ? 1 : 0;
} finally {
  await engine.close();
}
