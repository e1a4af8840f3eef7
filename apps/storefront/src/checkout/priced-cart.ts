import type { Cart } from '@tradewind/contracts';
import type { Priced } from './price-rows.ts';

/** What a cart costs, with the names of the delivery and the coupon that count. */
export function pricedCart({ totals, shippingOptions, shippingMethodId, coupon }: Cart): Priced {
  return {
    totals,
    delivery: shippingOptions.find(({ id }) => id === shippingMethodId)?.name ?? null,
    coupon: coupon?.fault === null ? coupon.code : null,
  };
}
