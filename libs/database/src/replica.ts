import pg from 'pg';
import { type Lsn, parseLsn } from './lsn.ts';

const pollTimeoutMs = 500;

/** One streaming replica: its connections, and what the last poll said of it. */
export class Replica {
  readonly pool: pg.Pool;
  private readonly prober: pg.Pool;
  /** How far it has replayed the primary's log; undefined while it does not answer. */
  replayed: Lsn | undefined;

  constructor(
    readonly url: string,
    poolSize: number,
  ) {
    this.pool = new pg.Pool({
      connectionString: url,
      max: poolSize,
      pipeline: true,
      connectionTimeoutMillis: 1_000,
    });
    // Apart from the pool above: a pool that is exhausted must not look like a replica that is dead.
    this.prober = new pg.Pool({
      connectionString: url,
      max: 1,
      connectionTimeoutMillis: pollTimeoutMs,
      query_timeout: pollTimeoutMs,
    });
    // A connection that breaks while idle is replaced at the next use; the poll notices what matters.
    this.pool.on('error', () => this.eject());
    this.prober.on('error', () => this.eject());
  }

  /** Asks how far it is. A replica that refuses, hangs or was promoted is not read from until it answers. */
  async poll(): Promise<void> {
    try {
      const { rows } = await this.prober.query<{ lsn: string | null }>(
        'SELECT pg_last_wal_replay_lsn() AS lsn',
      );
      const lsn = rows[0]?.lsn;
      this.replayed = lsn ? parseLsn(lsn) : undefined;
    } catch {
      this.eject();
    }
  }

  eject(): void {
    this.replayed = undefined;
  }

  async close(): Promise<void> {
    await Promise.all([this.pool.end(), this.prober.end()]);
  }
}
