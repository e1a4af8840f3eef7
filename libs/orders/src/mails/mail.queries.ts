import type { SqlReader } from '@tradewind/database';
import type { RefundedPart } from './refunded.email.tsx';

export async function orderOfShipment(db: SqlReader, shipmentId: string): Promise<string | undefined> {
  const [shipment] = await db.$queryRaw<{ orderId: string }[]>`
    SELECT order_id AS "orderId" FROM shipments WHERE id = ${shipmentId}::uuid`;
  return shipment?.orderId;
}

interface PaidBack {
  orderId: string;
  status: string;
  amountMinor: number;
  currency: string;
  parts: RefundedPart[];
}

export async function findPaidBack(db: SqlReader, refundId: string): Promise<PaidBack | undefined> {
  const [refund] = await db.$queryRaw<PaidBack[]>`
    SELECT r.order_id AS "orderId", r.status, r.amount_minor AS "amountMinor", r.currency,
           coalesce((
             SELECT json_agg(json_build_object(
               'variantId', part.variant_id, 'quantity', part.quantity, 'amountMinor', part.amount_minor)
               ORDER BY part.position)
             FROM refund_parts part WHERE part.store_id = r.store_id AND part.refund_id = r.id), '[]') AS parts
    FROM refunds r WHERE r.id = ${refundId}::uuid`;
  return refund;
}

interface InvoiceToTell {
  orderId: string;
  kind: 'invoice' | 'credit_note';
  number: number;
  issuedAt: Date;
  totalMinor: number;
  currency: string;
}

export async function findInvoiceToTell(
  db: SqlReader,
  invoiceId: string,
): Promise<InvoiceToTell | undefined> {
  const [invoice] = await db.$queryRaw<InvoiceToTell[]>`
    SELECT order_id AS "orderId", kind, number, issued_at AS "issuedAt", total_minor AS "totalMinor", currency
    FROM invoices WHERE id = ${invoiceId}::uuid`;
  return invoice;
}
