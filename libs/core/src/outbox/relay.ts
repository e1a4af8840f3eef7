import { setTimeout as sleep } from 'node:timers/promises';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type BeforeApplicationShutdown,
} from '@nestjs/common';
import { Database } from '@tradewind/database';
import { jobNames, jobs } from '@tradewind/jobs';
import pg from 'pg';
import { Config } from '../config/config.ts';
import { countPublished, relayLooks } from '../observability/metrics.ts';
import { jobIdOf, Queues } from '../queues/queues.ts';
import {
  giveUp,
  hasCrowd,
  makeDueAgain,
  type OutboxRow,
  readUnfinished,
  takeDueRows,
} from './due-rows.queries.ts';

const idleMs = 1_000;
/** How soon to look again while rows wait for room in Redis. */
const crowdedMs = 50;
/** Whose job has failed is out of Redis a moment before PostgreSQL hears of it: no reason to publish it at once. */
const lostAfterSeconds = 5;
const sweepEveryMs = 10_000;
/** Lives in Redis only: when it is gone, Redis was emptied, and with it every job. */
const marker = 'tradewind:{outbox}:marker';

/**
 * Publishes due outbox rows to BullMQ. It is woken by NOTIFY and looks every second anyway, for due times and
 * lost notices. Any number may run: SKIP LOCKED gives each row to one. Killed between publishing and commit it
 * publishes again, and the job's id, which is the row's, makes that one job. Redis holds only what is about to
 * run: what waits for its turn, for its time or for another try waits in PostgreSQL.
 */
@Injectable()
export class OutboxRelay implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Outbox');
  private readonly stopping = new AbortController();
  private wake = new AbortController();
  private listener: pg.Client | undefined;
  private loop: Promise<void> = Promise.resolve();
  private nextSweep = 0;

  constructor(
    private readonly db: Database,
    private readonly queues: Queues,
    @Inject(Config) private readonly config: Config,
  ) {}

  onApplicationBootstrap(): void {
    this.loop = this.run();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    this.wake.abort();
    await this.loop;
    await this.listener?.end();
  }

  private async run(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      try {
        await this.listen();
        await this.republishLost();
        const published = await this.publishDue();
        relayLooks.inc();
        if (published === 0) await this.rest((await hasCrowd(this.db)) ? crowdedMs : idleMs);
      } catch (error) {
        // PostgreSQL or Redis is away. The rows wait; so do we.
        this.logger.warn({ err: error }, 'The outbox cannot be relayed');
        await this.rest(idleMs);
      }
    }
  }

  /** Publishes what is due and has room, and returns how many rows that were. */
  private async publishDue(): Promise<number> {
    let takenAt = 0;
    const { all, sound } = await this.db.writeSql(async (tx) => {
      const rows = await takeDueRows(tx);
      takenAt = performance.now();
      const [sound, unsound] = partition(
        rows,
        ({ job, payload }) => jobs[job].payload.safeParse(payload).success,
      );
      if (unsound.length > 0) await giveUp(tx, unsound);
      await this.addToQueues(sound);
      return { all: rows.length, sound };
    });
    countPublished(sound, performance.now() - takenAt);
    return all;
  }

  /** The most urgent first: the worker begins with them while we add the others. */
  private async addToQueues(rows: OutboxRow[]): Promise<void> {
    const byJob = Map.groupBy(rows, ({ job }) => job);
    for (const job of jobNames) {
      const group = byJob.get(job) ?? [];
      if (group.length === 0) continue;
      await this.queues.of(job).addBulk(
        group.map(({ id, storeId, job: _job, lateSeconds: _late, ...rest }) => ({
          name: job,
          data: { outboxId: id, storeId, ...rest },
          opts: { jobId: jobIdOf({ id, storeId }) },
        })),
      );
    }
  }

  /**
   * Everything in Redis is rebuilt from the outbox: what was published, is not done and has no job there is published
   * again. One that failed loses its job before its failure is noted, and whoever was to note it may have died.
   */
  private async republishLost(): Promise<void> {
    const { redis } = this.queues;
    const emptied = (await redis.get(marker)) === null;
    if (!emptied && performance.now() < this.nextSweep) return;

    await this.queues.ping();
    this.nextSweep = performance.now() + sweepEveryMs;
    const count = await this.db.writeSql(async (tx) => {
      const unfinished = await readUnfinished(tx, emptied ? 0 : lostAfterSeconds);
      return makeDueAgain(tx, await this.queues.withoutJob(unfinished));
    });
    if (emptied) await redis.set(marker, new Date().toISOString());
    if (emptied && count > 0)
      this.logger.warn({ count }, 'Redis is empty: publishing again what is not done');
  }

  private async listen(): Promise<void> {
    if (this.listener) return;
    const listener = new pg.Client({
      connectionString: this.config.DATABASE_URL,
      connectionTimeoutMillis: 3_000,
    });
    const drop = () => {
      this.listener = undefined;
    };
    listener.on('error', drop).on('end', drop);
    listener.on('notification', () => this.wake.abort());
    await listener.connect();
    await listener.query('LISTEN outbox');
    this.listener = listener;
  }

  private async rest(milliseconds: number): Promise<void> {
    await sleep(milliseconds, undefined, { signal: this.wake.signal }).catch(() => undefined);
    if (this.wake.signal.aborted && !this.stopping.signal.aborted) this.wake = new AbortController();
  }
}

function partition<Item>(items: Item[], isFirst: (item: Item) => boolean): [Item[], Item[]] {
  const groups = Map.groupBy(items, isFirst);
  return [groups.get(true) ?? [], groups.get(false) ?? []];
}
