import { PlacedOrder, type Money } from '@tradewind/contracts';
import { callApi, type Outcome } from '../api/call.ts';
import { textsOf } from '../shell/form-texts.ts';
import { keyForAttempt } from './idempotency-key.ts';

interface Checkout {
  cartId: string;
  expectedTotal: Money;
  form: FormData;
}

/** Places the order once, however often it is sent: the same order keeps its key until the answer is known. */
export function placeOrder({ cartId, expectedTotal, form }: Checkout): Promise<Outcome<PlacedOrder>> {
  const texts = textsOf(form);
  const text = (name: string) => (texts[name] ?? '').trim();
  const line2 = text('line2');
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
    expectedTotal,
  };
  const headers = { 'idempotency-key': keyForAttempt(body) };
  return callApi({ method: 'POST', path: '/api/orders', body, headers }, PlacedOrder);
}
