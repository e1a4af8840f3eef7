import type { Chapter } from '../invariant.ts';
import { missingConstraint } from './sql.ts';

export const stock: Chapter = {
  title: 'Stock',
  ofEachStore: [
    {
      id: 'S1',
      name: 'stock is never negative, nor promised twice',
      sql: `
        SELECT variant_id AS variant, on_hand, reserved FROM stock
        WHERE on_hand < 0 OR reserved < 0 OR reserved > on_hand`,
    },
    {
      id: 'S2',
      name: 'what came in less what went out is what is there',
      sql: `
        SELECT s.variant_id AS variant, s.on_hand, coalesce(sum(m.delta), 0) AS moved FROM stock s
        LEFT JOIN stock_movements m ON m.store_id = s.store_id AND m.variant_id = s.variant_id
        GROUP BY s.store_id, s.variant_id HAVING coalesce(sum(m.delta), 0) <> s.on_hand`,
    },
    {
      id: 'S3',
      name: 'what is reserved is what orders hold',
      sql: `
        WITH held AS (
          SELECT l.store_id, l.variant_id, sum(l.quantity) AS units FROM order_lines l
          JOIN orders o ON o.store_id = l.store_id AND o.id = l.order_id AND o.stock_state = 'held'
          GROUP BY l.store_id, l.variant_id)
        SELECT s.variant_id AS variant, s.reserved, coalesce(held.units, 0) AS held FROM stock s
        LEFT JOIN held ON held.store_id = s.store_id AND held.variant_id = s.variant_id
        WHERE s.reserved <> coalesce(held.units, 0)`,
    },
    {
      id: 'S3',
      name: 'no hold is older than it may be',
      sql: `
        SELECT number, held_until FROM orders
        WHERE stock_state = 'held' AND held_until < now() - interval '60 s'`,
    },
    {
      id: 'S4',
      name: 'the units of an order are where its status says: held or free, sold, or free again',
      sql: `
        SELECT number, status, stock_state FROM orders
        WHERE NOT CASE WHEN cancelled_at IS NOT NULL THEN stock_state = 'free'
                       WHEN paid_at IS NOT NULL THEN stock_state = 'sold'
                       ELSE stock_state IN ('held', 'free') END`,
    },
    {
      id: 'S4',
      name: 'an order that was paid moved its units once, and no more came back than went out or was paid for',
      sql: `
        WITH moved AS (
          SELECT store_id, order_id, variant_id,
                 coalesce(-sum(delta) FILTER (WHERE reason = 'sold'), 0) AS sold,
                 coalesce(sum(delta) FILTER (WHERE reason = 'cancelled'), 0) AS cancelled,
                 coalesce(sum(delta) FILTER (WHERE reason = 'refunded'), 0) AS refunded,
                 coalesce(sum(delta) FILTER (WHERE reason = 'returned'), 0) AS returned,
                 sum(delta) AS balance
          FROM stock_movements WHERE order_id IS NOT NULL GROUP BY store_id, order_id, variant_id),
        -- A refund that came before the cancellation and failed since may have been one of those that counted then.
        paid_back AS (
          SELECT r.store_id, r.order_id, part.variant_id, sum(part.quantity) AS units,
                 coalesce(sum(part.unshipped_quantity) FILTER (WHERE r.created_at < o.cancelled_at), 0) AS gone_at_most,
                 coalesce(sum(part.unshipped_quantity)
                   FILTER (WHERE r.created_at < o.cancelled_at AND r.status <> 'failed'), 0) AS gone_at_least
          FROM refunds r
          JOIN refund_parts part ON part.store_id = r.store_id AND part.refund_id = r.id AND part.variant_id IS NOT NULL
          JOIN orders o ON o.store_id = r.store_id AND o.id = r.order_id
          GROUP BY r.store_id, r.order_id, part.variant_id),
        came_back AS (
          SELECT r.store_id, r.order_id, l.variant_id, sum(l.quantity) AS units FROM returns r
          JOIN return_lines l ON l.store_id = r.store_id AND l.return_id = r.id
          WHERE r.status IN ('received', 'refunded') GROUP BY r.store_id, r.order_id, l.variant_id),
        line AS (
          SELECT l.store_id, l.order_id, l.variant_id, l.quantity, o.number, o.cancelled_at IS NOT NULL AS is_cancelled,
                 CASE WHEN o.paid_at IS NULL THEN 0 ELSE l.quantity END AS was_sold
          FROM order_lines l JOIN orders o ON o.store_id = l.store_id AND o.id = l.order_id)
        SELECT line.number, variant_id AS variant, line.quantity AS ordered, moved.sold,
               moved.cancelled, moved.refunded, moved.returned
        FROM line
        FULL JOIN moved USING (store_id, order_id, variant_id)
        LEFT JOIN paid_back USING (store_id, order_id, variant_id)
        LEFT JOIN came_back USING (store_id, order_id, variant_id)
        WHERE line.quantity IS NULL
           OR coalesce(moved.sold, 0) <> line.was_sold
           OR moved.balance NOT BETWEEN -line.was_sold AND 0
           OR moved.balance <> moved.cancelled + moved.refunded + moved.returned - moved.sold
           OR moved.refunded > coalesce(paid_back.units, 0)
           OR moved.returned > coalesce(came_back.units, 0)
           OR (NOT line.is_cancelled AND moved.cancelled <> 0)
           OR (line.is_cancelled AND line.was_sold > 0 AND moved.cancelled NOT BETWEEN
                 line.quantity - coalesce(paid_back.gone_at_most, 0) AND line.quantity - coalesce(paid_back.gone_at_least, 0))`,
    },
  ],
  ofPlatform: [
    {
      id: 'S1',
      name: 'the database refuses to oversell',
      sql: missingConstraint('stock', 'stock_never_oversold'),
    },
  ],
};
