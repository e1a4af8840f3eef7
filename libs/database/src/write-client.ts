import pg from 'pg';
import { laterLsn, parseLsn } from './lsn.ts';
import { countStatement, currentScope, scopeStatement } from './scope.ts';

/**
 * A connection to the primary. Prisma opens a transaction with a bare BEGIN and ends it with a bare COMMIT;
 * both are completed here, below Prisma and in the same flight: BEGIN enters the store's scope, COMMIT asks
 * how far the log has come, so that this caller's next read can insist on it.
 *
 * SET LOCAL ends with the transaction, so nothing leaks to the next borrower of the connection, not even
 * behind PgBouncer in transaction mode.
 */
export class WriteClient extends pg.Client {
  // pg declares seven overloads of query; all of them pass through here unchanged but for two texts.
  override query = ((config: string | pg.QueryConfig, ...rest: unknown[]): unknown => {
    switch (typeof config === 'string' ? config : config.text) {
      case 'BEGIN':
        return this.send(`BEGIN${scopeStatement()}`);
      case 'COMMIT':
        return this.commit();
      default:
        countStatement();
        return this.send(config, ...rest);
    }
  }) as pg.Client['query'];

  private send(config: string | pg.QueryConfig, ...rest: unknown[]): unknown {
    const query: (...args: unknown[]) => unknown = super.query.bind(this);
    return query(config, ...rest);
  }

  private async commit(): Promise<pg.QueryResult> {
    // Two statements in one simple query answer with two results.
    const [committed, position] = (await this.send('COMMIT; SELECT pg_current_wal_insert_lsn() AS lsn')) as [
      pg.QueryResult,
      pg.QueryResult<{ lsn: string }>,
    ];
    // PostgreSQL answers COMMIT with ROLLBACK when a statement had failed: nothing was written.
    if (committed.command === 'ROLLBACK') throw new Error('The transaction had failed and was rolled back.');

    const scope = currentScope();
    const lsn = position.rows[0]?.lsn;
    if (scope && lsn) scope.readAfter = laterLsn(scope.readAfter, parseLsn(lsn));
    return committed;
  }
}
