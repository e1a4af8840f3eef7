import { Database } from '@tradewind/database';
import { HandlesJob, type JobHandler, type RunningJob } from '../queues/job-handler.ts';
import { Outbox } from './outbox.ts';

/** A retry after this time is a new request, and the audit looks no further back for jobs. */
const keptDays = 30;
/** So many of each at a time: no long transaction, and no flood of WAL for the replicas. */
const portion = 5_000;

/** Takes away a store's old jobs that are done, and the answers to requests that nobody repeats any more. */
@HandlesJob('tidy-store', { concurrency: 1 })
export class TidyStoreProcessor implements JobHandler<'tidy-store'> {
  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
  ) {}

  async handle(_payload: unknown, job: RunningJob): Promise<void> {
    await this.db.writeSql(async (tx) => {
      const rows = await tx.$executeRaw`
        DELETE FROM outbox WHERE ctid = ANY(ARRAY(
          SELECT ctid FROM outbox
          WHERE created_at < now() - make_interval(days => ${keptDays}) AND done_at IS NOT NULL
            AND store_id = NULLIF(current_setting('app.store_id', true), '')::uuid
          LIMIT ${portion} FOR UPDATE SKIP LOCKED))`;
      const answers = await tx.$executeRaw`
        DELETE FROM idempotency_keys WHERE ctid = ANY(ARRAY(
          SELECT ctid FROM idempotency_keys WHERE created_at < now() - make_interval(days => ${keptDays})
          LIMIT ${portion} FOR UPDATE SKIP LOCKED))`;
      if (Math.max(rows, answers) === portion) await this.outbox.add(tx, 'tidy-store', {});
      job.doneWith(tx);
    });
  }
}
