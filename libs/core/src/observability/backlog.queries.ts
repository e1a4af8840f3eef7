import { Prisma, type SqlReader } from '@tradewind/database';
import { type JobName, jobNames } from '@tradewind/jobs';

export interface Backlog {
  job: JobName;
  due: number;
  scheduled: number;
  published: number;
  dead: number;
  /** Null when nothing is due. */
  oldestSeconds: number | null;
}

/** As far as is counted. Whoever sees so many need not know how many more there are. */
const countedTo = 10_000;

/** The predicates of the indexes `outbox_due`, `outbox_in_flight` and `outbox_dead`. */
const isWaiting = Prisma.sql`o.published_at IS NULL AND o.done_at IS NULL AND o.failed_with IS NULL`;
const isInFlight = Prisma.sql`o.published_at IS NOT NULL AND o.done_at IS NULL AND o.failed_with IS NULL`;
const isDead = Prisma.sql`o.failed_with IS NOT NULL AND o.done_at IS NULL`;

/**
 * What of each job is open. Reads the partial indexes alone, in which rows that are done are not: `heads` skips from
 * store to store, as the relay does, and knows the oldest of each, however many wait behind it; counts end early.
 */
export function readBacklog(db: SqlReader): Promise<Backlog[]> {
  return db.$queryRaw<Backlog[]>`
    WITH RECURSIVE heads AS (
      (SELECT job, store_id, due_at FROM outbox o WHERE ${isWaiting} ORDER BY job, store_id, due_at LIMIT 1)
      UNION ALL
      SELECT next.* FROM heads, LATERAL (
        SELECT job, store_id, due_at FROM outbox o
        WHERE ${isWaiting} AND (o.job, o.store_id) > (heads.job, heads.store_id)
        ORDER BY job, store_id, due_at LIMIT 1) next),
    oldest AS (
      SELECT job, extract(epoch FROM now() - min(due_at))::float8 AS seconds FROM heads WHERE due_at <= now() GROUP BY job),
    dead AS (
      SELECT job, count(*)::int AS rows FROM (SELECT job FROM outbox o WHERE ${isDead} LIMIT ${countedTo}) o GROUP BY job)
    SELECT known.job, oldest.seconds AS "oldestSeconds", coalesce(dead.rows, 0) AS dead,
      (SELECT count(*)::int FROM (
        SELECT FROM heads, LATERAL (
          SELECT FROM outbox o WHERE o.job = heads.job AND o.store_id = heads.store_id AND o.due_at <= now() AND ${isWaiting}
          LIMIT ${countedTo}) one
        WHERE heads.job = known.job AND heads.due_at <= now() LIMIT ${countedTo}) o) AS due,
      (SELECT count(*)::int FROM (
        SELECT FROM heads, LATERAL (
          SELECT FROM outbox o WHERE o.job = heads.job AND o.store_id = heads.store_id AND o.due_at > now() AND ${isWaiting}
          LIMIT ${countedTo}) one
        WHERE heads.job = known.job LIMIT ${countedTo}) o) AS scheduled,
      (SELECT count(*)::int FROM (
        SELECT FROM outbox o WHERE o.job = known.job AND ${isInFlight} LIMIT ${countedTo}) o) AS published
    FROM unnest(${jobNames}::text[]) AS known (job)
    LEFT JOIN oldest USING (job) LEFT JOIN dead USING (job)`;
}
