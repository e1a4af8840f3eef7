export { Database, type DatabaseOptions, type ReadClient, type Tx } from './database.ts';
export { Prisma } from './generated/client.ts';
export { beyondReplicas, type Lsn, laterLsn, parseLsn } from './lsn.ts';
export { RunAgain } from './retry.ts';
export type { Refusals, SqlReader, SqlTx, SqlWriter } from './sql-transaction.ts';
export { currentScope, runInScope, type Scope } from './scope.ts';
