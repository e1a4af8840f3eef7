import type { CartCoupon, CouponFault } from '@tradewind/contracts';

const sentences: Record<CouponFault, (code: string) => string> = {
  unknown_coupon: (code) => `We do not know a coupon ${code}. Is every letter right?`,
  coupon_expired: (code) => `The coupon ${code} is over: its time has passed.`,
  coupon_used_up: (code) => `The coupon ${code} has been used as often as it may be.`,
  coupon_needs_more_spending: (code) =>
    `The coupon ${code} needs a larger order. It counts by itself as soon as there is enough in your cart.`,
};

/** Why a coupon takes nothing off; null when it does. */
export const couponFaultWords = ({ code, fault }: CartCoupon): string | null =>
  fault && sentences[fault](code);
