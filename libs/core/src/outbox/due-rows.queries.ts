import { type Database, Prisma, type SqlTx } from '@tradewind/database';
import { type JobName, jobNames, windowOf } from '@tradewind/jobs';

/** A row of the outbox that is on its way. */
export interface OutboxRow {
  id: string;
  storeId: string;
  job: JobName;
  /** Null when it is far larger than ids are. */
  payload: unknown;
  /** How long it has been due. */
  lateSeconds: number;
  /** Which try this is, from one. */
  attempt: number;
  requestId: string | null;
  traceparent: string | null;
}

const windows = Prisma.join(jobNames.map((job) => Prisma.sql`(${job}, ${windowOf(job)}::int)`));

/** Payloads are ids. What is larger is a mistake, which is not carried through Redis. */
const maxPayloadBytes = 4_096;

/** A row that nobody has begun with. The predicate of the index `outbox_due`. */
const isWaiting = Prisma.sql`published_at IS NULL AND done_at IS NULL AND failed_with IS NULL`;

/** Whether no earlier row of its subject is open. */
const isFree = Prisma.sql`(o.subject IS NULL OR NOT EXISTS (
  SELECT FROM outbox earlier
  WHERE earlier.store_id = o.store_id AND earlier.subject = o.subject AND earlier.seq < o.seq
    AND earlier.done_at IS NULL AND earlier.failed_with IS NULL))`;

/** Its cost is pinned by a test. */
export const takingDueRows = Prisma.sql`
    WITH RECURSIVE windows (job, size) AS (VALUES ${windows}),
    room AS (
      SELECT w.job, w.size - count(o.job) AS free FROM windows w
      LEFT JOIN outbox o ON o.job = w.job AND o.published_at IS NOT NULL AND o.done_at IS NULL AND o.failed_with IS NULL
      GROUP BY w.job, w.size),
    waiting AS (
      (SELECT job, store_id, due_at FROM outbox WHERE ${isWaiting} ORDER BY job, store_id, due_at LIMIT 1)
      UNION ALL
      SELECT next.* FROM waiting, LATERAL (
        SELECT job, store_id, due_at FROM outbox
        WHERE ${isWaiting} AND (job, store_id) > (waiting.job, waiting.store_id)
        ORDER BY job, store_id, due_at LIMIT 1) next),
    turn AS (
      SELECT job, store_id, free, count(*) OVER (PARTITION BY job) AS stores,
             row_number() OVER (PARTITION BY job ORDER BY random()) AS place
      FROM waiting JOIN room USING (job) WHERE due_at <= now()),
    share AS (
      SELECT job, store_id, ceil(free::numeric / least(stores, free))::int AS size FROM turn WHERE place <= free),
    taken AS (
      SELECT due.id FROM share, LATERAL (
        SELECT o.id FROM outbox o
        WHERE o.job = share.job AND o.store_id = share.store_id AND o.due_at <= now() AND ${isWaiting}
          AND ${isFree}
        ORDER BY o.due_at, o.seq
        LIMIT share.size
        FOR UPDATE SKIP LOCKED) due)
    -- An array, not a join: nobody could tell the planner how few they are, and it would read the whole table.
    UPDATE outbox SET published_at = now() WHERE id = ANY(ARRAY(SELECT id FROM taken))
    RETURNING outbox.id, extract(epoch FROM clock_timestamp() - due_at)::float8 AS "lateSeconds",
              store_id AS "storeId", job, attempts + 1 AS attempt, request_id AS "requestId", traceparent,
              CASE WHEN pg_column_size(payload) <= ${maxPayloadBytes} THEN payload END AS payload`;

/**
 * Marks what is due as published and returns it: as much as fits the window of each job, and of each store with
 * something to do the same share, so that one with ten thousand pictures takes its turn like everybody else. Of more
 * stores than fit, chance decides whose turn it is.
 *
 * `waiting` skips through the index from one store to the next: a look costs a few microseconds for each store that
 * has something written down, however long its list. Marked rows become unmarked with the transaction when Redis
 * does not take them, and SKIP LOCKED gives each row to one of several relays.
 */
export const takeDueRows = (tx: SqlTx): Promise<OutboxRow[]> => tx.$queryRaw<OutboxRow[]>(takingDueRows);

/** Whether something is due that was not taken for want of room. */
export async function hasCrowd(db: Database): Promise<boolean> {
  const rows = await db.writeSql(
    (tx) => tx.$queryRaw<unknown[]>`
      SELECT FROM unnest(${jobNames}::text[]) AS known (job), LATERAL (
        SELECT FROM outbox o WHERE o.job = known.job AND o.due_at <= now() AND ${isWaiting} AND ${isFree} LIMIT 1) due
      LIMIT 1`,
  );
  return rows.length > 0;
}

/** Rows that no handler could do anything with become dead letters at once. */
export function giveUp(tx: SqlTx, rows: OutboxRow[]): Promise<number> {
  return tx.$executeRaw`
    UPDATE outbox SET failed_with = 'The payload does not fit the job.' WHERE id = ANY(${rows.map(({ id }) => id)}::uuid[])`;
}

/** What was published before so many seconds and is neither done nor given up: no more than the windows let in. */
export const readUnfinished = (
  tx: SqlTx,
  seconds: number,
): Promise<Pick<OutboxRow, 'id' | 'storeId' | 'job'>[]> => tx.$queryRaw`
    SELECT id, store_id AS "storeId", job FROM outbox
    WHERE job = ANY(${jobNames}::text[]) AND published_at <= now() - make_interval(secs => ${seconds})
      AND done_at IS NULL AND failed_with IS NULL`;

/** They are published again on the next look. */
export function makeDueAgain(tx: SqlTx, rows: { id: string }[]): Promise<number> {
  return tx.$executeRaw`
    UPDATE outbox SET published_at = NULL
    WHERE id = ANY(${rows.map(({ id }) => id)}::uuid[]) AND done_at IS NULL AND failed_with IS NULL`;
}
