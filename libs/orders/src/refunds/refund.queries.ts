import { NotFound } from '@tradewind/core';
import type { SqlTx } from '@tradewind/database';
import type { RefundPart } from '../pricing/split-refund.ts';

export interface RefundInLife {
  id: string;
  orderId: string;
  returnId: string | null;
  restock: boolean;
  status: string;
  amountMinor: number;
  /** Whether the sale was taken back in the books for it. */
  isCredited: boolean;
  parts: RefundPart[];
}

export async function findRefund(tx: SqlTx, refundId: string): Promise<RefundInLife> {
  const [refund] = await tx.$queryRaw<RefundInLife[]>`
    SELECT r.id, r.order_id AS "orderId", r.return_id AS "returnId", r.restock, r.status, r.amount_minor AS "amountMinor",
           EXISTS (SELECT FROM ledger_entries e WHERE e.store_id = r.store_id AND e.kind = 'credit' AND e.reference = r.id)
           AND NOT EXISTS (
             SELECT FROM ledger_entries e
             WHERE e.store_id = r.store_id AND e.kind = 'credit-reversal' AND e.reference = r.id) AS "isCredited",
           coalesce((SELECT json_agg(json_build_object(
             'variantId', part.variant_id, 'quantity', part.quantity, 'amountMinor', part.amount_minor,
             'taxMinor', part.tax_minor) ORDER BY part.position)
             FROM refund_parts part WHERE part.store_id = r.store_id AND part.refund_id = r.id), '[]') AS parts
    FROM refunds r WHERE r.id = ${refundId}::uuid`;
  if (!refund) throw new NotFound();
  return refund;
}
