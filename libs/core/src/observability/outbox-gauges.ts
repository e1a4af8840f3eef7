import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import { Database } from '@tradewind/database';
import { jobNames } from '@tradewind/jobs';
import { Queues } from '../queues/queues.ts';
import { type Backlog, readBacklog } from './backlog.queries.ts';
import { backlogReadable, outboxOldestDue, outboxRows, queueJobs } from './metrics.ts';

/** Scrapes that come sooner, from however many Prometheus, see the same. */
const freshMs = 4_000;
/** Sooner than Prometheus gives up on the whole page. */
const patienceMs = 2_000;

/** What waits in PostgreSQL and in Redis, asked for when somebody scrapes and not more often than that. */
@Injectable()
export class OutboxGauges {
  private readonly logger = new Logger('Gauges');
  private last: { at: number; look: Promise<void> } | undefined;

  constructor(
    private readonly db: Database,
    private readonly queues: Queues,
  ) {}

  /** Never fails: the other metrics are wanted most when a server is away. */
  refresh(): Promise<void> {
    if (!this.last || performance.now() - this.last.at > freshMs)
      this.last = { at: performance.now(), look: this.look() };
    return this.last.look;
  }

  private async look(): Promise<void> {
    await Promise.all([
      this.ask('postgresql', () => this.askPostgres()),
      this.ask('redis', () => this.askRedis()),
    ]);
  }

  /** Old figures would look like a system that is well: they are forgotten first. */
  private async ask(server: string, work: () => Promise<void>): Promise<void> {
    try {
      await Promise.race([work(), tooLate()]);
      backlogReadable.set({ server }, 1);
    } catch (error) {
      backlogReadable.set({ server }, 0);
      this.logger.warn({ err: error, server }, 'The backlog cannot be read');
    }
  }

  private async askPostgres(): Promise<void> {
    outboxRows.reset();
    outboxOldestDue.reset();
    const backlogs = await this.db.writeSql((tx) => readBacklog(tx));
    backlogs.forEach(showBacklog);
  }

  private async askRedis(): Promise<void> {
    queueJobs.reset();
    const counts = jobNames.map((job) => this.queues.of(job).getJobCounts('waiting', 'active'));
    for (const [index, { waiting = 0, active = 0 }] of (await Promise.all(counts)).entries()) {
      const queue = jobNames[index] ?? '';
      queueJobs.set({ queue, state: 'waiting' }, waiting);
      queueJobs.set({ queue, state: 'active' }, active);
    }
  }
}

async function tooLate(): Promise<never> {
  await sleep(patienceMs, undefined, { ref: false });
  throw new Error(`It did not answer within ${patienceMs} ms.`);
}

function showBacklog({ job: queue, oldestSeconds, due, scheduled, published, dead }: Backlog): void {
  outboxOldestDue.set({ queue }, oldestSeconds ?? 0);
  for (const [state, rows] of Object.entries({ due, scheduled, published, dead }))
    outboxRows.set({ queue, state }, rows);
}
