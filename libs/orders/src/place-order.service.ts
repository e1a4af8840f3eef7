import { Inject, Injectable } from '@nestjs/common';
import { Config, Outbox, type Visitor } from '@tradewind/core';
import type { Money, OrderDetail, PlaceOrder } from '@tradewind/contracts';
import { Database, type Tx } from '@tradewind/database';
import { openPayment } from '@tradewind/payments';
import { v7 as uuidv7 } from 'uuid';
import { CartAccess, type CartOwner } from './cart-access.ts';
import { type CartLineRow, findCartLines } from './cart-lines.queries.ts';
import { orderWithLines, toOrderDetail } from './order-detail.ts';
import { drawOrderNumber } from './order-number.ts';
import { isSameMoney, itemCountOf, totalOf } from './order-pricing.ts';
import { CartAlreadyOrdered, CartEmpty, TotalChanged } from './orders.errors.ts';
import { reserveStock } from './stock.queries.ts';

/** Turns a cart into an order that awaits its payment. */
@Injectable()
export class PlaceOrderService {
  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
    private readonly cartAccess: CartAccess,
    @Inject(Config) private readonly config: Config,
  ) {}

  /**
   * One transaction: the order, its lines, the hold on its stock, its payment to be made and the row that will
   * give it up when nobody pays. A crash leaves all of it or nothing.
   */
  async placeOrder(visitor: Visitor, request: PlaceOrder): Promise<OrderDetail> {
    return this.db.write(async (tx) => {
      this.cartAccess.check(visitor, await lockCart(tx, request.cartId));
      await closeCart(tx, request.cartId);
      const lines = await findCartLines(tx, request.cartId);
      const total = checkTotal(lines, request.expectedTotal);
      await reserveStock(tx, lines);

      const order = await createOrder(tx, { customerId: visitor.customerId, request, lines, total });
      await openPayment(tx, order);
      await this.outbox.add(
        tx,
        'expire-unpaid-order',
        { orderId: order.id },
        { inMinutes: this.config.UNPAID_ORDER_MINUTES },
      );
      return toOrderDetail(
        order,
        lines.flatMap(({ image }) => image ?? []),
      );
    });
  }
}

async function lockCart(tx: Tx, cartId: string): Promise<CartOwner | undefined> {
  const [cart] = await tx.$queryRaw<CartOwner[]>`
    SELECT id, customer_id AS "customerId" FROM carts WHERE id = ${cartId}::uuid FOR UPDATE`;
  return cart;
}

/** A cart becomes one order at most: the second of two simultaneous requests finds it closed. */
async function closeCart(tx: Tx, cartId: string): Promise<void> {
  const closed =
    await tx.$executeRaw`UPDATE carts SET status = 'ordered' WHERE id = ${cartId}::uuid AND status = 'open'`;
  if (closed === 0) throw new CartAlreadyOrdered();
}

function checkTotal(lines: CartLineRow[], expected: Money | undefined): Money {
  const [first] = lines;
  if (!first) throw new CartEmpty();
  const total = { amount: totalOf(lines), currency: first.currency };
  if (expected && !isSameMoney(expected, total)) throw new TotalChanged(total);
  return total;
}

interface NewOrder {
  customerId: string | undefined;
  request: PlaceOrder;
  lines: CartLineRow[];
  total: Money;
}

function createOrder(tx: Tx, { customerId, request, lines, total }: NewOrder) {
  return tx.order.create({
    data: {
      id: uuidv7(),
      number: drawOrderNumber(),
      cartId: request.cartId,
      customerId: customerId ?? null,
      email: request.email,
      shippingAddress: request.shippingAddress,
      currency: total.currency,
      totalMinor: total.amount,
      itemCount: itemCountOf(lines),
      lines: { createMany: { data: lines.map(toOrderLine) } },
      events: { create: { to: 'awaiting_payment', actor: customerId ? 'customer' : 'guest' } },
    },
    ...orderWithLines,
  });
}

const toOrderLine = (
  { variantId, sku, productName, variantName, quantity, unitPriceMinor, image }: CartLineRow,
  position: number,
) => ({
  variantId,
  position,
  sku,
  productName,
  variantName,
  quantity,
  unitPriceMinor,
  imageId: image?.id ?? null,
});
