import { Inject, Injectable } from '@nestjs/common';
import { Config, Outbox, type Visitor } from '@tradewind/core';
import type { OrderDetail, PlaceOrder } from '@tradewind/contracts';
import { Database, type SqlTx } from '@tradewind/database';
import { openPayment } from '@tradewind/payments';
import { StoresService } from '@tradewind/stores';
import { type Basket, findBasket } from './carts/basket.queries.ts';
import { CartAccess, type CartOwner } from './carts/cart-access.ts';
import { checkLimits, checkSize } from './carts/check-limits.ts';
import {
  type PricedBasket,
  priceBasket,
  priceWithoutCoupon,
  type StoreTerms,
  toTotals,
} from './carts/price-basket.ts';
import { couponCustomers } from './coupons/coupon-customers.ts';
import { redeemCoupon } from './coupons/coupon.queries.ts';
import { insertOrder, newOrder } from './new-order.ts';
import { toOrderDetail } from './order-detail.ts';
import type { OrderRow } from './order.queries.ts';
import { CartAlreadyOrdered, CartEmpty, NotDelivered, OutOfStock, TotalChanged } from './orders.errors.ts';
import { isSameMoney } from './pricing/quote.ts';
import { reserveStock } from './stock.queries.ts';

/** Turns a cart into an order that awaits its payment. */
@Injectable()
export class PlaceOrderService {
  constructor(
    private readonly db: Database,
    private readonly stores: StoresService,
    private readonly outbox: Outbox,
    private readonly cartAccess: CartAccess,
    @Inject(Config) private readonly config: Config,
  ) {}

  /**
   * One transaction: the order, its lines, the hold on its stock, its coupon, its payment to be made and the row that
   * will give it up when nobody pays. A crash leaves all of it or nothing.
   */
  async placeOrder(visitor: Visitor, request: PlaceOrder): Promise<OrderDetail> {
    const store = await this.stores.current();
    const customers = couponCustomers(request.email, visitor.customerId);
    return this.db.writeSql(async (tx) => {
      const [cart, basket] = await Promise.all([
        closeCart(tx, request.cartId),
        findBasket(tx, request.cartId, {
          storeCountry: store.country,
          country: request.shippingAddress.country,
          shippingMethodId: request.shippingMethodId,
          customers,
        }),
      ]);
      this.cartAccess.check(visitor, cart);
      if (!cart.wasOpen || !basket) throw new CartAlreadyOrdered();
      const priced = checkBasket(basket, request, store);

      const order = newOrder(request, basket, priced, {
        customerId: visitor.customerId,
        holdMinutes: this.config.UNPAID_ORDER_MINUTES,
      });
      insertOrder(tx, order, { cartId: cart.id, actor: visitor.customerId ? 'customer' : 'guest' });
      if (priced.coupon) {
        redeemCoupon(tx, { orderId: order.id, coupon: priced.coupon, customers }, () =>
          withoutCoupon(basket, store),
        );
      }
      this.awaitPayment(tx, order);
      // Last, so that the rows which others wait for are locked for the shortest time.
      reserveStock(tx, order.lines);
      return toOrderDetail(order);
    });
  }

  private awaitPayment(tx: SqlTx, order: OrderRow): void {
    const orderId = order.id;
    // What costs nothing is paid already.
    if (order.totalMinor === 0) return this.outbox.addAtCommit(tx, 'settle-order', { orderId });
    openPayment(tx, { orderId, amountMinor: order.totalMinor, currency: order.currency });
    this.outbox.addAtCommit(
      tx,
      'expire-unpaid-order',
      { orderId },
      { inMinutes: this.config.UNPAID_ORDER_MINUTES },
    );
  }
}

/** A cart becomes one order at most: the second of two simultaneous requests finds it closed. */
async function closeCart(tx: SqlTx, cartId: string): Promise<(CartOwner & { wasOpen: boolean }) | undefined> {
  const [cart] = await tx.$queryRaw<(CartOwner & { wasOpen: boolean })[]>`
    WITH cart AS MATERIALIZED (
      SELECT store_id, id, customer_id, status FROM carts WHERE id = ${cartId}::uuid FOR NO KEY UPDATE),
    closed AS (
      UPDATE carts SET status = 'ordered' FROM cart
      WHERE carts.store_id = cart.store_id AND carts.id = cart.id AND cart.status = 'open')
    SELECT id, customer_id AS "customerId", status = 'open' AS "wasOpen" FROM cart`;
  return cart;
}

/** Refuses what cannot be sold, and what costs something else than the buyer was shown. */
function checkBasket(basket: Basket, request: PlaceOrder, terms: StoreTerms): PricedBasket {
  if (basket.lines.length === 0) throw new CartEmpty();
  checkLimits(basket.lines);
  const priced = priceBasket(basket, terms);
  checkSize(priced.quote);
  checkStock(basket, terms);
  const wanted = request.shippingMethodId ?? priced.method?.id;
  if (priced.method?.id !== wanted || (basket.storeDelivers && !priced.method)) throw new NotDelivered();
  const total = { amount: priced.quote.totalMinor, currency: terms.currency };
  if (!isSameMoney(request.expectedTotal, total))
    throw new TotalChanged(toTotals(priced.quote), priced.couponFault);
  return priced;
}

/** Says no early to who comes too late: without a lock, and with what is left. The lock decides for the others. */
function checkStock(basket: Basket, terms: StoreTerms): void {
  const short = basket.lines.filter(({ available, quantity }) => available < quantity);
  if (short.length === 0) return;
  const lines = basket.lines
    .map((line) => ({ ...line, quantity: Math.min(line.quantity, Math.max(line.available, 0)) }))
    .filter(({ quantity }) => quantity > 0);
  const { quote } = priceBasket({ ...basket, lines }, terms);
  throw new OutOfStock(
    short.map(({ variantId }) => variantId),
    toTotals(quote),
  );
}

const withoutCoupon = (basket: Basket, terms: StoreTerms): TotalChanged =>
  new TotalChanged(toTotals(priceWithoutCoupon(basket, terms).quote), 'coupon_used_up');
