import type pg from 'pg';
import type { Options } from './options.ts';

/** A row that has failed at least once. */
export interface Letter {
  /** Rows are numbered as they were written: where the next page begins. */
  seq: string;
  id: string;
  store: string;
  job: string;
  attempts: number;
  reason: string;
  ageSeconds: number;
  requestId: string | null;
}

export const pageSize = 50;

/** The predicates of the indexes `outbox_due`, `outbox_in_flight` and `outbox_dead`: what is done is not read. */
const isWaiting = 'o.published_at IS NULL AND o.done_at IS NULL AND o.failed_with IS NULL';
const isInFlight = 'o.published_at IS NOT NULL AND o.done_at IS NULL AND o.failed_with IS NULL';
const isDead = 'o.failed_with IS NOT NULL AND o.done_at IS NULL';
const isTrying = `o.attempts > 0 AND ${isWaiting}`;

/** Oldest first; one row more than a page when there is another page. */
export async function findLetters(
  client: pg.ClientBase,
  { trying, job, store, after }: Options,
): Promise<Letter[]> {
  const { rows } = await client.query<Letter>(
    `SELECT o.seq, o.id, s.slug AS store, o.job, o.attempts, o.request_id AS "requestId",
            coalesce(o.failed_with, o.last_error, 'unknown') AS reason,
            extract(epoch FROM now() - o.created_at)::int AS "ageSeconds"
     FROM outbox o JOIN stores s ON s.id = o.store_id
     WHERE ${trying ? isTrying : isDead} AND o.seq > $1
       AND ($2::text IS NULL OR o.job = $2) AND ($3::text IS NULL OR s.slug = $3)
     ORDER BY o.seq LIMIT ${pageSize + 1}`,
    [after ?? '0', job ?? null, store ?? null],
  );
  return rows;
}

export interface QueueState {
  job: string;
  waiting: number;
  running: number;
  later: number;
  trying: number;
  dead: number;
}

export const selectQueues = `
  SELECT job,
    count(*) FILTER (WHERE state = 'waiting' AND due_at <= now())::int AS waiting,
    count(*) FILTER (WHERE state = 'running')::int AS running,
    count(*) FILTER (WHERE state = 'waiting' AND due_at > now() AND attempts = 0)::int AS later,
    count(*) FILTER (WHERE state = 'waiting' AND attempts > 0)::int AS trying,
    count(*) FILTER (WHERE state = 'dead')::int AS dead
  FROM (
    SELECT 'waiting' AS state, o.job, o.due_at, o.attempts FROM outbox o WHERE ${isWaiting}
    UNION ALL SELECT 'running', o.job, o.due_at, o.attempts FROM outbox o WHERE ${isInFlight}
    UNION ALL SELECT 'dead', o.job, o.due_at, o.attempts FROM outbox o WHERE ${isDead}) open
  GROUP BY job ORDER BY job`;

/** How every kind of job stands, of those that have something open. */
export async function findQueues(client: pg.ClientBase): Promise<QueueState[]> {
  const { rows } = await client.query<QueueState>(selectQueues);
  return rows;
}

const changes = {
  replay: `failed_with = NULL, attempts = 0, published_at = NULL, due_at = now()`,
  drop: `done_at = now()`,
} as const;

/** Only dead letters are touched: whoever calls twice, or names a job that goes on, changes nothing. */
export async function changeLetters(
  client: pg.ClientBase,
  { verb, ids, all, job, store }: Options & { verb: keyof typeof changes },
): Promise<number> {
  const { rowCount } = await client.query(
    `UPDATE outbox o SET ${changes[verb]} FROM stores s
     WHERE s.id = o.store_id AND ${isDead} AND ($1::uuid[] IS NULL OR o.id = ANY($1))
       AND ($2::text IS NULL OR o.job = $2) AND ($3::text IS NULL OR s.slug = $3)`,
    [all ? null : ids, job ?? null, store ?? null],
  );
  return rowCount ?? 0;
}
