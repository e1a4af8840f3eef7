import { Socket } from 'node:net';
import type pg from 'pg';
import { type Lsn, parseLsn } from './lsn.ts';
import { openPool } from './pool.ts';

const probeTimeoutMs = 500;

/** One streaming replica: its connections, and what the last poll said of it. */
export class Replica {
  readonly pool: pg.Pool;
  private readonly prober: pg.Pool;
  private readonly sockets = new Set<Socket>();
  private unanswered = 0;
  /** How far it has replayed the primary's log; undefined while it does not answer. */
  replayed: Lsn | undefined;

  constructor(
    readonly url: string,
    poolSize: number,
  ) {
    this.pool = openPool({
      connectionString: url,
      max: poolSize,
      pipeline: true,
      connectionTimeoutMillis: 1_000,
      stream: () => this.openSocket(),
    });
    // Apart from the pool above: a pool that is exhausted must not look like a replica that is dead.
    this.prober = probe(url);
    this.pool.on('error', () => this.eject());
  }

  /** Asks how far it is. A replica that refuses, hangs or was promoted is not read from until it answers. */
  async poll(): Promise<void> {
    try {
      // The position of a server that was promoted stays where it was; such a server is a replica no more.
      const { rows } = await this.prober.query<{ lsn: string | null }>(
        'SELECT CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() END AS lsn',
      );
      const lsn = rows[0]?.lsn;
      this.replayed = lsn ? parseLsn(lsn) : undefined;
      this.unanswered = 0;
    } catch {
      this.eject();
      // Once may be a hiccup. Twice, and whoever waits for an answer is better off at the primary.
      if (++this.unanswered > 1) this.hangUp();
    }
  }

  /** All connections are taken: that is busy, not dead, and no reason to send all its reads to the primary. */
  get isFull(): boolean {
    return this.pool.idleCount === 0 && this.pool.totalCount >= this.pool.options.max;
  }

  eject(): void {
    this.replayed = undefined;
  }

  async close(): Promise<void> {
    await Promise.all([this.pool.end(), this.prober.end()]);
  }

  private openSocket(): Socket {
    const socket = new Socket();
    this.sockets.add(socket);
    return socket.once('close', () => this.sockets.delete(socket));
  }

  private hangUp(): void {
    for (const socket of this.sockets) socket.destroy();
  }
}

/** One impatient connection on which a server is asked where it is. */
export function probe(url: string): pg.Pool {
  return openPool({
    connectionString: url,
    max: 1,
    connectionTimeoutMillis: probeTimeoutMs,
    query_timeout: probeTimeoutMs,
  });
}
