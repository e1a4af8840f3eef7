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
import { jobDuration } from '../observability/metrics.ts';
import { jobHandlerKey, RunningJob } from './job-handler.ts';
import { type OutboxJob, redisConnection } from './queues.ts';

/** Shorter than the grace period that the manifests give a worker. */
const drainMs = 25_000;
/** Renewed at half of it, so only a process that is dead or stuck loses its jobs. */
const lockMs = 10_000;

interface Handler {
  name: JobName;
  concurrency: number;
  handle(payload: unknown, job: RunningJob): Promise<void>;
}

/** Runs every job's handler in the scope of its store, and writes down in the outbox what was done. */
@Injectable()
export class JobRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Jobs');
  private workers: Worker<OutboxJob>[] = [];

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly db: Database,
    @Inject(Config) private readonly config: Config,
  ) {}

  onApplicationBootstrap(): void {
    this.workers = this.findHandlers().map((handler) => this.startWorker(handler));
  }

  async beforeApplicationShutdown(): Promise<void> {
    // Waits for the jobs at hand. What takes longer is left to its lock: it runs again elsewhere.
    const closed = Promise.all(this.workers.map((worker) => worker.close()));
    await Promise.race([closed, sleep(drainMs, undefined, { ref: false })]);
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
      // A killed worker's jobs are taken over after its lock has run out and the next check has seen it.
      lockDuration: lockMs,
      stalledInterval: lockMs,
      maxStalledCount: 3,
    });
    worker.on('error', (error) =>
      this.logger.warn({ err: error, job: handler.name }, 'A queue cannot be reached'),
    );
    worker.on('failed', (job, error) => void this.noteFailure(job, error));
    return worker;
  }

  private async run(handler: Handler, { data }: Job<OutboxJob>): Promise<void> {
    const payload = jobs[handler.name].safeParse(data.payload);
    if (!payload.success) throw new UnrecoverableError(`The payload does not fit: ${payload.error.message}`);

    // A job tells what has just happened, which replicas may not have heard of.
    const scope = {
      storeId: data.storeId,
      readAfter: beyondReplicas,
      ...(data.requestId && { requestId: data.requestId }),
    };
    const stop = jobDuration.startTimer({ job: handler.name });
    await runInScope(scope, async () => {
      const job = new RunningJob(data.outboxId);
      await handler.handle(payload.data, job);
      if (!job.isNoted) await this.noteDone(job);
    }).finally(stop);
    this.logger.log({ job: handler.name, outboxId: data.outboxId, storeId: data.storeId }, 'Done');
  }

  private noteDone(job: RunningJob): Promise<void> {
    return this.db.writeSql((tx) => {
      job.doneWith(tx);
      return Promise.resolve();
    });
  }

  /** After the last attempt the row becomes a dead letter, with its reason. */
  private async noteFailure(job: Job<OutboxJob> | undefined, error: Error): Promise<void> {
    this.logger.warn(
      { err: error, job: job?.name, outboxId: job?.data.outboxId, attempt: job?.attemptsMade },
      'A job failed',
    );
    const isLast =
      job && (error instanceof UnrecoverableError || job.attemptsMade >= (job.opts.attempts ?? 1));
    if (!isLast) return;
    await this.db
      .writeSql(
        (tx) => tx.$executeRaw`
          UPDATE outbox SET failed_with = ${error.message.slice(0, 1_000)} WHERE id = ${job.data.outboxId}::uuid`,
      )
      .catch((reason: unknown) =>
        this.logger.error({ err: reason, outboxId: job.data.outboxId }, 'A dead letter could not be noted'),
      );
  }
}
