import { Cart, NewCart, type SetDelivery } from '@tradewind/contracts';
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

/** Where the cart goes and how: decides what delivery and tax cost. */
export function setDelivery(cartId: string, delivery: SetDelivery): Promise<Outcome<Cart>> {
  return callApi({ method: 'PUT', path: `/api/carts/${cartId}/delivery`, body: delivery }, Cart);
}

/** Remembers a code. Whether it counts is in the answer, and may be another tomorrow. */
export function enterCoupon(cartId: string, code: string): Promise<Outcome<Cart>> {
  return callApi({ method: 'PUT', path: couponOf(cartId), body: { code } }, Cart);
}

export function removeCoupon(cartId: string): Promise<Outcome<Cart>> {
  return callApi({ method: 'DELETE', path: couponOf(cartId) }, Cart);
}

const lineOf = (cartId: string, variantId: string) => `/api/carts/${cartId}/lines/${variantId}`;
const couponOf = (cartId: string) => `/api/carts/${cartId}/coupon`;
