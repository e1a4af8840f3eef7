/** A sentence that is true of the shop whenever nothing is under way, and the SQL that finds what breaks it. */
export interface Invariant {
  readonly id: string;
  readonly name: string;
  /** Returns the rows that break it: none, when all is well. */
  readonly sql: string;
}

/**
 * Asked once for each store, within its scope. Every join names store_id all the same, so they also hold for a
 * database owner who is above row-level security.
 */
export const storeInvariants: readonly Invariant[] = [
  {
    id: 'M1',
    name: 'money that was taken belongs to an order of the same store',
    sql: `
      SELECT p.id AS payment FROM payments p
      LEFT JOIN orders o ON o.store_id = p.store_id AND o.id = p.order_id
      WHERE p.captured_minor > 0 AND o.id IS NULL`,
  },
  {
    id: 'M2',
    name: 'no order was charged more than its total, or in another currency',
    sql: `
      SELECT o.number, o.total_minor, sum(p.captured_minor) AS captured FROM orders o
      JOIN payments p ON p.store_id = o.store_id AND p.order_id = o.id
      GROUP BY o.store_id, o.id
      HAVING sum(p.captured_minor) > o.total_minor OR bool_or(p.currency <> o.currency)`,
  },
  {
    id: 'M5',
    name: 'the total of an order is the sum of its lines',
    sql: `
      SELECT o.number, o.total_minor, sum(l.quantity * l.unit_price_minor) AS lines FROM orders o
      JOIN order_lines l ON l.store_id = o.store_id AND l.order_id = o.id
      GROUP BY o.store_id, o.id
      HAVING sum(l.quantity * l.unit_price_minor) <> o.total_minor OR sum(l.quantity) <> o.item_count`,
  },
  {
    id: 'M6',
    name: 'an order is paid exactly when its whole price was taken',
    sql: `
      SELECT o.number, o.status, o.total_minor, coalesce(sum(p.captured_minor), 0) AS captured FROM orders o
      LEFT JOIN payments p ON p.store_id = o.store_id AND p.order_id = o.id AND p.status = 'succeeded'
      WHERE o.total_minor > 0
      GROUP BY o.store_id, o.id
      HAVING (o.status IN ('paid', 'shipped')) <> (coalesce(sum(p.captured_minor), 0) = o.total_minor)`,
  },
  {
    id: 'S1',
    name: 'stock is never negative, nor promised twice',
    sql: `
      SELECT variant_id, on_hand, reserved FROM stock
      WHERE on_hand < 0 OR reserved < 0 OR reserved > on_hand
      UNION ALL
      SELECT NULL, 0, 0 WHERE NOT EXISTS (
        SELECT FROM pg_constraint
        WHERE conrelid = 'stock'::regclass AND conname = 'stock_never_oversold' AND convalidated)`,
  },
  {
    id: 'S2',
    name: 'what came in less what was sold is what is there',
    sql: `
      SELECT s.variant_id, s.on_hand, coalesce(sum(m.delta), 0) AS moved FROM stock s
      LEFT JOIN stock_movements m ON m.store_id = s.store_id AND m.variant_id = s.variant_id
      GROUP BY s.store_id, s.variant_id
      HAVING coalesce(sum(m.delta), 0) <> s.on_hand`,
  },
  {
    id: 'S3',
    name: 'what is reserved is what unpaid orders hold',
    sql: `
      WITH held AS (
        SELECT l.store_id, l.variant_id, sum(l.quantity) AS units FROM order_lines l
        JOIN orders o ON o.store_id = l.store_id AND o.id = l.order_id AND o.status = 'awaiting_payment'
        GROUP BY l.store_id, l.variant_id)
      SELECT s.variant_id, s.reserved, coalesce(held.units, 0) AS held FROM stock s
      LEFT JOIN held ON held.store_id = s.store_id AND held.variant_id = s.variant_id
      WHERE s.reserved <> coalesce(held.units, 0)`,
  },
  {
    id: 'S4',
    name: 'units sold are the units in paid orders, line by line',
    sql: `
      WITH sold AS (
        SELECT store_id, order_id, variant_id, -sum(delta) AS units FROM stock_movements
        WHERE order_id IS NOT NULL GROUP BY store_id, order_id, variant_id),
      paid AS (
        SELECT l.store_id, l.order_id, l.variant_id, l.quantity AS units FROM order_lines l
        JOIN orders o ON o.store_id = l.store_id AND o.id = l.order_id AND o.status IN ('paid', 'shipped'))
      SELECT order_id, variant_id, sold.units AS sold, paid.units AS paid
      FROM sold FULL JOIN paid USING (store_id, order_id, variant_id)
      WHERE sold.units IS DISTINCT FROM paid.units`,
  },
  {
    id: 'O2',
    name: 'no half orders: each has lines, a payment and a first event, and waits no longer than it may',
    sql: `
      SELECT o.number, o.status FROM orders o
      WHERE NOT EXISTS (SELECT FROM order_lines l WHERE l.store_id = o.store_id AND l.order_id = o.id)
         OR NOT EXISTS (SELECT FROM payments p WHERE p.store_id = o.store_id AND p.order_id = o.id)
         OR NOT EXISTS (
              SELECT FROM order_events e
              WHERE e.store_id = o.store_id AND e.order_id = o.id AND e.from_status IS NULL)
         OR (o.status = 'awaiting_payment' AND o.id::text IN (
              SELECT x.payload->>'orderId' FROM outbox x
              WHERE x.job = 'expire-unpaid-order' AND x.due_at < now() - interval '60 s'))`,
  },
  {
    id: 'O3',
    name: 'orders took only legal steps, and are where the last one led',
    sql: `
      WITH step AS (
        SELECT store_id, order_id, from_status, to_status,
               lag(to_status) OVER life AS came_from, lead(to_status) OVER life AS went_to
        FROM order_events WINDOW life AS (PARTITION BY store_id, order_id ORDER BY created_at, id))
      SELECT o.number, o.status, step.from_status, step.to_status FROM step
      JOIN orders o ON o.store_id = step.store_id AND o.id = step.order_id
      WHERE step.from_status IS DISTINCT FROM step.came_from
         OR (coalesce(step.from_status, ''), step.to_status) NOT IN (
              ('', 'awaiting_payment'), ('awaiting_payment', 'paid'),
              ('awaiting_payment', 'cancelled'), ('paid', 'shipped'))
         OR (step.went_to IS NULL AND step.to_status <> o.status)`,
  },
  {
    id: 'O4',
    name: 'no two orders have the same number, and no cart became two orders',
    sql: `
      SELECT 'number' AS what, number AS which FROM orders GROUP BY store_id, number HAVING count(*) > 1
      UNION ALL
      SELECT 'cart', cart_id::text FROM orders GROUP BY store_id, cart_id HAVING count(*) > 1`,
  },
  {
    id: 'Q1',
    name: 'every order has each of its jobs exactly once',
    sql: `
      WITH expected AS (
        SELECT store_id, id, number, 'expire-unpaid-order' AS job FROM orders
        UNION ALL
        SELECT store_id, id, number, job FROM orders, unnest(ARRAY['settle-order', 'send-order-confirmation']) AS job
        WHERE status IN ('paid', 'shipped'))
      SELECT e.number, e.job, count(x.id) AS times FROM expected e
      LEFT JOIN outbox x ON x.store_id = e.store_id AND x.job = e.job AND x.payload->>'orderId' = e.id::text
      GROUP BY e.store_id, e.id, e.number, e.job
      HAVING count(x.id) <> 1`,
  },
  {
    id: 'Q3',
    name: 'every paid order has its confirmation e-mail',
    sql: `
      SELECT o.number FROM orders o
      LEFT JOIN email_log e ON e.store_id = o.store_id AND e.dedupe_key = 'order-confirmation/' || o.id
      WHERE o.status IN ('paid', 'shipped') AND e.dedupe_key IS NULL`,
  },
];

/** Asked once: they are about tables of the platform. */
export const platformInvariants: readonly Invariant[] = [
  {
    id: 'Q2',
    name: 'nothing that is due waits in the outbox',
    sql: `
      SELECT id, job, due_at FROM outbox
      WHERE done_at IS NULL AND failed_with IS NULL AND job <> 'resize-product-image'
        AND due_at < now() - interval '60 s'`,
  },
  {
    id: 'Q5',
    name: 'no job was given up',
    sql: `SELECT id, job, failed_with FROM outbox WHERE failed_with IS NOT NULL`,
  },
  {
    id: 'Q4',
    name: 'every webhook was kept once, and what it told of was worked on',
    sql: `
      SELECT event_id, 'kept twice' AS fault FROM webhook_inbox
      GROUP BY provider, account, event_id HAVING count(*) > 1
      UNION ALL
      SELECT w.event_id, 'never worked on' FROM webhook_inbox w
      JOIN outbox x ON x.job = 'process-payment-event' AND x.payload->>'webhookId' = w.id::text
      WHERE w.processed_at IS NULL AND w.received_at < now() - interval '60 s'
      UNION ALL
      SELECT event_id, outcome FROM webhook_inbox WHERE outcome LIKE 'ignored:%'`,
  },
];
