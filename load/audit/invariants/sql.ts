/** Whom API and worker connect as. */
export const applicationRole = 'tradewind_app';

/**
 * Orders that a job is due for, or is tried again for, and not done with: what is promised to become of them has not become of them yet. A job
 * that is late is found by Q2, one that was given up by Q5, so nothing hides here for long.
 */
export const busyOrders = `
  WITH due AS MATERIALIZED (
    SELECT store_id, payload FROM outbox
    WHERE done_at IS NULL AND failed_with IS NULL AND (due_at <= now() OR attempts > 0)
      AND store_id = NULLIF(current_setting('app.store_id', true), '')::uuid),
  busy AS MATERIALIZED (
    SELECT store_id, (payload->>'orderId')::uuid AS order_id FROM due WHERE payload ? 'orderId'
    UNION
    SELECT r.store_id, r.order_id FROM due
    JOIN refunds r ON r.store_id = due.store_id AND r.id = (due.payload->>'refundId')::uuid
    UNION
    SELECT p.store_id, p.order_id FROM due
    JOIN webhook_inbox w ON w.id = (due.payload->>'webhookId')::uuid
    JOIN payments p ON p.store_id = due.store_id AND p.provider_payment_id = w.object_id)`;

/** Whether the order `o` is left in peace. */
export const isQuiet = (order: string): string =>
  `NOT EXISTS (SELECT FROM busy WHERE busy.store_id = ${order}.store_id AND busy.order_id = ${order}.id)`;

/** Returns a row unless a constraint is there and was checked against all that is stored. */
export const missingConstraint = (table: string, name: string): string => `
  SELECT '${table}' AS "table", '${name}' AS missing WHERE NOT EXISTS (
    SELECT FROM pg_constraint
    WHERE conrelid = to_regclass('${table}') AND conname = '${name}' AND convalidated)`;

/** Returns a row unless these columns, and no others, are unique together in all rows. */
export const missingUnique = (table: string, ...columns: string[]): string => `
  SELECT '${table}' AS "table", '${columns.join(', ')}' AS missing WHERE NOT EXISTS (
    SELECT FROM pg_index i
    WHERE i.indrelid = to_regclass('${table}') AND i.indisunique AND i.indisvalid AND i.indpred IS NULL
      AND ARRAY[${columns.map((column) => `'${column}'`).join(', ')}]::text[] = ARRAY(
        SELECT a.attname::text FROM unnest(i.indkey) WITH ORDINALITY AS key (attnum, position)
        JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = key.attnum ORDER BY key.position))`;

/** Of an order: what its payments took, and what went back. */
export const moneyOf = (order: string): string => `
  LEFT JOIN LATERAL (
    SELECT coalesce(sum(p.captured_minor), 0)::int AS captured FROM payments p
    WHERE p.store_id = ${order}.store_id AND p.order_id = ${order}.id) taken ON true
  LEFT JOIN LATERAL (
    SELECT coalesce(sum(r.amount_minor) FILTER (WHERE r.status = 'succeeded'), 0)::int AS refunded,
           coalesce(sum(r.amount_minor) FILTER (WHERE r.status = 'pending'), 0)::int AS refunding,
           count(*) FILTER (WHERE r.status = 'failed') AS failed
    FROM refunds r WHERE r.store_id = ${order}.store_id AND r.order_id = ${order}.id) given ON true`;
