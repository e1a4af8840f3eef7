import { OrderStatus } from '@tradewind/contracts';
import { NotFound } from '@tradewind/core';
import { Prisma, type SqlTx } from '@tradewind/database';
import { v7 as uuidv7 } from 'uuid';
import { assertTransition } from './order-status.ts';

/**
 * Where the units of an order are: "held" for it while it awaits its payment, "sold" to it, or "free" for others
 * because the hold has ended or the order was cancelled.
 */
export type StockState = 'held' | 'sold' | 'free';

export interface LockedOrder {
  id: string;
  status: OrderStatus;
  stockState: StockState;
  currency: string;
  totalMinor: number;
  taxMinor: number;
  shippingTotalMinor: number;
  shippingTaxMinor: number;
  /** Set once the order has been paid. */
  paidAt: Date | null;
}

/**
 * Locks an order for the rest of the transaction: whoever wants to change it waits, then sees what became of it.
 * Rows are locked in one order: cart, order, coupon, stock (by variant). What
 * belongs to one order alone (its payments, refunds, returns) comes after the order, in any order.
 */
export async function lockOrder(tx: SqlTx, orderId: string): Promise<LockedOrder> {
  const [row] = await tx.$queryRaw<(Omit<LockedOrder, 'status'> & { status: string })[]>`
    SELECT id, status, stock_state AS "stockState", currency, total_minor AS "totalMinor", tax_minor AS "taxMinor",
           shipping_total_minor AS "shippingTotalMinor", shipping_tax_minor AS "shippingTaxMinor", paid_at AS "paidAt"
    FROM orders WHERE id = ${orderId}::uuid FOR NO KEY UPDATE`;
  if (!row) throw new NotFound();
  return { ...row, status: OrderStatus.parse(row.status) };
}

export interface Step {
  to: Exclude<OrderStatus, 'awaiting_payment'>;
  /** Who did it: "customer", "guest", "staff:<id>", "provider" or "clock". */
  actor: string;
  /** Where the units are then, if they move with the step. */
  stockState?: StockState;
}

const timeOf: Partial<Record<OrderStatus, string>> = {
  paid: 'paid_at',
  shipped: 'shipped_at',
  delivered: 'delivered_at',
  cancelled: 'cancelled_at',
};

/** Takes one step of an order's life and writes it down. The only place that changes an order's status. */
export function transitionOrder(
  tx: SqlTx,
  order: LockedOrder,
  { to, actor, stockState = order.stockState }: Step,
): LockedOrder {
  assertTransition(order.status, to);
  const time = timeOf[to];
  tx.atCommit(Prisma.sql`
    WITH step AS (
      UPDATE orders SET status = ${to}, stock_state = ${stockState}
        ${time ? Prisma.raw(`, ${time} = now()`) : Prisma.empty}
      WHERE id = ${order.id}::uuid)
    INSERT INTO order_events (id, order_id, from_status, to_status, actor)
    VALUES (${uuidv7()}::uuid, ${order.id}::uuid, ${order.status}, ${to}, ${actor})`);
  return { ...order, status: to, stockState };
}
