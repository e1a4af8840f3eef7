import { setTimeout as sleep } from 'node:timers/promises';

const attempts = 4;

/**
 * Thrown by a transaction that wants to be run again because the world has changed under it. When it has had enough
 * chances `otherwise` is thrown.
 */
export class RunAgain extends Error {
  constructor(readonly otherwise: Error) {
    super('This transaction is to be run again.');
  }
}

/**
 * Repeats a transaction that PostgreSQL broke off for the sake of another one (40001, 40P01; Prisma: P2034).
 * Nothing of it was kept, so it may run again, from the top. The pause is random, or the two meet again.
 */
export async function retryConflicts<Result>(transaction: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await transaction();
    } catch (error) {
      const isLast = attempt === attempts;
      if (error instanceof RunAgain && isLast) throw error.otherwise;
      if (isLast || !isConflict(error)) throw error;
      await sleep(Math.random() * 20 * 2 ** attempt);
    }
  }
}

function isConflict(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof RunAgain) return true;
  // Prisma's own code, and PostgreSQL's from a statement by hand.
  if ('code' in error && /^(P2034|40001|40P01)$/.test(String(error.code))) return true;
  // Raw statements keep the adapter's error inside Prisma's P2010.
  const meta = 'meta' in error ? JSON.stringify(error.meta) : '';
  return /TransactionWriteConflict|"40001"|"40P01"/.test(meta);
}
