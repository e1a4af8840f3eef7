import { HandlesJob, type JobHandler, Outbox, type RunningJob } from '@tradewind/core';
import { Database } from '@tradewind/database';

const atMost = 500;

/**
 * Picks up what was left behind while the payment provider was away for longer than a job is tried: unpaid orders whose
 * hold ended an hour ago, and payments of cancelled orders that are still open.
 */
@HandlesJob('sweep-unpaid-orders', { concurrency: 2 })
export class SweepUnpaidOrdersProcessor implements JobHandler<'sweep-unpaid-orders'> {
  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
  ) {}

  async handle(_: object, job: RunningJob): Promise<void> {
    await this.db.writeSql(async (tx) => {
      const left = await tx.$queryRaw<{ orderId: string; job: 'expire-unpaid-order' | 'cancel-payment' }[]>`
        WITH behind AS (
          SELECT store_id, id AS order_id, 'expire-unpaid-order' AS job FROM orders
          WHERE status = 'awaiting_payment' AND held_until < now() - interval '1 hour'
          UNION ALL
          SELECT p.store_id, p.order_id, 'cancel-payment' FROM payments p
          JOIN orders o ON o.store_id = p.store_id AND o.id = p.order_id AND o.status = 'cancelled'
          WHERE p.status = 'pending' AND o.cancelled_at < now() - interval '1 hour')
        SELECT order_id AS "orderId", job FROM behind
        WHERE NOT EXISTS (
          SELECT FROM outbox x WHERE x.store_id = behind.store_id AND x.job = behind.job
            AND x.payload->>'orderId' = behind.order_id::text AND x.done_at IS NULL AND x.failed_with IS NULL)
        LIMIT ${atMost}`;
      for (const { orderId, job: name } of left) await this.outbox.add(tx, name, { orderId });
      job.doneWith(tx);
    });
  }
}
