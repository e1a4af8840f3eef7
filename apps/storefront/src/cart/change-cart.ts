import { Cart, NewCart } from '@tradewind/contracts';
import { callApi, type Outcome } from '../api/call.ts';

/** Puts some more of a variant into the visitor's cart; makes them one if they have none yet. */
export async function addToCart(variantId: string, quantity: number): Promise<Outcome<Cart>> {
  const cart = await currentOrNewCart();
  if (!cart.ok) return cart;
  const already = cart.value.lines.find((line) => line.variantId === variantId)?.quantity ?? 0;
  return setQuantity(cart.value.id, variantId, already + quantity);
}

export function setQuantity(cartId: string, variantId: string, quantity: number): Promise<Outcome<Cart>> {
  return callApi({ method: 'PUT', path: lineOf(cartId, variantId), body: { quantity } }, Cart);
}

export function removeLine(cartId: string, variantId: string): Promise<Outcome<Cart>> {
  return callApi({ method: 'DELETE', path: lineOf(cartId, variantId) }, Cart);
}

async function currentOrNewCart(): Promise<Outcome<Cart>> {
  const current = await callApi({ method: 'GET', path: '/api/carts/current' }, Cart);
  if (current.ok || current.problem.status !== 404) return current;
  const created = await callApi({ method: 'POST', path: '/api/carts' }, NewCart);
  return created.ok ? { ok: true, value: created.value.cart } : created;
}

const lineOf = (cartId: string, variantId: string) => `/api/carts/${cartId}/lines/${variantId}`;
