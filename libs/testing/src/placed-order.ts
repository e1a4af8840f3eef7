import { PlacedOrder, type StartedPayment } from '@tradewind/contracts';
import { aCart, aKey, anOrder, type TestProduct } from './a-store.ts';
import type { HttpClient } from './http-client.ts';
import { anEmail } from './people.ts';

/** An order that a visitor has just placed, under an e-mail address nobody else uses. */
export async function aPlacedOrder(
  visitor: HttpClient,
  lines: [TestProduct, number][],
): Promise<PlacedOrder> {
  const { body } = await visitor.post('/api/orders', {
    headers: { 'idempotency-key': aKey() },
    body: { ...anOrder(await aCart(visitor, lines)), email: anEmail() },
  });
  return PlacedOrder.parse(body);
}

/** Starts the payment of an order, as the checkout page does. */
export async function startPayment(visitor: HttpClient, orderId: string): Promise<StartedPayment> {
  const { status, body, text } = await visitor.post<StartedPayment>(`/api/orders/${orderId}/payment`);
  if (status !== 201) throw new Error(`The payment was refused: ${text}`);
  return body;
}
