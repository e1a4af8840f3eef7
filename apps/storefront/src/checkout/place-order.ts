import { PlacedOrder, type Money } from '@tradewind/contracts';
import type { Outcome } from '../api/call.ts';
import { sendOnce } from '../api/send-once.ts';

export interface Checkout {
  cartId: string;
  expectedTotal: Money;
  /** What was typed and chosen, by field name. */
  texts: Partial<Record<string, string>>;
}

/** Places the order once, for exactly the total that the buyer was shown. */
export function placeOrder({ cartId, expectedTotal, texts }: Checkout): Promise<Outcome<PlacedOrder>> {
  const text = (name: string) => (texts[name] ?? '').trim();
  const line2 = text('line2');
  const shippingMethodId = text('shippingMethodId');
  const body = {
    cartId,
    email: text('email'),
    shippingAddress: {
      name: text('name'),
      line1: text('line1'),
      ...(line2 && { line2 }),
      postalCode: text('postalCode'),
      city: text('city'),
      country: text('country'),
    },
    ...(shippingMethodId && { shippingMethodId }),
    expectedTotal,
  };
  return sendOnce({ path: '/api/orders', body }, PlacedOrder);
}
