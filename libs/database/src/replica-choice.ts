import type pg from 'pg';
import { type Lsn, parseLsn } from './lsn.ts';
import { Replica } from './replica.ts';

const pollEveryMs = 200;

export interface ReplicaLimits {
  /** A replica that is further behind than this is not read from, in milliseconds. */
  maxLagMs: number;
  poolSize: number;
}

/**
 * Which server answers a read: the least-lagging replica that has replayed what the caller must see, else the
 * primary. Positions are polled a few times a second, never per request.
 */
export class ReplicaChoice {
  private readonly replicas: Replica[];
  private readonly sightings: { at: number; lsn: Lsn }[] = [];
  private timer: NodeJS.Timeout | undefined;
  private turn = 0;

  constructor(
    private readonly primary: pg.Pool,
    urls: string[],
    private readonly limits: ReplicaLimits,
  ) {
    this.replicas = urls.map((url) => new Replica(url, limits.poolSize));
  }

  /** The replica to read from, or undefined for the primary. Equally fresh replicas take turns. */
  choose(readAfter: Lsn | undefined): Replica | undefined {
    const fresh = this.replicas.filter((replica) => this.isFresh(replica, readAfter));
    const latest = fresh.reduce<Lsn>(
      (max, { replayed }) => (replayed !== undefined && replayed > max ? replayed : max),
      0n,
    );
    const best = fresh.filter(({ replayed }) => replayed === latest);
    return best.length > 0 ? best[this.turn++ % best.length] : undefined;
  }

  /** Milliseconds since the primary was first seen ahead of this replica; infinite while it does not answer. */
  lagMs({ replayed }: Replica): number {
    if (replayed === undefined) return Infinity;
    const ahead = this.sightings.find(({ lsn }) => lsn > replayed);
    return ahead ? performance.now() - ahead.at : 0;
  }

  /** For metrics and the readiness report. */
  report(): { url: string; lagMs: number }[] {
    return this.replicas.map((replica) => ({ url: new URL(replica.url).host, lagMs: this.lagMs(replica) }));
  }

  /** Begins to poll and returns once every replica has been asked once. */
  async start(): Promise<void> {
    if (this.replicas.length === 0) return;
    await this.poll();
    this.timer = setTimeout(() => void this.pollOn(), pollEveryMs).unref();
  }

  async close(): Promise<void> {
    clearTimeout(this.timer);
    await Promise.all(this.replicas.map((replica) => replica.close()));
  }

  private async pollOn(): Promise<void> {
    await this.poll();
    this.timer?.refresh();
  }

  private async poll(): Promise<void> {
    await Promise.all([this.sightPrimary(), ...this.replicas.map((replica) => replica.poll())]);
  }

  private isFresh(replica: Replica, readAfter: Lsn | undefined): boolean {
    if (replica.replayed === undefined) return false;
    if (readAfter !== undefined && replica.replayed < readAfter) return false;
    return this.lagMs(replica) <= this.limits.maxLagMs;
  }

  /** Remembers when the primary was where: lag is told in time, which people understand, and not in bytes. */
  private async sightPrimary(): Promise<void> {
    try {
      const { rows } = await this.primary.query<{ lsn: string }>('SELECT pg_current_wal_insert_lsn() AS lsn');
      const lsn = parseLsn(rows[0]?.lsn ?? '');
      if (this.sightings.at(-1)?.lsn !== lsn) this.sightings.push({ at: performance.now(), lsn });
    } catch {
      // A primary that is away writes nothing, so no replica falls further behind it.
    }
    const oldest = performance.now() - 2 * this.limits.maxLagMs;
    while (this.sightings.length > 1 && (this.sightings[0]?.at ?? 0) < oldest) this.sightings.shift();
  }
}
