import type { Chapter } from '../invariant.ts';
import { applicationRole, busyOrders, isQuiet, missingConstraint, missingUnique, moneyOf } from './sql.ts';

const ledgerOf = (order: string, filter: string): string => `
  (SELECT coalesce(sum(e.amount_minor), 0) FROM ledger_entries e
   WHERE e.store_id = ${order}.store_id AND e.order_id = ${order}.id AND ${filter})`;

export const money: Chapter = {
  title: 'Money',
  ofEachStore: [
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
      name: 'no order was charged more than its total',
      sql: `
        SELECT o.number, o.total_minor AS total, sum(p.captured_minor) AS captured FROM orders o
        JOIN payments p ON p.store_id = o.store_id AND p.order_id = o.id
        GROUP BY o.store_id, o.id HAVING sum(p.captured_minor) > o.total_minor`,
    },
    {
      id: 'M2',
      name: 'a payment took its whole amount when it succeeded, and nothing otherwise',
      sql: `
        SELECT id AS payment, status, amount_minor AS amount, captured_minor AS captured FROM payments
        WHERE captured_minor <> CASE status WHEN 'succeeded' THEN amount_minor ELSE 0 END`,
    },
    {
      id: 'M3',
      name: 'what was paid back of a payment is its refunds, and never more than it took',
      sql: `
        SELECT p.id AS payment, p.captured_minor AS captured, p.refunded_minor AS counted, refunds.total AS refunds
        FROM payments p LEFT JOIN LATERAL (
          SELECT coalesce(sum(r.amount_minor) FILTER (WHERE r.status <> 'failed'), 0) AS total,
                 coalesce(min(r.amount_minor) <= 0 OR bool_or(r.order_id <> p.order_id), false) AS is_odd
          FROM refunds r WHERE r.store_id = p.store_id AND r.payment_id = p.id) refunds ON true
        WHERE refunds.total > p.captured_minor OR refunds.total <> p.refunded_minor OR refunds.is_odd`,
    },
    {
      id: 'M4',
      name: 'the entries of every posting sum to zero',
      sql: `
        SELECT order_id AS "order", kind, reference, currency, sum(amount_minor) AS off FROM ledger_entries
        GROUP BY store_id, order_id, kind, reference, currency HAVING sum(amount_minor) <> 0`,
    },
    {
      id: 'M4',
      name: 'what the books say the provider holds is what payments took less what refunds gave back',
      sql: `
        SELECT o.number, taken.captured - given.refunded AS held, ${ledgerOf('o', `e.account = 'provider'`)} AS booked
        FROM orders o ${moneyOf('o')}
        WHERE taken.captured - given.refunded <> ${ledgerOf('o', `e.account = 'provider'`)}`,
    },
    {
      id: 'M4',
      name: 'a sale is booked once, as it was sold, and nothing is booked that was not',
      sql: `
        SELECT o.number, o.total_minor AS total, ${ledgerOf('o', `e.kind = 'sale' AND e.account = 'customer'`)} AS booked
        FROM orders o
        WHERE (${ledgerOf('o', `e.kind = 'sale' AND e.account = 'customer'`)},
               ${ledgerOf('o', `e.kind = 'sale' AND e.account = 'tax'`)},
               ${ledgerOf('o', `e.kind = 'sale' AND e.account = 'shipping'`)})
           <> CASE WHEN o.paid_at IS NULL THEN (0::bigint, 0::bigint, 0::bigint)
                   ELSE (o.total_minor::bigint, -o.tax_minor::bigint,
                         (o.shipping_tax_minor - o.shipping_total_minor)::bigint) END`,
    },
    {
      id: 'M4',
      name: 'nobody owes anything: the customer account of every order is settled',
      sql: `
        ${busyOrders}
        SELECT o.number, o.status, ${ledgerOf('o', `e.account = 'customer'`)} AS owes
        FROM orders o ${moneyOf('o')}
        WHERE ${ledgerOf('o', `e.account = 'customer'`)}
              <> CASE WHEN o.paid_at IS NULL THEN given.refunded - taken.captured ELSE 0 END
          AND ${isQuiet('o')}`,
    },
    {
      id: 'M5',
      name: 'the figures of an order are the sums of its lines and its delivery, and none is below zero',
      sql: `
        SELECT o.number, o.total_minor AS total, line.total + o.shipping_total_minor AS adds_up_to FROM orders o
        JOIN LATERAL (
          SELECT sum(l.quantity) AS units, sum(l.quantity * l.unit_price_minor) AS goods,
                 sum(l.discount_minor) AS discount, sum(l.tax_minor) AS tax, sum(l.total_minor) AS total
          FROM order_lines l WHERE l.store_id = o.store_id AND l.order_id = o.id) line ON true
        WHERE (o.item_count, o.subtotal_minor, o.discount_minor, o.tax_minor, o.total_minor)
              <> (line.units, line.goods, line.discount, line.tax + o.shipping_tax_minor,
                  line.total + o.shipping_total_minor)
           OR o.shipping_total_minor <> o.shipping_minor - o.shipping_discount_minor
                + CASE WHEN o.prices_include_tax THEN 0 ELSE o.shipping_tax_minor END
           OR least(o.subtotal_minor, o.discount_minor, o.shipping_minor, o.shipping_discount_minor,
                    o.shipping_total_minor, o.shipping_tax_minor, o.tax_minor, o.total_minor) < 0`,
    },
    {
      id: 'M5',
      name: 'a line costs its units less its discount, and its tax where that is added',
      sql: `
        SELECT o.number, l.sku, l.total_minor AS total FROM order_lines l
        JOIN orders o ON o.store_id = l.store_id AND o.id = l.order_id
        WHERE l.total_minor <> l.quantity * l.unit_price_minor - l.discount_minor
                + CASE WHEN o.prices_include_tax THEN 0 ELSE l.tax_minor END
           OR least(l.discount_minor, l.tax_minor, l.total_minor) < 0`,
    },
    {
      id: 'M5',
      // Within a price it is rounded to the minor unit; added to one, to what can be paid: ten of a currency's thousandths.
      name: 'the tax of a line and of a delivery is that of its rate, but for the rounding',
      sql: `
        WITH charge AS (
          SELECT store_id, order_id, sku, total_minor AS total, tax_minor AS tax, tax_rate_ppm AS rate FROM order_lines
          UNION ALL
          SELECT store_id, id, 'delivery', shipping_total_minor, shipping_tax_minor, shipping_tax_rate_ppm FROM orders)
        SELECT o.number, charge.sku, charge.total, charge.tax, charge.rate FROM charge
        JOIN orders o ON o.store_id = charge.store_id AND o.id = charge.order_id
        WHERE CASE WHEN o.prices_include_tax
          THEN 2 * abs(tax * (1000000 + rate)::bigint - total * rate::bigint) > 1000000 + rate
          ELSE 2 * abs(tax * 1000000::bigint - (total - tax) * rate::bigint) > 10000000 END`,
    },
    {
      id: 'M5',
      name: 'an order, its payments, its refunds and its bookings are in one currency',
      sql: `
        SELECT o.number, o.currency, other.currency AS other FROM orders o
        JOIN (
          SELECT store_id, order_id, currency FROM payments
          UNION SELECT store_id, order_id, currency FROM refunds
          UNION SELECT store_id, order_id, currency FROM ledger_entries) other
          ON other.store_id = o.store_id AND other.order_id = o.id AND other.currency <> o.currency`,
    },
    {
      id: 'M6',
      name: 'the status of an order says how its money stands',
      sql: `
        ${busyOrders}
        SELECT o.number, o.status, o.total_minor AS total, taken.captured, given.refunded, given.refunding
        FROM orders o ${moneyOf('o')}
        WHERE NOT coalesce(CASE o.status
            WHEN 'awaiting_payment' THEN o.paid_at IS NULL AND taken.captured = 0
            -- Money that came for what nobody can have any more is on its way back.
            WHEN 'cancelled' THEN taken.captured = given.refunded + given.refunding
                                  AND (taken.captured = 0 OR given.refunded < taken.captured)
            WHEN 'refunded' THEN taken.captured > 0 AND given.refunded = taken.captured
            ELSE o.paid_at IS NOT NULL AND taken.captured = o.total_minor
              AND (o.total_minor = 0 OR given.refunded < taken.captured)
              AND CASE o.status WHEN 'paid' THEN given.refunded = 0
                                -- A refund that had succeeded may fail later, and nobody takes a step back for it.
                                WHEN 'partly_refunded' THEN given.refunded > 0 OR given.failed > 0
                                ELSE true END
          END, false)
          AND ${isQuiet('o')}`,
    },
    {
      id: 'R1',
      name: 'the reconciliation with the provider has found nothing that a person must look at',
      sql: `SELECT provider_id, fault, found_at FROM reconciliation_findings WHERE resolved_at IS NULL`,
    },
  ],
  ofPlatform: [
    {
      id: 'M1',
      name: "the database lets no two payments claim one of the provider's",
      sql: missingUnique('payments', 'store_id', 'provider', 'provider_payment_id'),
    },
    {
      id: 'M3',
      name: 'the database refuses to pay back more than was taken, and nothing or less',
      sql: `${missingConstraint('payments', 'payments_refunded')}
        UNION ALL ${missingConstraint('payments', 'payments_captured')}
        UNION ALL ${missingConstraint('refunds', 'refunds_amount')}`,
    },
    {
      id: 'M4',
      name: 'the database refuses postings that do not sum to zero',
      sql: `
        SELECT 'ledger_postings_balance' AS missing WHERE NOT EXISTS (
          SELECT FROM pg_trigger
          WHERE tgrelid = 'ledger_entries'::regclass AND tgname = 'ledger_postings_balance' AND tgenabled IN ('O', 'A'))`,
    },
    {
      id: 'M4',
      name: 'the application can change or remove nothing of the ledger and of history',
      sql: `
        SELECT history.name AS "table", privilege
        FROM unnest(ARRAY['ledger_entries', 'order_events', 'order_lines', 'stock_movements', 'refund_parts',
                          'shipment_lines', 'return_lines', 'email_log']) AS history (name),
             unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE']) AS privilege
        WHERE has_table_privilege('${applicationRole}', history.name, privilege)
           OR (privilege = 'UPDATE' AND has_any_column_privilege('${applicationRole}', history.name, privilege))`,
    },
    {
      id: 'M10',
      name: 'no amount of money is kept as a floating-point number',
      sql: `
        SELECT c.relname AS "table", a.attname AS "column", a.atttypid::regtype AS type FROM pg_class c
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
          AND a.atttypid IN ('real'::regtype, 'double precision'::regtype)
          AND a.attname ~ '(price|amount|total|minor|tax|ppm|value)'`,
    },
  ],
};
