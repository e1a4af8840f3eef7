import type { SqlTx } from '@tradewind/database';

/** The waits double from half a second, about four and a half hours in all: a mail server may be away for long, and comes back. */
export const maxAttempts = 16;
/**
 * After its worker died a job waits no longer than a minute: mostly it was another job's doing, from which chance has
 * parted it by then. One that does kill its workers is given up within a quarter of an hour.
 */
const longestWaitAfterDeath = 60;

export interface FailedRun {
  outboxId: string;
  reason: string;
  /** How many attempts it counts for. */
  tries: number;
  /** Whether it ended with its worker. */
  workerDied: boolean;
}

/** Makes a row due again, or a dead letter after its last attempt. Retries wait here: Redis may be lost meanwhile. */
export function noteFailedRun(
  tx: SqlTx,
  { outboxId, reason, tries, workerDied }: FailedRun,
): Promise<number> {
  const shortReason = reason.slice(0, 1_000);
  const longestWait = workerDied ? longestWaitAfterDeath : null;
  return tx.$executeRaw`
    WITH failed AS (
      SELECT id, store_id, subject, seq,
        now() + make_interval(secs => least(0.5 * power(2, attempts), ${longestWait}::float8) * (0.5 + random())) AS due_at
      FROM outbox WHERE id = ${outboxId}::uuid AND done_at IS NULL),
    -- Those of its subject that wait for it are not looked at again and again meanwhile.
    followers AS (
      UPDATE outbox later SET due_at = failed.due_at FROM failed
      WHERE later.store_id = failed.store_id AND later.subject = failed.subject AND later.seq > failed.seq
        AND later.done_at IS NULL AND later.failed_with IS NULL AND later.published_at IS NULL AND later.due_at < failed.due_at)
    UPDATE outbox SET
      attempts = least(attempts + ${tries}, ${maxAttempts}),
      last_error = ${shortReason},
      failed_with = CASE WHEN attempts + ${tries} >= ${maxAttempts} THEN ${shortReason} END,
      published_at = NULL,
      due_at = failed.due_at
    FROM failed WHERE outbox.id = failed.id`;
}
