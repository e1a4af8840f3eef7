'use client';

import { useActionState } from 'react';
import { CouponFault, type Money, type PlacedOrder, type Problem } from '@tradewind/contracts';
import { useRouter } from 'next/navigation';
import { z } from 'zod';
import { removeCoupon, setDelivery } from '../cart/change-cart.ts';
import { textsOf } from '../shell/form-texts.ts';
import { placeOrder } from './place-order.ts';
import type { Shown } from './shown.ts';

export interface Attempt {
  /** How many there were: what must be drawn anew after each has it as its key. */
  count: number;
  /** What was typed and chosen, by field name. */
  texts: Partial<Record<string, string>>;
  problem: Problem | null;
  /** What the page showed when the button was pressed. */
  seen: Shown | null;
}

interface Order {
  cartId: string;
  total: Money;
  shown: Shown;
  known: { email: string; name: string };
}

/** Places the order for the total that is shown. When that has moved, shows what there is now, and waits. */
export function useCheckout({ cartId, total, shown, known }: Order) {
  const router = useRouter();
  return useActionState(
    async ({ count }: Attempt, form: FormData): Promise<Attempt> => {
      const texts = textsOf(form);
      const outcome = await placeOrder({ cartId, expectedTotal: total, texts });
      // A new document: the cart has become an order, and nothing on the next page should still show it as a cart.
      if (outcome.ok) location.assign(pathAfter(outcome.value));
      else if (outcome.problem.code !== 'invalid') {
        await catchUp(cartId, texts, outcome.problem);
        router.refresh();
      }
      return { count: count + 1, texts, problem: outcome.ok ? null : outcome.problem, seen: shown };
    },
    { count: 0, texts: known, problem: null, seen: null },
  );
}

/** What costs nothing needs no payment. */
const pathAfter = ({ order: { id, total } }: PlacedOrder): string =>
  total.amount === 0 ? `/orders/${id}?payment=sent` : `/orders/${id}/payment`;

/**
 * Makes the cart say what was chosen here, so that the page shows what the order will cost: another window may have
 * chosen something else, and whether a coupon is used up for this buyer is known only once we know who they are.
 */
async function catchUp(cartId: string, texts: Attempt['texts'], problem: Problem): Promise<void> {
  if (couponFaultOf(problem) === 'coupon_used_up') await removeCoupon(cartId);
  const { country, shippingMethodId } = texts;
  if (country) await setDelivery(cartId, { country, ...(shippingMethodId && { shippingMethodId }) });
}

const WithCouponFault = z.object({ couponFault: CouponFault });

/** Why the coupon does not count, when that is what changed the total. */
export const couponFaultOf = (problem: Problem): CouponFault | null =>
  WithCouponFault.safeParse(problem).data?.couponFault ?? null;
