import { Prisma, type SqlTx } from '@tradewind/database';
import type { RefundableLine, RefundPart } from '../pricing/split-refund.ts';

/** A line of an order with what has become of it. */
export interface LineInLife extends RefundableLine {
  shippedQuantity: number;
  /** Units whose price was given back before they had left the house: they never will. */
  refundedUnshipped: number;
}

export interface OrderInLife {
  lines: LineInLife[];
  shippingRefundedMinor: number;
  shippingRefundedTaxMinor: number;
}

/** What of an order was shipped and paid back so far, failed refunds apart. Call it with the order locked. */
export async function findOrderInLife(tx: SqlTx, orderId: string): Promise<OrderInLife> {
  const rows = await tx.$queryRaw<(Omit<LineInLife, 'variantId'> & { variantId: string | null })[]>`
    WITH refunded AS (
      SELECT part.variant_id, sum(part.quantity) AS units, sum(part.amount_minor) AS amount, sum(part.tax_minor) AS tax,
             sum(part.unshipped_quantity) AS unshipped
      FROM refunds r JOIN refund_parts part ON part.store_id = r.store_id AND part.refund_id = r.id
      WHERE r.order_id = ${orderId}::uuid AND r.status <> 'failed' GROUP BY part.variant_id),
    shipped AS (
      SELECT sl.variant_id, sum(sl.quantity) AS units
      FROM shipments sh JOIN shipment_lines sl ON sl.store_id = sh.store_id AND sl.shipment_id = sh.id
      WHERE sh.order_id = ${orderId}::uuid GROUP BY sl.variant_id)
    SELECT l.variant_id AS "variantId", coalesce(l.quantity, 0) AS quantity, coalesce(l.total_minor, 0) AS "totalMinor",
           coalesce(l.tax_minor, 0) AS "taxMinor", coalesce(refunded.units, 0)::int AS "refundedQuantity",
           coalesce(refunded.amount, 0)::int AS "refundedMinor", coalesce(refunded.tax, 0)::int AS "refundedTaxMinor",
           coalesce(refunded.unshipped, 0)::int AS "refundedUnshipped", coalesce(shipped.units, 0)::int AS "shippedQuantity"
    FROM (SELECT * FROM order_lines WHERE order_id = ${orderId}::uuid) l
    FULL JOIN refunded ON refunded.variant_id = l.variant_id
    LEFT JOIN shipped ON shipped.variant_id = l.variant_id
    ORDER BY l.position`;
  const delivery = rows.find(({ variantId }) => variantId === null);
  return {
    lines: rows.flatMap(({ variantId, ...line }) => (variantId === null ? [] : [{ variantId, ...line }])),
    shippingRefundedMinor: delivery?.refundedMinor ?? 0,
    shippingRefundedTaxMinor: delivery?.refundedTaxMinor ?? 0,
  };
}

/** Units that are still to be sent. */
export const unshippedOf = ({ quantity, shippedQuantity, refundedUnshipped }: LineInLife): number =>
  quantity - shippedQuantity - refundedUnshipped;

/**
 * Writes down what a refund is for. Units of these lines that are paid back and had not left the house are never sent.
 */
export function insertParts(
  tx: SqlTx,
  refundId: string,
  parts: readonly RefundPart[],
  lines: readonly LineInLife[],
): void {
  const unshipped = parts.map(({ variantId, quantity }) => {
    const line = lines.find((candidate) => candidate.variantId === variantId);
    return line ? Math.min(quantity, unshippedOf(line)) : 0;
  });
  tx.atCommit(Prisma.sql`
    INSERT INTO refund_parts (refund_id, position, variant_id, quantity, unshipped_quantity, amount_minor, tax_minor)
    SELECT ${refundId}::uuid, position, variant_id, quantity, unshipped, amount, tax
    FROM unnest(${parts.map(({ variantId }) => variantId)}::uuid[], ${parts.map(({ quantity }) => quantity)}::int[],
                ${unshipped}::int[], ${parts.map(({ amountMinor }) => amountMinor)}::int[],
                ${parts.map(({ taxMinor }) => taxMinor)}::int[])
      WITH ORDINALITY AS part (variant_id, quantity, unshipped, amount, tax, position)`);
}
