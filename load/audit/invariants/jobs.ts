import type { Chapter } from '../invariant.ts';
import { busyOrders, isQuiet, missingUnique } from './sql.ts';

/** Jobs that are done are kept for thirty days. */
const recentOrders = `(SELECT * FROM orders WHERE placed_at > now() - interval '25 days')`;
const recentRefunds = `(SELECT * FROM refunds WHERE created_at > now() - interval '25 days')`;

export const jobs: Chapter = {
  title: 'Requests, jobs and messages',
  ofEachStore: [
    {
      id: 'M9',
      name: 'every key of a request has its answer',
      sql: `SELECT left(key, 6) || '…' AS key, created_at FROM idempotency_keys WHERE status IS NULL OR body IS NULL`,
    },
    {
      id: 'Q1',
      name: 'every order has each of its jobs as often as it needs it',
      sql: `
        WITH written AS (
          SELECT payload->>'orderId' AS order_id, job, count(*) AS times FROM outbox
          WHERE store_id = NULLIF(current_setting('app.store_id', true), '')::uuid AND payload ? 'orderId'
          GROUP BY payload->>'orderId', job),
        needed AS (
          SELECT o.id, o.number, job.name, job.at_least, job.at_most FROM ${recentOrders} o
          CROSS JOIN LATERAL (
            SELECT count(*)::int AS times FROM payments p
            WHERE p.store_id = o.store_id AND p.order_id = o.id AND p.status = 'succeeded') paid
          CROSS JOIN LATERAL (VALUES
            -- Asked again as long as the provider does not know.
            ('expire-unpaid-order', (o.total_minor > 0)::int, 1000000),
            ('settle-order', paid.times + (o.total_minor = 0)::int, paid.times + (o.total_minor = 0)::int),
            ('send-order-confirmation', (o.paid_at IS NOT NULL)::int, (o.paid_at IS NOT NULL)::int),
            -- Asked for again when its file is lost; that there is one invoice is for Q6 to see.
            ('issue-invoice', (o.paid_at IS NOT NULL)::int, (o.paid_at IS NOT NULL)::int * 1000000)
          ) AS job (name, at_least, at_most))
        SELECT needed.number, needed.name AS job, coalesce(written.times, 0) AS times FROM needed
        LEFT JOIN written ON written.order_id = needed.id::text AND written.job = needed.name
        WHERE coalesce(written.times, 0) NOT BETWEEN needed.at_least AND needed.at_most`,
    },
    {
      id: 'Q1',
      name: 'every refund has a job that sends it, and one that settles it when the provider has answered',
      sql: `
        WITH written AS (
          SELECT DISTINCT payload->>'refundId' AS refund_id, job FROM outbox
          WHERE store_id = NULLIF(current_setting('app.store_id', true), '')::uuid AND payload ? 'refundId')
        SELECT r.id AS refund, r.status, job.name AS job FROM ${recentRefunds} r
        JOIN (VALUES ('send-refund'), ('settle-refund')) AS job (name)
          ON CASE job.name WHEN 'send-refund' THEN r.actor <> 'provider' ELSE r.status <> 'pending' END
        WHERE NOT EXISTS (
          SELECT FROM written WHERE written.refund_id = r.id::text AND written.job = job.name)`,
    },
    {
      id: 'Q3',
      name: 'every order that was paid has its confirmation e-mail',
      sql: `
        ${busyOrders}
        SELECT o.number FROM orders o
        LEFT JOIN email_log e ON e.store_id = o.store_id AND e.dedupe_key = 'order-confirmation/' || o.id
        WHERE o.paid_at IS NOT NULL AND e.dedupe_key IS NULL AND ${isQuiet('o')}`,
    },
  ],
  ofPlatform: [
    {
      id: 'M9',
      name: 'the database keeps one answer for each key of somebody in a store',
      sql: missingUnique('idempotency_keys', 'store_id', 'actor', 'key'),
    },
    {
      id: 'Q2',
      name: 'nothing that is due waits in the outbox',
      sql: `
        SELECT id, job, due_at FROM outbox
        WHERE done_at IS NULL AND failed_with IS NULL AND job <> 'resize-product-image'
          AND due_at < now() - interval '60 s'`,
    },
    {
      id: 'Q3',
      name: 'the database remembers each e-mail once',
      sql: missingUnique('email_log', 'store_id', 'dedupe_key'),
    },
    {
      id: 'Q4',
      name: 'every webhook was kept once, and what it told of was worked on',
      sql: `
        SELECT event_id, 'never worked on' AS fault FROM webhook_inbox
        WHERE processed_at IS NULL AND received_at < now() - interval '60 s'
        UNION ALL
        SELECT event_id, outcome FROM webhook_inbox
        WHERE outcome LIKE 'ignored:%' AND outcome <> 'ignored: not a payment of ours'
        UNION ALL
        SELECT missing, 'may be kept twice' FROM (${missingUnique('webhook_inbox', 'provider', 'account', 'event_id')}) guard`,
    },
    {
      id: 'Q5',
      name: 'no job was given up',
      sql: `SELECT id, job, failed_with FROM outbox WHERE failed_with IS NOT NULL`,
    },
  ],
};
