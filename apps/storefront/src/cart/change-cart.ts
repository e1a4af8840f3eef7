import { Cart, NewCart } from '@tradewind/contracts';
import { callApi, type Outcome } from '../api/call.ts';

/** Puts some more of a variant into the visitor's cart; makes them one if they have none yet. */
export async function addToCart(variantId: string, quantity: number): Promise<Outcome<Cart>> {
  // Opening a cart answers with the one the visitor has, if they have one.
  const opened = await callApi({ method: 'POST', path: '/api/carts' }, NewCart);
  if (!opened.ok) return opened;
  const { id, lines } = opened.value.cart;
  const already = lines.find((line) => line.variantId === variantId)?.quantity ?? 0;
  return setQuantity(id, variantId, already + quantity);
}

export function setQuantity(cartId: string, variantId: string, quantity: number): Promise<Outcome<Cart>> {
  return callApi({ method: 'PUT', path: lineOf(cartId, variantId), body: { quantity } }, Cart);
}

export function removeLine(cartId: string, variantId: string): Promise<Outcome<Cart>> {
  return callApi({ method: 'DELETE', path: lineOf(cartId, variantId) }, Cart);
}

const lineOf = (cartId: string, variantId: string) => `/api/carts/${cartId}/lines/${variantId}`;
