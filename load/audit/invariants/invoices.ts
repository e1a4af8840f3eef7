import type { Chapter } from '../invariant.ts';
import { applicationRole, busyOrders, isQuiet, missingUnique } from './sql.ts';

export const invoices: Chapter = {
  title: 'Invoices and credit notes',
  ofEachStore: [
    {
      id: 'Q6',
      name: 'an order that was paid has its invoice, and nothing else has one',
      sql: `
        ${busyOrders}
        SELECT o.number, o.status, o.paid_at FROM orders o
        LEFT JOIN invoices i ON i.store_id = o.store_id AND i.order_id = o.id AND i.kind = 'invoice'
        WHERE (i.id IS NULL) <> (o.paid_at IS NULL) AND ${isQuiet('o')}`,
    },
    {
      id: 'Q6',
      // One that its bank sent back later has kept its credit note: what was issued is not unsaid.
      name: 'money that a customer of a sold order received back has its credit note',
      sql: `
        ${busyOrders}
        SELECT o.number, r.id AS refund FROM refunds r
        JOIN orders o ON o.store_id = r.store_id AND o.id = r.order_id
        LEFT JOIN invoices i ON i.store_id = r.store_id AND i.refund_id = r.id AND i.order_id = o.id
        WHERE r.status = 'succeeded' AND o.paid_at IS NOT NULL AND i.id IS NULL AND ${isQuiet('o')}`,
    },
    {
      id: 'Q6',
      name: 'what an invoice comes to is what its order does, and a credit note what its refund does',
      sql: `
        SELECT i.kind, i.number, i.total_minor AS total, i.tax_minor AS tax,
               coalesce(r.amount_minor, o.total_minor) AS owed_total, coalesce(parts.tax, o.tax_minor) AS owed_tax
        FROM invoices i
        JOIN orders o ON o.store_id = i.store_id AND o.id = i.order_id
        LEFT JOIN refunds r ON r.store_id = i.store_id AND r.id = i.refund_id
        LEFT JOIN LATERAL (
          SELECT coalesce(sum(part.tax_minor), 0) AS tax FROM refund_parts part
          WHERE part.store_id = r.store_id AND part.refund_id = r.id HAVING r.id IS NOT NULL) parts ON true
        WHERE (i.total_minor, i.tax_minor, i.currency)
              <> (coalesce(r.amount_minor, o.total_minor), coalesce(parts.tax, o.tax_minor), o.currency)
           OR i.content @> jsonb_build_object('totalMinor', i.total_minor, 'taxMinor', i.tax_minor) IS NOT TRUE`,
    },
    {
      id: 'Q6',
      name: 'every invoice was rendered and is kept under the hash of its bytes',
      sql: `
        ${busyOrders}
        SELECT i.kind, i.number, i.storage_key FROM invoices i
        JOIN orders o ON o.store_id = i.store_id AND o.id = i.order_id
        WHERE (i.storage_key IS NULL AND ${isQuiet('o')})
           OR i.storage_key <> 'invoices/' || i.store_id || '/' || i.sha256 || '.pdf'`,
    },
    {
      id: 'Q6',
      name: 'the numbers of invoices, and those of credit notes, go up from one without a gap',
      sql: `
        SELECT kind, given.first, given.last, given.count, counter.last_number AS counted
        FROM (
          SELECT kind, min(number) AS first, max(number) AS last, count(*) AS count FROM invoices
          GROUP BY store_id, kind) given
        FULL JOIN (SELECT kind, last_number FROM invoice_counters) counter USING (kind)
        WHERE (given.first, given.last, given.count) IS DISTINCT FROM (1, counter.last_number, counter.last_number::bigint)`,
    },
  ],
  ofPlatform: [
    {
      id: 'Q6',
      name: 'the database gives each number once, one invoice to an order and one credit note to a refund',
      sql: `
        ${missingUnique('invoices', 'store_id', 'kind', 'number')}
        UNION ALL ${missingUnique('invoices', 'store_id', 'refund_id')}
        UNION ALL
        SELECT 'invoices', 'one for each order' WHERE NOT EXISTS (
          SELECT FROM pg_index i
          WHERE i.indrelid = 'invoices'::regclass AND i.indisunique AND i.indisvalid
            AND pg_get_expr(i.indpred, i.indrelid) = '(kind = ''invoice''::text)' AND i.indnkeyatts = 2)`,
    },
    {
      id: 'Q6',
      name: 'the application can add to an invoice where it is kept, and change or remove nothing of it',
      sql: `
        SELECT 'all of it' AS "column", privilege FROM unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE']) AS privilege
        WHERE has_table_privilege('${applicationRole}', 'invoices', privilege)
        UNION ALL
        SELECT attname, 'UPDATE' FROM pg_attribute
        WHERE attrelid = 'invoices'::regclass AND attnum > 0 AND NOT attisdropped
          AND attname NOT IN ('storage_key', 'sha256')
          AND has_column_privilege('${applicationRole}', 'invoices', attname, 'UPDATE')`,
    },
  ],
};
