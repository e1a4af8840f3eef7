import type { CouponFault, ShippingOption, Totals } from '@tradewind/contracts';
import type { Basket, BasketCoupon, BasketMethod } from './basket.queries.ts';
import { type Discount, type Quote, quote, shippingPrice } from '../pricing/quote.ts';

/** How a store prices everything it sells. */
export interface StoreTerms {
  currency: string;
  pricesIncludeTax: boolean;
}

/** What a basket costs now, and what was decided on the way. */
export interface PricedBasket {
  quote: Quote;
  options: ShippingOption[];
  method: BasketMethod | undefined;
  coupon: BasketCoupon | undefined;
  couponFault: CouponFault | null;
}

/** Decides which coupon and which delivery count, and has them priced. Pure: the basket says all there is to know. */
export function priceBasket(basket: Basket, terms: StoreTerms): PricedBasket {
  const goods = quote({ ...terms, lines: basket.lines });
  const couponFault = basket.couponCode === null ? null : faultOf(basket.coupon, goods.subtotalMinor);
  const coupon = couponFault === null ? (basket.coupon ?? undefined) : undefined;
  const discount = coupon && discountOf(coupon);

  const discounted = quote({ ...terms, lines: basket.lines, discount });
  const offers = offersFor(basket, discounted);
  const chosen = offers.find(({ method }) => method.id === basket.shippingMethodId) ?? offers[0];
  return {
    quote: chosen ? quote({ ...terms, lines: basket.lines, discount, shipping: chosen.method }) : discounted,
    options: offers.map(({ method, priceMinor }) => toOption(method, priceMinor, terms.currency)),
    method: chosen?.method,
    coupon,
    couponFault,
  };
}

/** The same basket as if the buyer had no coupon: what it costs when the coupon cannot be redeemed after all. */
export const priceWithoutCoupon = (basket: Basket, terms: StoreTerms): PricedBasket =>
  priceBasket({ ...basket, couponCode: null, coupon: null }, terms);

function faultOf(coupon: BasketCoupon | null, subtotalMinor: number): CouponFault | null {
  if (!coupon?.hasStarted) return 'unknown_coupon';
  if (coupon.hasEnded) return 'coupon_expired';
  if (coupon.isUsedUp) return 'coupon_used_up';
  return subtotalMinor < coupon.minSpendMinor ? 'coupon_needs_more_spending' : null;
}

function discountOf({ kind, value }: BasketCoupon): Discount {
  switch (kind) {
    case 'percent':
      return { kind, percentPpm: value };
    case 'amount':
      return { kind, amountMinor: value };
    case 'free_shipping':
      return { kind };
  }
}

function offersFor({ lines, methods }: Basket, { subtotalMinor, discountMinor }: Quote) {
  if (lines.length === 0) return [];
  const weightGrams = lines.reduce((sum, { quantity, weightGrams: each }) => sum + quantity * each, 0);
  return methods.flatMap((method) => {
    const priceMinor = shippingPrice(method, subtotalMinor - discountMinor, weightGrams);
    return priceMinor === undefined ? [] : [{ method, priceMinor }];
  });
}

const toOption = (
  { id, name, description }: BasketMethod,
  amount: number,
  currency: string,
): ShippingOption => ({
  id,
  name,
  description,
  price: { amount, currency },
});

/** The figures of a quote, or of the order that was made of it, as everybody sees them. */
export function toTotals(figures: Omit<Quote, 'lines' | 'itemCount'>): Totals {
  const money = (amount: number) => ({ amount, currency: figures.currency });
  return {
    pricesIncludeTax: figures.pricesIncludeTax,
    subtotal: money(figures.subtotalMinor),
    discount: money(figures.discountMinor),
    shipping: money(figures.shippingMinor - figures.shippingDiscountMinor),
    tax: money(figures.taxMinor),
    taxes: figures.taxes.map(({ ratePpm, netMinor, taxMinor }) => ({
      ratePpm,
      net: money(netMinor),
      tax: money(taxMinor),
    })),
    total: money(figures.totalMinor),
  };
}
