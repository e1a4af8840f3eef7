import { Database } from '@tradewind/database';

/** The database of this test file as the application has it, without replicas. Whoever opens it closes it. */
export function openDatabase({ poolSize = 2 } = {}): Database {
  const url = process.env['DATABASE_URL'] ?? '';
  return new Database({ url, replicaUrls: [], poolSize, maxLagMs: 1_000, maxWaitMs: 5_000 });
}
