import type { OrderDetail } from '@tradewind/contracts';
import type { Priced } from '../checkout/price-rows.ts';

/** What an order costs, as it was agreed. */
export const pricedOrder = ({ totals, shippingMethod, couponCode }: OrderDetail): Priced => ({
  totals,
  delivery: shippingMethod,
  coupon: couponCode,
});
