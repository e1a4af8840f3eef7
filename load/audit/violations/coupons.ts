import { type Violation, without } from './violation.ts';

export const coupons: Violation[] = [
  {
    breaks: 'P1 the uses of a coupon',
    what: 'a use that no order has made',
    sql: 'UPDATE coupons SET used_count = 2',
  },
  {
    breaks: 'P1 the uses of a coupon',
    what: 'more uses than are allowed',
    sql: `${without('coupons', 'coupons_within_limit')} UPDATE coupons SET max_uses = 0`,
  },
  {
    breaks: 'P1 so are those',
    what: 'a use that was not counted for its customer',
    sql: `DELETE FROM coupon_uses WHERE customer = 'email:ann'`,
  },
  {
    breaks: 'P1 so are those',
    what: 'more uses than one customer may have',
    sql: `${without('coupon_uses', 'coupon_uses_within_limit')} UPDATE coupon_uses SET max_uses = 0`,
  },
  {
    breaks: 'P1 an order gave',
    what: 'a coupon given back though its order stands',
    sql: `UPDATE coupon_redemptions SET voided_at = now() WHERE order_id = {paid}`,
  },
  {
    breaks: 'P1 an order gave',
    what: 'a coupon kept though its order was cancelled',
    sql: `UPDATE coupon_redemptions SET voided_at = NULL WHERE order_id = {cancelled}`,
  },
  {
    breaks: 'P1 an order gave',
    what: 'a discount for which no coupon was redeemed',
    sql: `DELETE FROM coupon_redemptions WHERE order_id = {paid}`,
  },
  {
    breaks: 'P1 the database',
    what: 'a missing guard against one use too many',
    sql: without('coupons', 'coupons_within_limit'),
  },
];
