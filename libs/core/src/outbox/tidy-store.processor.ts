import { Database, Prisma } from '@tradewind/database';
import { HandlesJob, type JobHandler, type RunningJob } from '../queues/job-handler.ts';
import { Outbox } from './outbox.ts';

/** A retry after this time is a new request, and the audit looks no further back for jobs. */
const keptDays = 30;
/** So many of each at a time: no long transaction, and no flood of WAL for the replicas. */
const portion = 5_000;

/** What nobody needs any more, by table: with addresses in it, it is not kept for the sake of keeping. */
const outlived = {
  idempotency_keys: Prisma.sql`created_at < now() - make_interval(days => ${keptDays})`,
  account_tokens: Prisma.sql`expires_at < now() - make_interval(days => ${keptDays})`,
  staff_invitations: Prisma.sql`expires_at < now() - make_interval(days => ${keptDays})`,
  // Whoever has waited for a year waits no more.
  stock_alerts: Prisma.sql`(notified_at < now() - make_interval(days => ${keptDays}) OR created_at < now() - interval '1 year')`,
};

/** Takes away a store's old jobs that are done, and whatever else has outlived its use. */
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
      const counts = [rows];
      for (const [table, isOutlived] of Object.entries(outlived)) {
        const name = Prisma.raw(table);
        counts.push(
          await tx.$executeRaw`
            DELETE FROM ${name} WHERE ctid = ANY(ARRAY(
              SELECT ctid FROM ${name} WHERE ${isOutlived} LIMIT ${portion} FOR UPDATE SKIP LOCKED))`,
        );
      }
      if (counts.includes(portion)) await this.outbox.add(tx, 'tidy-store', {});
      job.doneWith(tx);
    });
  }
}
