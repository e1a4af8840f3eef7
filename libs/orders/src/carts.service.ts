import { Injectable } from '@nestjs/common';
import { toImage } from '@tradewind/catalog';
import { NotFound } from '@tradewind/core';
import { type Cart, maxLinesPerCart } from '@tradewind/contracts';
import { Database, type Tx } from '@tradewind/database';
import { StoresService } from '@tradewind/stores';
import { v7 as uuidv7 } from 'uuid';
import { type CartLineRow, findCartLines } from './cart-lines.queries.ts';
import { itemCountOf, lineTotal, totalOf } from './order-pricing.ts';
import { CartAlreadyOrdered, CartFull } from './orders.errors.ts';

/** What is in a cart. Prices and stock are those of this moment; they are decided when the order is placed. */
@Injectable()
export class CartsService {
  constructor(
    private readonly db: Database,
    private readonly stores: StoresService,
  ) {}

  async create(customerId: string | undefined): Promise<string> {
    const id = uuidv7();
    await this.db.write((tx) => tx.cart.createMany({ data: [{ id, customerId: customerId ?? null }] }));
    return id;
  }

  async show(cartId: string): Promise<Cart> {
    const { currency } = await this.stores.current();
    return toCart(cartId, await findCartLines(this.db.read, cartId), currency);
  }

  /** Sets how many of a variant are in the cart: the same call twice leaves the same cart. */
  async setLine(cartId: string, variantId: string, quantity: number): Promise<Cart> {
    await this.db.write(async (tx) => {
      await keepOpen(tx, cartId);
      await upsertLine(tx, cartId, variantId, quantity);
    });
    return this.show(cartId);
  }

  async removeLine(cartId: string, variantId: string): Promise<Cart> {
    await this.db.write(async (tx) => {
      await keepOpen(tx, cartId);
      await tx.cartLine.deleteMany({ where: { cartId, variantId } });
    });
    return this.show(cartId);
  }
}

/** Holds the cart open while a line changes: placing the order waits, and the order has the line or does not. */
async function keepOpen(tx: Tx, cartId: string): Promise<void> {
  const open = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM carts WHERE id = ${cartId}::uuid AND status = 'open' FOR NO KEY UPDATE`;
  if (open.length === 0) throw new CartAlreadyOrdered();
}

async function upsertLine(tx: Tx, cartId: string, variantId: string, quantity: number): Promise<void> {
  const [line] = await tx.$queryRaw<{ isNew: boolean }[]>`
    INSERT INTO cart_lines (cart_id, variant_id, quantity)
    SELECT ${cartId}::uuid, v.id, ${quantity}
    FROM variants v JOIN products p ON p.store_id = v.store_id AND p.id = v.product_id AND p.status = 'published'
    WHERE v.id = ${variantId}::uuid
    ON CONFLICT (store_id, cart_id, variant_id) DO UPDATE SET quantity = excluded.quantity
    RETURNING xmax = 0 AS "isNew"`;
  if (!line) throw new NotFound();
  if (line.isNew && (await tx.cartLine.count({ where: { cartId } })) > maxLinesPerCart) throw new CartFull();
}

function toCart(id: string, rows: CartLineRow[], currency: string): Cart {
  return {
    id,
    lines: rows.map(({ image, unitPriceMinor, currency: lineCurrency, sku: _sku, ...row }) => ({
      ...row,
      image: image && toImage(image),
      unitPrice: { amount: unitPriceMinor, currency: lineCurrency },
      lineTotal: { amount: lineTotal({ ...row, unitPriceMinor }), currency: lineCurrency },
    })),
    itemCount: itemCountOf(rows),
    total: { amount: totalOf(rows), currency },
  };
}
