import { Injectable } from '@nestjs/common';
import { toImage } from '@tradewind/catalog';
import { NotFound, type Visitor } from '@tradewind/core';
import { type Cart, maxLinesPerCart, type SetDelivery } from '@tradewind/contracts';
import { Database, Prisma, type SqlTx } from '@tradewind/database';
import { StoresService } from '@tradewind/stores';
import { v7 as uuidv7 } from 'uuid';
import { accountNames } from '../coupons/coupon-customers.ts';
import { CartAlreadyOrdered, CartFull } from '../orders.errors.ts';
import { type Basket, type BasketLine, type Destination, findBasket } from './basket.queries.ts';
import { CartAccess, type CartOwner } from './cart-access.ts';
import { checkLimits } from './check-limits.ts';
import { priceBasket, type StoreTerms, toTotals } from './price-basket.ts';

/** What is in a cart. Prices and stock are those of this moment; they are decided when the order is placed. */
@Injectable()
export class CartsService {
  constructor(
    private readonly db: Database,
    private readonly stores: StoresService,
    private readonly access: CartAccess,
  ) {}

  async create(customerId: string | undefined): Promise<Cart> {
    const id = uuidv7();
    await this.db.writeSql((tx) => {
      tx.atCommit(
        Prisma.sql`INSERT INTO carts (id, customer_id) VALUES (${id}::uuid, ${customerId ?? null}::uuid)`,
      );
      return Promise.resolve();
    });
    const store = await this.stores.current();
    return toCart(emptyBasket(id, customerId ?? null, store.country), store);
  }

  async show(visitor: Visitor, cartId: string): Promise<Cart> {
    const store = await this.stores.current();
    const basket = await findBasket(this.db.read, cartId, askedBy(visitor, store));
    this.access.check(visitor, basket);
    return toCart(basket, store);
  }

  /** Sets how many of a variant are in the cart: the same call twice leaves the same cart. */
  setLine(visitor: Visitor, cartId: string, variantId: string, quantity: number): Promise<Cart> {
    let isNew = false;
    const set = async (tx: SqlTx) => {
      const [line] = await tx.$queryRaw<{ isNew: boolean }[]>`
        INSERT INTO cart_lines (cart_id, variant_id, quantity)
        SELECT ${cartId}::uuid, v.id, ${quantity}
        FROM variants v JOIN products p ON p.store_id = v.store_id AND p.id = v.product_id AND p.status = 'published'
        WHERE v.id = ${variantId}::uuid
        ON CONFLICT (store_id, cart_id, variant_id) DO UPDATE SET quantity = excluded.quantity
        RETURNING xmax = 0 AS "isNew"`;
      if (!line) throw new NotFound();
      isNew = line.isNew;
    };
    return this.change(visitor, cartId, set, ({ lines }) => {
      if (isNew && lines.length > maxLinesPerCart) throw new CartFull();
      checkLimits(ofSameProduct(lines, variantId));
    });
  }

  removeLine(visitor: Visitor, cartId: string, variantId: string): Promise<Cart> {
    return this.change(
      visitor,
      cartId,
      (tx) =>
        tx.$executeRaw`DELETE FROM cart_lines WHERE cart_id = ${cartId}::uuid AND variant_id = ${variantId}::uuid`,
    );
  }

  setDelivery(visitor: Visitor, cartId: string, { country, shippingMethodId }: SetDelivery): Promise<Cart> {
    return this.change(
      visitor,
      cartId,
      (tx) => tx.$executeRaw`
        UPDATE carts SET country = ${country}, shipping_method_id = ${shippingMethodId ?? null}::uuid
        WHERE id = ${cartId}::uuid`,
    );
  }

  /** Remembers a code, or forgets it. Whether it counts is decided whenever the cart is priced. */
  setCoupon(visitor: Visitor, cartId: string, code: string | null): Promise<Cart> {
    return this.change(
      visitor,
      cartId,
      (tx) => tx.$executeRaw`UPDATE carts SET coupon_code = ${code} WHERE id = ${cartId}::uuid`,
    );
  }

  /**
   * Changes an open cart and answers what it costs then. The three statements need no answer in between. Only what
   * makes a cart larger is held against its limits: one that two carts were merged into must be able to shrink.
   */
  private async change(
    visitor: Visitor,
    cartId: string,
    work: (tx: SqlTx) => Promise<unknown>,
    check: (basket: Basket) => void = () => undefined,
  ): Promise<Cart> {
    const store = await this.stores.current();
    return this.db.writeSql(async (tx) => {
      const cart = await lockCart(tx, cartId);
      this.access.check(visitor, cart);
      if (cart.status !== 'open') throw new CartAlreadyOrdered();
      const [, basket] = await Promise.all([work(tx), findBasket(tx, cartId, askedBy(visitor, store))]);
      if (!basket) throw new NotFound();
      check(basket);
      return toCart(basket, store);
    });
  }
}

const askedBy = ({ customerId }: Visitor, { country }: { country: string }): Destination => ({
  storeCountry: country,
  customers: accountNames(customerId),
});

/** Holds the cart open while it changes: placing the order waits, and the order has the change or does not. */
async function lockCart(tx: SqlTx, cartId: string): Promise<(CartOwner & { status: string }) | undefined> {
  const [cart] = await tx.$queryRaw<(CartOwner & { status: string })[]>`
    SELECT id, customer_id AS "customerId", status FROM carts WHERE id = ${cartId}::uuid FOR NO KEY UPDATE`;
  return cart;
}

function ofSameProduct(lines: readonly BasketLine[], variantId: string): BasketLine[] {
  const productId = lines.find((line) => line.variantId === variantId)?.productId;
  return lines.filter((line) => line.productId === productId);
}

const emptyBasket = (id: string, customerId: string | null, country: string): Basket => ({
  id,
  customerId,
  status: 'open',
  country,
  shippingMethodId: null,
  couponCode: null,
  coupon: null,
  lines: [],
  methods: [],
  storeDelivers: false,
  now: new Date(),
});

function toCart(basket: Basket, terms: StoreTerms): Cart {
  const money = (amount: number) => ({ amount, currency: terms.currency });
  const { quote, options, method, couponFault } = priceBasket(basket, terms);
  return {
    id: basket.id,
    lines: basket.lines.map((line) => ({
      variantId: line.variantId,
      productSlug: line.productSlug,
      productName: line.productName,
      variantName: line.variantName,
      image: line.image && toImage(line.image),
      quantity: line.quantity,
      unitPrice: money(line.unitPriceMinor),
      lineTotal: money(line.quantity * line.unitPriceMinor),
      available: line.available,
    })),
    itemCount: quote.itemCount,
    country: basket.country,
    shippingOptions: options,
    shippingMethodId: method?.id ?? null,
    isDeliverable: method !== undefined || !basket.storeDelivers || basket.lines.length === 0,
    coupon: basket.couponCode === null ? null : { code: basket.couponCode, fault: couponFault },
    totals: toTotals(quote),
    total: money(quote.totalMinor),
  };
}
