import { orderSteps } from '@tradewind/contracts';
import type { Chapter } from '../invariant.ts';
import { busyOrders, isQuiet, missingUnique } from './sql.ts';

/** The table by which the shop itself takes steps, as rows: an order begins by awaiting its payment. */
const legalSteps = [
  `(NULL, 'awaiting_payment')`,
  ...Object.entries(orderSteps).flatMap(([from, next]) => next.map((to) => `('${from}', '${to}')`)),
].join(', ');

/** Of a line `l`: units that have left the house, and units paid back before they could. */
const fateOf = (line: string): string => `
  LEFT JOIN LATERAL (
    SELECT coalesce(sum(sl.quantity), 0) AS units FROM shipments s
    JOIN shipment_lines sl ON sl.store_id = s.store_id AND sl.shipment_id = s.id
    WHERE s.store_id = ${line}.store_id AND s.order_id = ${line}.order_id AND sl.variant_id = ${line}.variant_id
  ) shipped ON true
  LEFT JOIN LATERAL (
    SELECT coalesce(sum(part.unshipped_quantity) FILTER (WHERE r.status <> 'failed'), 0) AS never_sent,
           coalesce(sum(part.unshipped_quantity), 0) AS ever_withdrawn,
           coalesce(sum(part.quantity) FILTER (WHERE r.status <> 'failed'), 0) AS units,
           coalesce(sum(part.amount_minor) FILTER (WHERE r.status <> 'failed'), 0) AS amount,
           coalesce(sum(part.tax_minor) FILTER (WHERE r.status <> 'failed'), 0) AS tax
    FROM refunds r JOIN refund_parts part ON part.store_id = r.store_id AND part.refund_id = r.id
    WHERE r.store_id = ${line}.store_id AND r.order_id = ${line}.order_id AND part.variant_id = ${line}.variant_id
  ) refunded ON true`;

export const orders: Chapter = {
  title: 'Orders',
  ofEachStore: [
    {
      id: 'O2',
      name: 'no half orders: each has lines, a first event and, unless it is free, a payment',
      sql: `
        SELECT o.number, o.status FROM orders o
        WHERE NOT EXISTS (SELECT FROM order_lines l WHERE l.store_id = o.store_id AND l.order_id = o.id)
           OR NOT EXISTS (
                SELECT FROM order_events e
                WHERE e.store_id = o.store_id AND e.order_id = o.id AND e.from_status IS NULL)
           OR (o.total_minor > 0 AND NOT EXISTS (
                SELECT FROM payments p WHERE p.store_id = o.store_id AND p.order_id = o.id))`,
    },
    {
      id: 'O2',
      name: 'an unpaid order has a job that will give it up or settle it, and that is not late',
      sql: `
        SELECT o.number, o.held_until FROM orders o
        WHERE o.status = 'awaiting_payment' AND NOT EXISTS (
          SELECT FROM outbox x
          WHERE x.store_id = o.store_id AND x.job IN ('expire-unpaid-order', 'settle-order')
            AND x.payload->>'orderId' = o.id::text
            AND x.done_at IS NULL AND x.failed_with IS NULL AND x.due_at > now() - interval '60 s')`,
    },
    {
      id: 'O2',
      name: 'units that were sent, and units paid back before that, are units that were ordered',
      sql: `
        SELECT o.number, l.sku, l.quantity AS ordered, shipped.units AS sent, refunded.never_sent
        FROM order_lines l JOIN orders o ON o.store_id = l.store_id AND o.id = l.order_id ${fateOf('l')}
        WHERE shipped.units + refunded.never_sent > l.quantity
        UNION ALL
        SELECT o.number, 'not ordered', 0, sl.quantity, 0
        FROM shipment_lines sl JOIN shipments s ON s.store_id = sl.store_id AND s.id = sl.shipment_id
        JOIN orders o ON o.store_id = s.store_id AND o.id = s.order_id
        WHERE NOT EXISTS (
          SELECT FROM order_lines l
          WHERE l.store_id = o.store_id AND l.order_id = o.id AND l.variant_id = sl.variant_id)`,
    },
    {
      id: 'O2',
      name: 'units that come back are units that were sent',
      sql: `
        SELECT o.number, back.variant_id AS variant, back.units AS returning, coalesce(sent.units, 0) AS sent
        FROM (
          SELECT r.store_id, r.order_id, l.variant_id, sum(l.quantity) AS units FROM returns r
          JOIN return_lines l ON l.store_id = r.store_id AND l.return_id = r.id
          WHERE r.status <> 'rejected' GROUP BY r.store_id, r.order_id, l.variant_id) back
        JOIN orders o ON o.store_id = back.store_id AND o.id = back.order_id
        LEFT JOIN LATERAL (
          SELECT sum(sl.quantity) AS units FROM shipments s
          JOIN shipment_lines sl ON sl.store_id = s.store_id AND sl.shipment_id = s.id
          WHERE s.store_id = o.store_id AND s.order_id = o.id AND sl.variant_id = back.variant_id) sent ON true
        WHERE back.units > coalesce(sent.units, 0)`,
    },
    {
      id: 'O2',
      // One that is about units paid back otherwise already needs no refund of its own.
      name: 'a return has the dates of the steps it took, and was refunded when its money went back',
      sql: `
        ${busyOrders}
        SELECT o.number, r.id AS return, r.status FROM returns r
        JOIN orders o ON o.store_id = r.store_id AND o.id = r.order_id
        WHERE (r.decided_at IS NULL) <> (r.status = 'requested')
           OR (r.received_at IS NULL) <> (r.status NOT IN ('received', 'refunded'))
           OR (r.refunded_at IS NULL) <> (r.status <> 'refunded')
           OR NOT EXISTS (SELECT FROM return_lines l WHERE l.store_id = r.store_id AND l.return_id = r.id)
           OR (r.status = 'refunded' AND ${isQuiet('o')}
               AND NOT EXISTS (
                 SELECT FROM refunds f
                 WHERE f.store_id = r.store_id AND f.return_id = r.id AND f.status = 'succeeded')
               AND EXISTS (
                 SELECT FROM return_lines back
                 JOIN order_lines l ON l.store_id = back.store_id AND l.order_id = r.order_id
                   AND l.variant_id = back.variant_id ${fateOf('l')}
                 WHERE back.store_id = r.store_id AND back.return_id = r.id
                   AND refunded.units < l.quantity AND refunded.amount < l.total_minor))`,
    },
    {
      id: 'O2',
      // Whoever pays back at the provider names no parts: they are added when the refund is settled.
      name: 'a refund is the sum of its parts',
      sql: `
        ${busyOrders}
        SELECT o.number, r.id AS refund, r.amount_minor AS amount, parts.amount AS parts FROM refunds r
        JOIN orders o ON o.store_id = r.store_id AND o.id = r.order_id
        LEFT JOIN LATERAL (
          SELECT count(*) AS count, coalesce(sum(part.amount_minor), 0) AS amount, coalesce(sum(part.tax_minor), 0) AS tax
          FROM refund_parts part WHERE part.store_id = r.store_id AND part.refund_id = r.id) parts ON true
        WHERE CASE WHEN parts.count > 0
          THEN parts.amount <> r.amount_minor OR (r.actor <> 'provider' AND parts.tax <> r.tax_minor)
          ELSE o.paid_at IS NOT NULL AND (r.actor NOT IN ('provider', 'clock') OR r.status = 'succeeded') AND ${isQuiet('o')}
          END`,
    },
    {
      id: 'O2',
      name: 'no line and no delivery gives back more than was paid for it',
      sql: `
        SELECT o.number, l.sku, l.total_minor AS paid, refunded.amount AS back
        FROM order_lines l JOIN orders o ON o.store_id = l.store_id AND o.id = l.order_id ${fateOf('l')}
        WHERE refunded.units > l.quantity OR refunded.amount > l.total_minor OR refunded.tax > l.tax_minor
        UNION ALL
        SELECT o.number, 'delivery', o.shipping_total_minor, sum(part.amount_minor)
        FROM orders o JOIN refunds r ON r.store_id = o.store_id AND r.order_id = o.id AND r.status <> 'failed'
        JOIN refund_parts part ON part.store_id = r.store_id AND part.refund_id = r.id AND part.variant_id IS NULL
        GROUP BY o.store_id, o.id
        HAVING sum(part.amount_minor) > o.shipping_total_minor OR sum(part.tax_minor) > o.shipping_tax_minor`,
    },
    {
      id: 'O2',
      // Units that a refund had withdrawn and that came back to the order when it failed are no reason to unsend it.
      name: 'the status of an order says how much of it was sent, and whether it has arrived',
      sql: `
        SELECT o.number, o.status, sent.some, sent.all_of_it FROM orders o
        CROSS JOIN LATERAL (
          SELECT coalesce(bool_or(shipped.units > 0), false) AS some,
                 coalesce(bool_or(shipped.units < l.quantity), true) AS more_was_ordered,
                 coalesce(bool_and(shipped.units + refunded.ever_withdrawn >= l.quantity), false) AS all_of_it
          FROM order_lines l ${fateOf('l')} WHERE l.store_id = o.store_id AND l.order_id = o.id) sent
        WHERE NOT CASE
          WHEN o.cancelled_at IS NOT NULL OR o.status IN ('awaiting_payment', 'paid') THEN NOT sent.some
          WHEN o.status = 'partly_shipped' THEN sent.some AND sent.more_was_ordered
          WHEN o.status = 'shipped' THEN sent.some AND sent.all_of_it
          WHEN o.status = 'delivered' THEN sent.some AND sent.all_of_it AND NOT EXISTS (
            SELECT FROM shipments s WHERE s.store_id = o.store_id AND s.order_id = o.id AND s.delivered_at IS NULL)
          ELSE true END`,
    },
    {
      id: 'O3',
      name: 'orders took only legal steps',
      sql: `
        WITH legal (from_status, to_status) AS (VALUES ${legalSteps})
        SELECT o.number, e.from_status, e.to_status FROM order_events e
        JOIN orders o ON o.store_id = e.store_id AND o.id = e.order_id
        WHERE NOT EXISTS (
          SELECT FROM legal
          WHERE legal.to_status = e.to_status AND legal.from_status IS NOT DISTINCT FROM e.from_status)`,
    },
    {
      id: 'O3',
      // Told without clocks, whose order two servers may see differently: every status is left as often as it is
      // entered, but for the one the order is in.
      name: 'the steps of an order follow one upon the other and lead to where it is',
      sql: `
        WITH visit AS (
          SELECT store_id, order_id, to_status AS status, 1 AS stays FROM order_events
          UNION ALL
          SELECT store_id, order_id, from_status, -1 FROM order_events WHERE from_status IS NOT NULL),
        stay AS (
          SELECT store_id, order_id, status, sum(stays) AS times FROM visit
          GROUP BY store_id, order_id, status HAVING sum(stays) <> 0),
        place AS (
          SELECT store_id, order_id, array_agg(status) AS statuses, array_agg(times) AS times FROM stay
          GROUP BY store_id, order_id)
        SELECT o.number, o.status, place.statuses AS steps_lead_to FROM orders o
        LEFT JOIN place ON place.store_id = o.store_id AND place.order_id = o.id
        WHERE (place.statuses, place.times) IS DISTINCT FROM (ARRAY[o.status], ARRAY[1::bigint])`,
    },
    {
      id: 'O3',
      name: 'an order has the dates of the steps it took',
      sql: `
        SELECT o.number, o.status, o.paid_at, o.cancelled_at FROM orders o
        CROSS JOIN LATERAL (
          SELECT coalesce(bool_or(e.to_status = 'paid'), false) AS paid,
                 coalesce(bool_or(e.to_status = 'cancelled'), false) AS cancelled FROM order_events e
          WHERE e.store_id = o.store_id AND e.order_id = o.id) went
        WHERE went.paid <> (o.paid_at IS NOT NULL) OR went.cancelled <> (o.cancelled_at IS NOT NULL)`,
    },
    {
      id: 'O4',
      name: 'no two orders have the same number, and no cart became two orders',
      sql: `
        SELECT 'number' AS what, number AS which FROM orders GROUP BY store_id, number HAVING count(*) > 1
        UNION ALL
        SELECT 'cart', cart_id::text FROM orders GROUP BY store_id, cart_id HAVING count(*) > 1`,
    },
  ],
  ofPlatform: [
    {
      id: 'O4',
      name: 'the database gives no number and no cart to two orders',
      sql: `${missingUnique('orders', 'store_id', 'number')} UNION ALL ${missingUnique('orders', 'store_id', 'cart_id')}`,
    },
  ],
};
