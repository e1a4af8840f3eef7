import { setTimeout as sleep } from 'node:timers/promises';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type BeforeApplicationShutdown,
} from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { beyondReplicas, Database, runInScope } from '@tradewind/database';
import { type JobName, jobNames, jobs } from '@tradewind/jobs';
import { type Job, UnrecoverableError, Worker } from 'bullmq';
import { Config } from '../config/config.ts';
import { jobRuns } from '../observability/metrics.ts';
import { observedRun } from '../observability/observed-run.ts';
import { traceIdOf } from '../observability/trace-context.ts';
import { DoneRows } from './done-rows.ts';
import { maxAttempts, noteFailedRun } from './failed-run.queries.ts';
import { jobHandlerKey, RunningJob } from './job-handler.ts';
import { OutboxJob, redisConnection } from './queues.ts';

interface Handler {
  name: JobName;
  concurrency: number;
  timeoutSeconds: number;
  handle(payload: unknown, job: RunningJob): Promise<void>;
}

/** Runs every job's handler in the scope of its store, and writes down in the outbox what was done. */
@Injectable()
export class JobRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Jobs');
  private readonly doneRows: DoneRows;
  private workers: Worker<OutboxJob>[] = [];

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly db: Database,
    @Inject(Config) private readonly config: Config,
  ) {
    this.doneRows = new DoneRows(db);
  }

  onApplicationBootstrap(): void {
    this.workers = this.findHandlers().map((handler) => this.startWorker(handler));
  }

  async beforeApplicationShutdown(): Promise<void> {
    // Waits for the jobs at hand. What takes longer is left to its lock: it runs again elsewhere.
    const closed = Promise.all(this.workers.map((worker) => worker.close()));
    await Promise.race([closed, sleep(this.config.JOB_DRAIN_MS, undefined, { ref: false })]);
    await Promise.all(this.workers.map((worker) => Promise.race([worker.close(true), sleep(1_000)])));
  }

  /** Refuses to start when a job has no handler, or two: such a job would wait for ever, or run twice. */
  private findHandlers(): Handler[] {
    const handlers = this.discovery.getProviders().flatMap(({ instance, metatype }) => {
      const mark: unknown = metatype && Reflect.getMetadata(jobHandlerKey, metatype);
      return mark ? [Object.assign(Object.create(instance as object), mark) as Handler] : [];
    });
    for (const name of jobNames) {
      const count = handlers.filter((handler) => handler.name === name).length;
      if (count !== 1) throw new Error(`The job ${name} has ${count} handlers; it needs exactly one.`);
    }
    return handlers;
  }

  private startWorker(handler: Handler): Worker<OutboxJob> {
    const worker = new Worker<OutboxJob>(handler.name, (job) => this.run(handler, job), {
      connection: redisConnection(this.config.REDIS_URL),
      concurrency: handler.concurrency,
      // Renewed at half of it, so only a process that is dead or stuck loses its jobs, when the next check has seen it.
      // They count as failed and are due again a little later: one that kills its worker does not kill the next at once.
      lockDuration: this.config.JOB_LOCK_MS,
      stalledInterval: this.config.JOB_LOCK_MS,
      maxStalledCount: 0,
    });
    worker.on('error', (error) =>
      this.logger.warn({ err: error, job: handler.name }, 'A queue cannot be reached'),
    );
    worker.on('failed', (job, error) => void this.noteFailure(job, error));
    return worker;
  }

  private async run(handler: Handler, { data }: Job<OutboxJob>): Promise<void> {
    const row = OutboxJob.safeParse(data);
    const payload = jobs[handler.name].payload.safeParse(row.data?.payload);
    if (!row.success || !payload.success) throw new UnrecoverableError('The payload does not fit the job.');

    const { outboxId, storeId, attempt, requestId } = row.data;
    const run = { job: handler.name, outboxId, attempt };
    // A job tells what has just happened, which replicas may not have heard of.
    const scope = { storeId, run, readAfter: beyondReplicas, ...(requestId !== null && { requestId }) };
    await observedRun(run, row.data, (traceparent) =>
      runInScope({ ...scope, traceparent }, async () => {
        const job = new RunningJob(outboxId);
        await inTime(handler.handle(payload.data, job), handler.timeoutSeconds);
        if (!job.isNoted) await this.doneRows.note(outboxId);
        jobRuns.inc({ queue: handler.name, outcome: 'done' });
        this.logger.log('Done');
      }),
    );
  }

  /** The row is due again, later each time; after the last attempt it becomes a dead letter, with its reason. */
  private async noteFailure(job: Job<OutboxJob> | undefined, error: Error): Promise<void> {
    this.logger.warn({ err: error, ...idsOf(job) }, 'A job failed');
    if (!job) return;
    // BullMQ calls it unrecoverable too when a worker died over its job; another one may fare better.
    const workerDied = Boolean(job.deferredFailure);
    const reason = workerDied ? 'Its worker died, or stood still for too long.' : error.message;
    const isHopeless = error instanceof UnrecoverableError && !workerDied;
    const tries = isHopeless ? maxAttempts : 1;
    const isOver = job.data.attempt - 1 + tries >= maxAttempts;
    jobRuns.inc({ queue: job.name, outcome: isOver ? 'gave_up' : 'failed' });
    await this.db
      .writeSql((tx) => noteFailedRun(tx, { outboxId: job.data.outboxId, reason, tries, workerDied }))
      .catch((cause: unknown) =>
        // The row is still marked as published: the relay's sweep publishes it again.
        this.logger.error({ err: cause, ...idsOf(job) }, 'A failure could not be noted'),
      );
  }
}

/** What the lines of a run say by themselves, for those that are written outside of it. */
const idsOf = (job: Job<OutboxJob> | undefined) =>
  job && {
    job: job.name,
    outboxId: job.data.outboxId,
    attempt: job.data.attempt,
    storeId: job.data.storeId,
    requestId: job.data.requestId,
    traceId: traceIdOf(job.data.traceparent ?? undefined),
  };

/** Rejects when `work` is not done in time. */
async function inTime(work: Promise<void>, seconds: number): Promise<void> {
  const { promise: tooLate, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => reject(new Error(`It took longer than ${seconds} seconds.`)),
    seconds * 1_000,
  );
  await Promise.race([work, tooLate]).finally(() => clearTimeout(timer));
}
