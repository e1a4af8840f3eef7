import { HandlesJob, type JobHandler, Outbox, type RunningJob } from '@tradewind/core';
import { currentScope, Database, type SqlTx } from '@tradewind/database';

const atMost = 500;

/**
 * Picks up what was left behind while the payment provider was away for longer than a job is tried: unpaid orders whose
 * hold ended an hour ago, and payments of cancelled orders that are still open. And paid orders that nobody asked an
 * invoice for, and refunds without a credit note: settled, during an upgrade, by a worker of before there were any.
 */
@HandlesJob('sweep-unpaid-orders')
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
      await this.askForInvoices(tx);
      await this.askForCreditNotes(tx);
      job.doneWith(tx);
    });
  }

  private async askForInvoices(tx: SqlTx): Promise<void> {
    const uninvoiced = await tx.$queryRaw<{ orderId: string }[]>`
      SELECT o.id AS "orderId" FROM orders o
      -- Ids begin with the time: only the orders of a month are read.
      WHERE o.id > (SELECT uuidv7(interval '-31 days'))
        AND o.paid_at BETWEEN now() - interval '30 days' AND now() - interval '10 minutes'
        AND NOT EXISTS (
          SELECT FROM invoices i WHERE i.store_id = o.store_id AND i.order_id = o.id AND i.kind = 'invoice')
        -- Asked for by the step that sold it: waiting, or given up, which is for the operators.
        AND NOT EXISTS (
          SELECT FROM outbox x
          WHERE x.store_id = o.store_id AND x.job = 'issue-invoice' AND x.dedupe_key = o.id::text)
        -- Asked for by the migration. NOT IN is hashed, however many of them wait.
        AND o.id NOT IN (
          SELECT (x.payload->>'orderId')::uuid FROM outbox x
          WHERE x.store_id = ${currentScope()?.storeId}::uuid AND x.job = 'issue-invoice'
            AND x.done_at IS NULL AND x.failed_with IS NULL)
      LIMIT ${atMost}`;
    for (const { orderId } of uninvoiced)
      await this.outbox.add(tx, 'issue-invoice', { orderId }, { once: orderId });
  }

  /** No row is tidied away within the month that is looked at: what was asked for once, and dropped, is not again. */
  private async askForCreditNotes(tx: SqlTx): Promise<void> {
    const uncredited = await tx.$queryRaw<{ refundId: string }[]>`
      SELECT r.id AS "refundId" FROM refunds r
      -- Only what was sold is credited, when the refund is settled.
      JOIN ledger_entries e
        ON e.store_id = r.store_id AND e.kind = 'credit' AND e.reference = r.id AND e.account = 'customer'
      WHERE r.id > (SELECT uuidv7(interval '-31 days')) AND r.status = 'succeeded'
        AND e.created_at BETWEEN now() - interval '30 days' AND now() - interval '10 minutes'
        AND NOT EXISTS (SELECT FROM invoices i WHERE i.store_id = r.store_id AND i.refund_id = r.id)
        AND NOT EXISTS (
          SELECT FROM outbox x
          WHERE x.store_id = r.store_id AND x.job = 'issue-credit-note' AND x.dedupe_key = r.id::text)
      LIMIT ${atMost}`;
    for (const { refundId } of uncredited)
      await this.outbox.add(tx, 'issue-credit-note', { refundId }, { once: refundId });
  }
}
