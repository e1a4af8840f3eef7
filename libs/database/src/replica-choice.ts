import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { type Lsn, parseLsn } from './lsn.ts';
import type { Replica } from './replica.ts';

const pollEveryMs = 200;

/**
 * Which server answers a read: the least-lagging replica that has replayed what the caller must see, else the
 * primary. Positions are polled a few times a second, never per request.
 */
export class ReplicaChoice {
  private readonly sightings: { at: number; lsn: Lsn }[] = [];
  private closed = false;
  private turn = 0;

  constructor(
    /** Asked for its position, and closed with this; see `probe`. */
    private readonly primary: pg.Pool,
    private readonly replicas: readonly Replica[],
    /** A replica that is further behind than this is not read from, in milliseconds. */
    private readonly maxLagMs: number,
  ) {}

  /** The replica to read from, or undefined for the primary. Replicas that are about equally fresh take turns. */
  choose(readAfter: Lsn | undefined): Replica | undefined {
    const fresh = this.replicas.filter((replica) => this.isFresh(replica, readAfter));
    const least = Math.min(...fresh.map((replica) => this.lagMs(replica)));
    // While anything is written no two polls see the same position: what two polls may differ by is no lag.
    const best = fresh.filter((replica) => this.lagMs(replica) <= least + 2 * pollEveryMs);
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

  /**
   * Begins to poll and returns once every server has been asked once. Each is polled at its own pace: one that
   * hangs delays no other.
   */
  async start(): Promise<void> {
    if (this.replicas.length === 0) return;
    const polls = [() => this.sightPrimary(), ...this.replicas.map((replica) => () => replica.poll())];
    await Promise.all(polls.map((poll) => poll()));
    for (const poll of polls) void this.keepPolling(poll);
  }

  async close(): Promise<void> {
    this.closed = true;
    await Promise.all([this.primary.end(), ...this.replicas.map((replica) => replica.close())]);
  }

  /** Remembers when the primary was where: lag is told in time, which people understand, and not in bytes. */
  primaryIsAt(lsn: Lsn): void {
    // Nobody knows how long it was already at the first position: behind that, a replica may be days behind.
    const at = this.sightings.length === 0 ? -Infinity : performance.now();
    if (this.sightings.at(-1)?.lsn !== lsn) this.sightings.push({ at, lsn });
    const oldest = performance.now() - 2 * this.maxLagMs;
    // The last sighting before the window stays: it marks where the window begins.
    while ((this.sightings[1]?.at ?? Infinity) < oldest) this.sightings.shift();
  }

  private isFresh(replica: Replica, readAfter: Lsn | undefined): boolean {
    if (replica.replayed === undefined) return false;
    if (readAfter !== undefined && replica.replayed < readAfter) return false;
    return this.lagMs(replica) <= this.maxLagMs;
  }

  private async keepPolling(poll: () => Promise<void>): Promise<void> {
    for (;;) {
      await sleep(pollEveryMs, undefined, { ref: false });
      if (this.closed) return;
      await poll();
    }
  }

  private async sightPrimary(): Promise<void> {
    try {
      const { rows } = await this.primary.query<{ lsn: string }>('SELECT pg_current_wal_flush_lsn() AS lsn');
      this.primaryIsAt(parseLsn(rows[0]?.lsn ?? ''));
    } catch {
      // A primary that is away writes nothing, so no replica falls further behind it.
    }
  }
}
