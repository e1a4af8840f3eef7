import pg from 'pg';
import type { ReplicaChoice } from './replica-choice.ts';
import { countStatement, currentScope, scopeStatement } from './scope.ts';

/**
 * The pool Prisma's read client stands on. It holds no connections of its own: each query goes to the server
 * chosen for its caller, wrapped in a read-only transaction that carries the store's scope. BEGIN, statement
 * and COMMIT travel in one flight, so this costs no round trip over a bare query, and the database itself
 * refuses a write that came this way.
 */
export class ReadRouter extends pg.Pool {
  constructor(
    private readonly primary: pg.Pool,
    private readonly replicas: ReplicaChoice,
  ) {
    super({ max: 1 });
  }

  // Prisma calls one of pg's many overloads; this is that one.
  override query = (async (config: pg.QueryConfig): Promise<pg.QueryResult> => {
    countStatement();
    const replica = this.replicas.choose(currentScope()?.readAfter);
    if (!replica) return readOnly(this.primary, config);
    try {
      return await readOnly(replica.pool, config);
    } catch (error) {
      if (isAnswerOfPostgres(error)) throw error;
      // The connection broke, or there was none to be had: a read may be asked again elsewhere.
      if (!replica.isFull) replica.eject();
      return readOnly(this.primary, config);
    }
  }) as pg.Pool['query'];

  override connect(): never {
    throw new Error('db.read cannot open a transaction: use db.write.');
  }
}

async function readOnly(pool: pg.Pool, config: pg.QueryConfig): Promise<pg.QueryResult> {
  // Before a connection is taken: it throws at an id that is none.
  const begin = `BEGIN READ ONLY${scopeStatement()}`;
  const client = await pool.connect();
  const answers = await Promise.allSettled([
    client.query(begin),
    client.query(config),
    client.query('COMMIT'),
  ]);
  const [begun, answer, ended] = answers;
  const broken = [begun, ended].find((result) => result.status === 'rejected');
  client.release(broken !== undefined);

  // Without its BEGIN the statement would have run outside the scope: its rows are not to be trusted.
  if (begun.status === 'rejected') throw begun.reason;
  if (answer.status === 'rejected') throw answer.reason;
  return answer.value;
}

/** Codes such as 57P01 (the server shuts down) or 40001 (conflict with recovery) end the read there, not here. */
const serverIsLeaving = /^(57P0|40001|53300|08)/;

function isAnswerOfPostgres(error: unknown): boolean {
  return error instanceof pg.DatabaseError && !serverIsLeaving.test(error.code ?? '');
}
