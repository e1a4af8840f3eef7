import { setTimeout as sleep } from 'node:timers/promises';

const attempts = 4;

/**
 * Repeats a transaction that PostgreSQL broke off for the sake of another one (40001, 40P01; Prisma: P2034).
 * Nothing of it was kept, so it may run again, from the top. The pause is random, or the two meet again.
 */
export async function retryConflicts<Result>(transaction: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await transaction();
    } catch (error) {
      if (attempt === attempts || !isConflict(error)) throw error;
      await sleep(Math.random() * 20 * 2 ** attempt);
    }
  }
}

function isConflict(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('code' in error && error.code === 'P2034') return true;
  // Raw statements keep the adapter's error inside Prisma's P2010.
  const meta = 'meta' in error ? JSON.stringify(error.meta) : '';
  return /TransactionWriteConflict|"40001"|"40P01"/.test(meta);
}
