import type { SqlTx } from '@tradewind/database';

/** The waits double from half a second, about four and a half hours in all: a mail server may be away for long, and comes back. */
export const maxAttempts = 16;

export interface FailedRun {
  outboxId: string;
  reason: string;
  /** How many attempts it counts for. */
  tries: number;
}

/** Makes a row due again, or a dead letter after its last attempt. Retries wait here: Redis may be lost meanwhile. */
export function noteFailedRun(tx: SqlTx, { outboxId, reason, tries }: FailedRun): Promise<number> {
  const shortReason = reason.slice(0, 1_000);
  return tx.$executeRaw`
    UPDATE outbox SET
      attempts = least(attempts + ${tries}, ${maxAttempts}),
      last_error = ${shortReason},
      failed_with = CASE WHEN attempts + ${tries} >= ${maxAttempts} THEN ${shortReason} END,
      published_at = NULL,
      due_at = now() + make_interval(secs => 0.5 * power(2, attempts) * (0.5 + random()))
    WHERE id = ${outboxId}::uuid AND done_at IS NULL`;
}
