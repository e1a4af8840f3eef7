import { Injectable, SetMetadata } from '@nestjs/common';
import { Prisma, type SqlTx } from '@tradewind/database';
import { concurrencyOf, type JobName, type JobPayload } from '@tradewind/jobs';

/** Thrown by a handler to ask for no further attempt: the row becomes a dead letter at once. */
export { UnrecoverableError } from 'bullmq';

export const jobHandlerKey = 'tradewind:job';

/** The run of one job. */
export class RunningJob {
  /** Whether a transaction has noted that the job is done. */
  isNoted = false;

  constructor(readonly outboxId: string) {}

  /** Notes in the transaction of the effect that the job is done: either both are kept or neither is. */
  doneWith(tx: SqlTx): void {
    this.isNoted = true;
    tx.atCommitTogether(Prisma.sql`UPDATE outbox SET done_at = now() WHERE id = ${this.outboxId}::uuid`);
  }
}

/**
 * Runs one job. It is called at least once for each outbox row, in the scope of the row's store, and must
 * therefore leave the same state when it is called again. It does not catch: throwing asks for a retry.
 */
export interface JobHandler<Name extends JobName> {
  handle(payload: JobPayload<Name>, job: RunningJob): Promise<void>;
}

export interface JobHandlerOptions {
  /** How many run at once in one worker; its lane's, unless given. */
  concurrency?: number;
  /** A run that takes longer has failed, and another one is due. Nobody stops it: it may still come to an end. */
  timeoutSeconds?: number;
}

/** Marks the class that handles a job. Queue name = job name = file name. */
export function HandlesJob(name: JobName, options: JobHandlerOptions = {}): ClassDecorator {
  return (target) => {
    Injectable()(target);
    const { concurrency = concurrencyOf(name), timeoutSeconds = 60 } = options;
    SetMetadata(jobHandlerKey, { name, concurrency, timeoutSeconds })(target);
  };
}
