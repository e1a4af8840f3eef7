import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { currentScope, Prisma, type SqlTx, type SqlWriter } from '@tradewind/database';
import type { JobName, JobPayload } from '@tradewind/jobs';

export interface OutboxOptions {
  /** Minutes from now by the database's clock; at once when left out. */
  inMinutes?: number;
  /** Set for what may be asked for several times and must happen once: unique per store and job. */
  once?: string;
  /** What it is about, where the order matters: it waits until the earlier rows of this store and subject are done. */
  subject?: string;
}

/** What must happen later, written down in the transaction that causes it: both are kept or neither is. */
@Injectable()
export class Outbox {
  async add<Name extends JobName>(
    tx: SqlWriter,
    job: Name,
    payload: JobPayload<Name>,
    options: OutboxOptions = {},
  ): Promise<void> {
    await tx.$executeRaw(insertInto(job, payload, options));
  }

  /** As `add`, together with the transaction's COMMIT: costs no round trip. */
  addAtCommit<Name extends JobName>(
    tx: SqlTx,
    job: Name,
    payload: JobPayload<Name>,
    options: OutboxOptions = {},
  ): void {
    tx.atCommitTogether(insertInto(job, payload, options));
  }

  /** As `addAtCommit`, if `condition`, a statement with RETURNING, has written a row; all of it one statement. */
  addAtCommitIf<Name extends JobName>(
    tx: SqlTx,
    condition: Prisma.Sql,
    job: Name,
    payload: JobPayload<Name>,
    options: OutboxOptions = {},
  ): void {
    tx.atCommit(insertInto(job, payload, options, condition));
  }
}

const always = Prisma.sql`SELECT 1`;

function insertInto(
  job: JobName,
  payload: unknown,
  { inMinutes = 0, once, subject }: OutboxOptions,
  condition = always,
): Prisma.Sql {
  const scope = currentScope();
  if (!scope) throw new Error(`${job} needs a store: add it to the outbox inside its scope.`);
  return Prisma.sql`
    WITH condition AS (${condition})
    INSERT INTO outbox (id, store_id, job, payload, subject, request_id, traceparent, due_at, dedupe_key)
    SELECT ${randomUUID()}::uuid, ${scope.storeId}::uuid, ${job}, ${JSON.stringify(payload)}::jsonb, ${subject ?? null},
           ${scope.requestId ?? null}, ${scope.traceparent ?? null}, now() + make_interval(secs => ${inMinutes * 60}),
           ${once ?? null}
    FROM condition
    ON CONFLICT (store_id, job, dedupe_key) DO NOTHING`;
}
