import { z } from 'zod';
import { Image } from './catalog.ts';
import { Id, Money } from './common.ts';

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

export const Cart = z
  .strictObject({ id: Id, lines: z.array(CartLine), itemCount: z.int(), total: Money })
  .meta({ id: 'Cart' });
export type Cart = z.infer<typeof Cart>;

/** `token` opens a guest's cart: send it as `Cart-Token`. Browsers get it as an HttpOnly cookie too. */
export const NewCart = z.strictObject({ cart: Cart, token: z.string() }).meta({ id: 'NewCart' });
export type NewCart = z.infer<typeof NewCart>;

export const SetCartLine = z
  .strictObject({ quantity: z.int().min(1).max(maxQuantityPerLine) })
  .meta({ id: 'SetCartLine' });
export type SetCartLine = z.infer<typeof SetCartLine>;
