import { Prisma, RunAgain, type SqlTx } from '@tradewind/database';
import type { BasketCoupon } from '../carts/basket.queries.ts';

export interface Redemption {
  orderId: string;
  coupon: BasketCoupon;
  /** The names of the customer, see `couponCustomers`. */
  customers: string[];
}

/**
 * Counts one use of a coupon. As with stock nothing is looked at first: the two CHECKs of the limits say no, so they
 * hold however many redeem at once. `refused` is what to throw when this customer has used it up.
 */
export function redeemCoupon(tx: SqlTx, redemption: Redemption, refused: () => Error): void {
  const { orderId, coupon, customers } = redemption;
  tx.atCommit(
    Prisma.sql`
      WITH counted AS (UPDATE coupons SET used_count = used_count + 1 WHERE id = ${coupon.id}::uuid)
      INSERT INTO coupon_redemptions (order_id, coupon_id, customers)
      VALUES (${orderId}::uuid, ${coupon.id}::uuid, ${customers}::text[])`,
    // Somebody took the last one: the second look at the basket finds it used up and prices it without.
    { coupons_within_limit: () => new RunAgain(refused()) },
  );
  if (coupon.maxUsesPerCustomer !== null) countForCustomer(tx, redemption, refused);
}

function countForCustomer(tx: SqlTx, { coupon, customers }: Redemption, refused: () => Error): void {
  tx.atCommit(
    Prisma.sql`
      INSERT INTO coupon_uses AS uses (coupon_id, customer, used_count, max_uses)
      SELECT ${coupon.id}::uuid, customer, 1, ${coupon.maxUsesPerCustomer}
      FROM unnest(${customers}::text[]) AS customer ORDER BY customer
      ON CONFLICT (store_id, coupon_id, customer)
      DO UPDATE SET used_count = uses.used_count + 1, max_uses = excluded.max_uses`,
    { coupon_uses_within_limit: refused },
  );
}

/** Locks the coupon of an order: before its stock, and before the counts of its customers, as redeeming does. */
export const lockCouponOf = (orderId: string): Prisma.Sql => Prisma.sql`
  SELECT FROM coupons k JOIN coupon_redemptions r ON r.store_id = k.store_id AND r.coupon_id = k.id
  WHERE r.order_id = ${orderId}::uuid FOR NO KEY UPDATE OF k`;

/** Gives the coupon of a cancelled order back, once: a redemption that is void stays void. */
export function giveCouponBack(tx: SqlTx, orderId: string): void {
  tx.atCommit(lockCouponOf(orderId));
  tx.atCommit(Prisma.sql`
    WITH voided AS (
      UPDATE coupon_redemptions SET voided_at = now() WHERE order_id = ${orderId}::uuid AND voided_at IS NULL
      RETURNING store_id, coupon_id, customers),
    counted AS (
      UPDATE coupons k SET used_count = k.used_count - 1 FROM voided
      WHERE k.store_id = voided.store_id AND k.id = voided.coupon_id)
    UPDATE coupon_uses uses SET used_count = uses.used_count - 1 FROM voided
    WHERE uses.store_id = voided.store_id AND uses.coupon_id = voided.coupon_id
      AND uses.customer = ANY(voided.customers) AND uses.used_count > 0`);
}
