import { ReturnStatus } from '@tradewind/contracts';
import { NotFound } from '@tradewind/core';
import { Prisma, type SqlTx } from '@tradewind/database';
import type { StockLine } from '../stock.queries.ts';
import { type LockedOrder, lockOrder } from '../transition-order.ts';
import { assertReturnStep } from './return-status.ts';

export interface LockedReturn {
  id: string;
  status: ReturnStatus;
  reason: string;
  lines: StockLine[];
}

/** Locks the order of a return, as every change of an order does, and reads the return under that lock. */
export async function lockReturn(
  tx: SqlTx,
  returnId: string,
): Promise<{ order: LockedOrder; asked: LockedReturn }> {
  const [found] = await tx.$queryRaw<{ orderId: string }[]>`
    SELECT order_id AS "orderId" FROM returns WHERE id = ${returnId}::uuid`;
  if (!found) throw new NotFound();
  const order = await lockOrder(tx, found.orderId);
  const [row] = await tx.$queryRaw<(Omit<LockedReturn, 'status'> & { status: string })[]>`
    SELECT r.id, r.status, r.reason, (
             SELECT json_agg(json_build_object('variantId', l.variant_id, 'quantity', l.quantity) ORDER BY l.variant_id)
             FROM return_lines l WHERE l.store_id = r.store_id AND l.return_id = r.id) AS lines
    FROM returns r WHERE r.id = ${returnId}::uuid`;
  if (!row) throw new NotFound();
  return { order, asked: { ...row, status: ReturnStatus.parse(row.status) } };
}

const timeOf = {
  approved: 'decided_at',
  rejected: 'decided_at',
  received: 'received_at',
  refunded: 'refunded_at',
} as const;

/** Takes one step of a return's life. */
export function stepReturn(tx: SqlTx, asked: LockedReturn, to: keyof typeof timeOf): void {
  assertReturnStep(asked.status, to);
  tx.atCommit(Prisma.sql`
    UPDATE returns SET status = ${to}, ${Prisma.raw(timeOf[to])} = now() WHERE id = ${asked.id}::uuid`);
}

/** Units of each variant that are in other returns already, rejected ones apart. */
export async function findReturning(tx: SqlTx, orderId: string): Promise<Map<string, number>> {
  const rows = await tx.$queryRaw<{ variantId: string; units: number }[]>`
    SELECT l.variant_id AS "variantId", sum(l.quantity)::int AS units
    FROM returns r JOIN return_lines l ON l.store_id = r.store_id AND l.return_id = r.id
    WHERE r.order_id = ${orderId}::uuid AND r.status <> 'rejected' GROUP BY l.variant_id`;
  return new Map(rows.map(({ variantId, units }) => [variantId, units]));
}
