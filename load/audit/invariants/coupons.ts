import type { Chapter } from '../invariant.ts';
import { missingConstraint } from './sql.ts';

export const coupons: Chapter = {
  title: 'Coupons',
  ofEachStore: [
    {
      id: 'P1',
      name: 'the uses of a coupon are its redemptions that stand, and within its limit',
      sql: `
        SELECT k.code, k.used_count AS counted, k.max_uses AS allowed, live.times AS redeemed FROM coupons k
        LEFT JOIN LATERAL (
          SELECT count(*) AS times FROM coupon_redemptions r
          WHERE r.store_id = k.store_id AND r.coupon_id = k.id AND r.voided_at IS NULL) live ON true
        WHERE k.used_count <> live.times OR live.times > k.max_uses`,
    },
    {
      id: 'P1',
      // Whose they are is left out: it would print e-mail addresses.
      name: 'so are those of each customer, where the coupon counts them',
      sql: `
        WITH live AS (
          SELECT r.store_id, r.coupon_id, customer, count(*) AS times
          FROM coupon_redemptions r, unnest(r.customers) AS customer
          WHERE r.voided_at IS NULL GROUP BY r.store_id, r.coupon_id, customer)
        SELECT k.code, counts.counted, counts.allowed, counts.redeemed
        FROM (
          SELECT store_id, coupon_id, coalesce(uses.used_count, 0) AS counted, uses.max_uses AS allowed,
                 coalesce(live.times, 0) AS redeemed
          FROM coupon_uses uses FULL JOIN live USING (store_id, coupon_id, customer)) counts
        JOIN coupons k ON k.store_id = counts.store_id AND k.id = counts.coupon_id
        WHERE k.max_uses_per_customer IS NOT NULL AND (counts.counted <> counts.redeemed OR counts.counted > counts.allowed)`,
    },
    {
      id: 'P1',
      name: 'an order gave its coupon back exactly when it was cancelled',
      sql: `
        SELECT o.number, o.status, o.coupon_code AS coupon, r.voided_at FROM orders o
        LEFT JOIN coupon_redemptions r ON r.store_id = o.store_id AND r.order_id = o.id
        WHERE (o.coupon_code IS NULL) <> (r.order_id IS NULL)
           OR (r.order_id IS NOT NULL AND (r.voided_at IS NULL) <> (o.cancelled_at IS NULL))`,
    },
  ],
  ofPlatform: [
    {
      id: 'P1',
      name: 'the database refuses one use too many',
      sql: `${missingConstraint('coupons', 'coupons_within_limit')}
        UNION ALL ${missingConstraint('coupon_uses', 'coupon_uses_within_limit')}`,
    },
  ],
};
