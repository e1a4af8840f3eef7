import { OrderStatus } from '@tradewind/contracts';
import { NotFound } from '@tradewind/core';
import { Prisma, type Tx } from '@tradewind/database';
import { assertTransition } from './order-status.ts';

export interface LockedOrder {
  id: string;
  status: OrderStatus;
  totalMinor: number;
  currency: string;
}

/** Locks an order for the rest of the transaction: whoever wants to change it waits, then sees what became of it. */
export async function lockOrder(tx: Tx, orderId: string): Promise<LockedOrder> {
  const [row] = await tx.$queryRaw<(Omit<LockedOrder, 'status'> & { status: string })[]>`
    SELECT id, status, total_minor AS "totalMinor", currency FROM orders WHERE id = ${orderId}::uuid FOR UPDATE`;
  if (!row) throw new NotFound();
  return { ...row, status: OrderStatus.parse(row.status) };
}

export interface Step {
  to: Exclude<OrderStatus, 'awaiting_payment'>;
  /** Who did it: "customer", "staff:<id>", "provider" or "clock". */
  actor: string;
  tracking?: string | undefined;
}

const timeOf = { paid: 'paid_at', shipped: 'shipped_at', cancelled: 'cancelled_at' } as const;

/** Takes one step of an order's life and writes it down. The only place that changes an order's status. */
export async function transitionOrder(
  tx: Tx,
  order: LockedOrder,
  { to, actor, tracking }: Step,
): Promise<void> {
  assertTransition(order.status, to);
  await tx.$executeRaw`
    UPDATE orders SET status = ${to}, ${Prisma.raw(timeOf[to])} = now(), tracking = coalesce(${tracking ?? null}, tracking)
    WHERE id = ${order.id}::uuid`;
  await tx.orderEvent.createMany({ data: [{ orderId: order.id, from: order.status, to, actor }] });
}
