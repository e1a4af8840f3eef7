import { setTimeout as sleep } from 'node:timers/promises';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type BeforeApplicationShutdown,
} from '@nestjs/common';
import { Database, type SqlTx } from '@tradewind/database';
import { type JobName, jobNames, jobs } from '@tradewind/jobs';
import pg from 'pg';
import { Config } from '../config/config.ts';
import { Queues } from '../queues/queues.ts';

const batchSize = 200;
const idleMs = 1_000;
/** A published row that is not done by then is published again; BullMQ drops it if the job is still there. */
const unfinishedAfterMinutes = 5;
const sweepEveryMs = 60_000;
/** Lives in Redis only: when it is gone, Redis was emptied, and with it every job. */
const marker = 'tradewind:{outbox}:marker';

interface Row {
  id: string;
  storeId: string;
  job: string;
  payload: unknown;
  requestId: string | null;
}

/**
 * Publishes due outbox rows to BullMQ. It is woken by NOTIFY and looks every second anyway, for due times and
 * lost notices. Any number may run: SKIP LOCKED gives each row to one. Killed between publishing and commit it
 * publishes again, and the job's id, which is the row's, makes that one job.
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
        if (published < batchSize) await this.rest();
      } catch (error) {
        // PostgreSQL or Redis is away. The rows wait; so do we.
        this.logger.warn({ err: error }, 'The outbox cannot be relayed');
        await this.rest();
      }
    }
  }

  /** Publishes up to one batch of due rows and returns how many there were. */
  private publishDue(): Promise<number> {
    return this.db.writeSql(async (tx) => {
      const rows = await takeDueRows(tx);
      if (rows.length > 0) await this.addToQueues(rows);
      return rows.length;
    });
  }

  private async addToQueues(rows: Row[]): Promise<void> {
    const byJob = Map.groupBy(rows, ({ job }) => job);
    for (const [job, group] of byJob) {
      if (!isJobName(job)) throw new Error(`The outbox holds a job nobody knows: ${job}`);
      await this.queues.of(job).addBulk(
        group.map(({ id, storeId, requestId, payload }) => ({
          name: job,
          data: { outboxId: id, storeId, requestId, payload },
          opts: { jobId: `${storeId}.${id}` },
        })),
      );
    }
  }

  /**
   * Everything in Redis is rebuilt from the outbox. When the marker is gone Redis was emptied, and every row that
   * was published and not done becomes due again; otherwise only those that have taken suspiciously long.
   */
  private async republishLost(): Promise<void> {
    const { redis } = this.queues;
    const emptied = (await redis.get(marker)) === null;
    if (!emptied && performance.now() < this.nextSweep) return;

    this.nextSweep = performance.now() + sweepEveryMs;
    const count = await makeUnfinishedDue(this.db, emptied ? 0 : unfinishedAfterMinutes);
    if (emptied) await redis.set(marker, new Date().toISOString());
    if (count > 0) this.logger.warn({ count, emptied }, 'Publishing again what was published and never done');
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

  private async rest(): Promise<void> {
    await sleep(idleMs, undefined, { signal: this.wake.signal }).catch(() => undefined);
    if (this.wake.signal.aborted && !this.stopping.signal.aborted) this.wake = new AbortController();
  }
}

const isJobName = (name: string): name is JobName => Object.hasOwn(jobs, name);

/** Marks them as published too, which is undone with the transaction when Redis does not take them. */
function takeDueRows(tx: SqlTx): Promise<Row[]> {
  return tx.$queryRaw<Row[]>`
    UPDATE outbox SET published_at = now() FROM (
      SELECT id FROM outbox
      WHERE failed_with IS NULL AND published_at IS NULL AND due_at <= now()
        AND job = ANY(${jobNames}::text[])
      ORDER BY due_at, id
      LIMIT ${batchSize}
      FOR UPDATE SKIP LOCKED
    ) due
    WHERE outbox.id = due.id
    RETURNING outbox.id, store_id AS "storeId", job, payload, request_id AS "requestId"`;
}

function makeUnfinishedDue(db: Database, minutes: number): Promise<number> {
  return db.writeSql(
    (tx) => tx.$executeRaw`
      UPDATE outbox SET published_at = NULL
      WHERE done_at IS NULL AND failed_with IS NULL AND published_at <= now() - make_interval(mins => ${minutes})`,
  );
}
