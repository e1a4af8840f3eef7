import { z } from 'zod';
import { Image } from './catalog.ts';
import { Country, Id, Money } from './common.ts';

export const maxLinesPerCart = 50;
export const maxQuantityPerLine = 99;

export const CartLine = z
  .strictObject({
    variantId: Id,
    productSlug: z.string(),
    productName: z.string(),
    variantName: z.string(),
    image: Image.nullable(),
    quantity: z.int(),
    unitPrice: Money,
    lineTotal: Money,
    available: z.int().min(0),
  })
  .meta({ id: 'CartLine' });
export type CartLine = z.infer<typeof CartLine>;

/**
 * What something costs, and why. Where `pricesIncludeTax` is true, subtotal - discount + shipping is the total and
 * the tax is within it; otherwise the tax is added. `ratePpm` is in parts per million: 190000 is 19 %.
 */
export const Totals = z
  .strictObject({
    pricesIncludeTax: z.boolean(),
    subtotal: Money,
    discount: Money,
    /** What is paid for the delivery, in the store's terms: 0 when it is free. */
    shipping: Money,
    tax: Money,
    taxes: z.array(z.strictObject({ ratePpm: z.int(), net: Money, tax: Money })),
    total: Money,
  })
  .meta({ id: 'Totals' });
export type Totals = z.infer<typeof Totals>;

/** A way of delivery that this basket can take, with its price today. */
export const ShippingOption = z
  .strictObject({ id: Id, name: z.string(), description: z.string(), price: Money })
  .meta({ id: 'ShippingOption' });
export type ShippingOption = z.infer<typeof ShippingOption>;

/** Why a coupon takes nothing off at the moment. One that has not started yet is as good as unknown. */
export const couponFaults = [
  'unknown_coupon',
  'coupon_expired',
  'coupon_used_up',
  'coupon_needs_more_spending',
] as const;
export const CouponFault = z.enum(couponFaults);
export type CouponFault = z.infer<typeof CouponFault>;

export const CartCoupon = z
  .strictObject({ code: z.string(), fault: CouponFault.nullable() })
  .meta({ id: 'CartCoupon', description: 'It counts when `fault` is null.' });
export type CartCoupon = z.infer<typeof CartCoupon>;

/**
 * A cart and what it costs today. `country` is where it goes, the store's own until the buyer says otherwise.
 * `shippingOptions` are what can be chosen there; `shippingMethodId` is the chosen or else the first of them, null
 * where nothing is delivered to or the store has no delivery at all.
 */
export const Cart = z
  .strictObject({
    id: Id,
    lines: z.array(CartLine),
    itemCount: z.int(),
    country: Country,
    shippingOptions: z.array(ShippingOption),
    shippingMethodId: Id.nullable(),
    /** False where the store delivers, but not such a basket to this country. */
    isDeliverable: z.boolean(),
    coupon: CartCoupon.nullable(),
    totals: Totals,
    total: Money,
  })
  .meta({ id: 'Cart' });
export type Cart = z.infer<typeof Cart>;

/** `token` opens a guest's cart: send it as `Cart-Token`. Browsers get it as an HttpOnly cookie too. */
export const NewCart = z.strictObject({ cart: Cart, token: z.string() }).meta({ id: 'NewCart' });
export type NewCart = z.infer<typeof NewCart>;

export const SetCartLine = z
  .strictObject({ quantity: z.int().min(1).max(maxQuantityPerLine) })
  .meta({ id: 'SetCartLine' });
export type SetCartLine = z.infer<typeof SetCartLine>;

/** Where the cart goes and how. Without a method the first one that goes there. */
export const SetDelivery = z
  .strictObject({ country: Country, shippingMethodId: Id.optional() })
  .meta({ id: 'SetDelivery' });
export type SetDelivery = z.infer<typeof SetDelivery>;

/** As people type it: case and blanks around it do not matter. */
export const CouponCode = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z0-9][A-Z0-9_-]{1,39}$/, 'Use the 2 to 40 letters, digits and hyphens of the code.');

export const EnterCoupon = z.strictObject({ code: CouponCode }).meta({ id: 'EnterCoupon' });
export type EnterCoupon = z.infer<typeof EnterCoupon>;
