import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { currentScope, type Tx } from '@tradewind/database';
import type { JobName, JobPayload } from '@tradewind/jobs';

export interface OutboxOptions {
  /** Minutes from now by the database's clock; at once when left out. */
  inMinutes?: number;
}

/** What must happen later, written down in the transaction that causes it: both are kept or neither is. */
@Injectable()
export class Outbox {
  async add<Name extends JobName>(
    tx: Tx,
    job: Name,
    payload: JobPayload<Name>,
    options: OutboxOptions = {},
  ): Promise<void> {
    const scope = currentScope();
    if (!scope) throw new Error(`${job} needs a store: call Outbox.add inside its scope.`);
    await tx.$executeRaw`
      INSERT INTO outbox (id, store_id, job, payload, request_id, due_at)
      VALUES (${randomUUID()}::uuid, ${scope.storeId}::uuid, ${job}, ${JSON.stringify(payload)}::jsonb, ${scope.requestId ?? null},
              now() + make_interval(secs => ${(options.inMinutes ?? 0) * 60}))`;
  }
}
