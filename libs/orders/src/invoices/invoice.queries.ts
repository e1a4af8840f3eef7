import { OrderInvoice } from '@tradewind/contracts';
import { Prisma, type SqlReader, type SqlTx } from '@tradewind/database';
import { v7 as uuidv7 } from 'uuid';
import type { OrderLineRow, OrderRow } from '../order.queries.ts';
import { InvoiceContent, type InvoiceKind, type IssuedInvoice, numberOf } from './invoice-content.ts';
import { InvoiceAlreadyIssued } from './invoices.errors.ts';

/** All that an invoice says of its order and of the store, as it stands when the invoice is issued. */
export interface InvoiceableOrder extends Pick<
  OrderRow,
  | 'id'
  | 'number'
  | 'email'
  | 'shippingAddress'
  | 'currency'
  | 'pricesIncludeTax'
  | 'shippingMethod'
  | 'shippingMinor'
  | 'shippingDiscountMinor'
  | 'shippingTaxMinor'
  | 'shippingTaxRatePpm'
  | 'shippingTotalMinor'
  | 'taxMinor'
  | 'totalMinor'
  | 'couponCode'
  | 'placedAt'
  | 'paidAt'
> {
  lines: Omit<OrderLineRow, 'image' | 'shippedQuantity' | 'refundedQuantity'>[];
  store: {
    name: string;
    legalName: string | null;
    address: InvoiceContent['seller']['address'];
    taxNumber: string | null;
    country: string;
    email: string;
    locale: string;
    accentColor: string;
    logoKey: string | null;
  };
  /** Refunds that the customer has received, as far as they are settled. */
  refundIds: string[];
}

/** The sale was taken back in the books: only from then on has a refund made at the provider its parts, and its tax. */
const isSettled = Prisma.sql`
  EXISTS (SELECT FROM ledger_entries e WHERE e.store_id = r.store_id AND e.kind = 'credit' AND e.reference = r.id)`;

export async function findInvoiceableOrder(
  tx: SqlTx,
  orderId: string,
): Promise<InvoiceableOrder | undefined> {
  const [order] = await tx.$queryRaw<InvoiceableOrder[]>`
    SELECT o.id, o.number, o.email, o.shipping_address AS "shippingAddress", o.currency,
           o.prices_include_tax AS "pricesIncludeTax", o.shipping_method AS "shippingMethod",
           o.shipping_minor AS "shippingMinor", o.shipping_discount_minor AS "shippingDiscountMinor",
           o.shipping_tax_minor AS "shippingTaxMinor", o.shipping_tax_rate_ppm AS "shippingTaxRatePpm",
           o.shipping_total_minor AS "shippingTotalMinor", o.tax_minor AS "taxMinor", o.total_minor AS "totalMinor",
           o.coupon_code AS "couponCode", o.placed_at AS "placedAt", o.paid_at AS "paidAt",
           (SELECT json_agg(json_build_object(
                     'variantId', l.variant_id, 'productName', l.product_name, 'variantName', l.variant_name,
                     'sku', l.sku, 'quantity', l.quantity, 'unitPriceMinor', l.unit_price_minor,
                     'discountMinor', l.discount_minor, 'taxRatePpm', l.tax_rate_ppm, 'taxMinor', l.tax_minor,
                     'totalMinor', l.total_minor) ORDER BY l.position)
            FROM order_lines l WHERE l.store_id = o.store_id AND l.order_id = o.id) AS lines,
           json_build_object(
             'name', s.name, 'legalName', s.legal_name, 'address', s.address, 'taxNumber', s.tax_number,
             'country', s.country, 'email', s.support_email, 'locale', s.locale, 'accentColor', s.accent_color,
             'logoKey', s.logo_key) AS store,
           ARRAY(SELECT r.id FROM refunds r
                 WHERE r.store_id = o.store_id AND r.order_id = o.id AND r.status = 'succeeded' AND ${isSettled}
                 ORDER BY r.id) AS "refundIds"
    FROM orders o JOIN stores s ON s.id = o.store_id WHERE o.id = ${orderId}::uuid`;
  return order;
}

export interface InvoiceableRefund {
  id: string;
  orderId: string;
  status: string;
  isSettled: boolean;
  amountMinor: number;
  parts: { variantId: string | null; quantity: number; amountMinor: number; taxMinor: number }[];
  /** The invoice over its order, once that was issued. */
  invoice: { number: string; issuedAt: string } | null;
}

export async function findInvoiceableRefund(
  tx: SqlTx,
  refundId: string,
): Promise<InvoiceableRefund | undefined> {
  const [row] = await tx.$queryRaw<
    (Omit<InvoiceableRefund, 'invoice'> & { invoiceNumber: number | null; issuedAt: Date | null })[]
  >`
    SELECT r.id, r.order_id AS "orderId", r.status, ${isSettled} AS "isSettled", r.amount_minor AS "amountMinor",
           i.number AS "invoiceNumber", i.issued_at AS "issuedAt",
           coalesce((
             SELECT json_agg(json_build_object(
                      'variantId', part.variant_id, 'quantity', part.quantity, 'amountMinor', part.amount_minor,
                      'taxMinor', part.tax_minor) ORDER BY part.position)
             FROM refund_parts part WHERE part.store_id = r.store_id AND part.refund_id = r.id), '[]') AS parts
    FROM refunds r
    LEFT JOIN invoices i ON i.store_id = r.store_id AND i.order_id = r.order_id AND i.kind = 'invoice'
    WHERE r.id = ${refundId}::uuid`;
  if (!row) return undefined;
  const { invoiceNumber: number, issuedAt, ...refund } = row;
  if (number === null || issuedAt === null) return { ...refund, invoice: null };
  const invoice = {
    number: numberOf({ kind: 'invoice', number, issuedAt }),
    issuedAt: issuedAt.toISOString(),
  };
  return { ...refund, invoice };
}

/** Over which order, and for a credit note over which of its refunds. */
export interface Occasion {
  orderId: string;
  refundId: string | null;
}

/**
 * Takes the next number and issues the invoice under it, in one statement that travels with COMMIT. Whoever takes a
 * number locks the store's counter until its invoice is committed: the next one waits, and when the invoice does not
 * come to be, its number was never taken. A sequence would leave a gap there. ON CONFLICT DO NOTHING would too: a
 * second invoice must take its number back with it.
 */
export function insertInvoice(tx: SqlTx, { orderId, refundId }: Occasion, content: InvoiceContent): void {
  const kind: InvoiceKind = refundId === null ? 'invoice' : 'credit_note';
  tx.atCommit(
    Prisma.sql`
      WITH taken AS (
        INSERT INTO invoice_counters (kind, last_number) VALUES (${kind}, 1)
        ON CONFLICT (store_id, kind) DO UPDATE SET last_number = invoice_counters.last_number + 1
        RETURNING last_number)
      INSERT INTO invoices (id, order_id, refund_id, kind, number, issued_at, currency, total_minor, tax_minor, content)
      -- By the clock and not by the transaction's beginning: a later number is not of an earlier moment.
      SELECT ${uuidv7()}::uuid, ${orderId}::uuid, ${refundId}::uuid, ${kind}, last_number, clock_timestamp(),
             ${content.currency}, ${content.totalMinor}, ${content.taxMinor}, ${JSON.stringify(content)}::jsonb
      FROM taken`,
    {
      invoices_one_per_order: () => new InvoiceAlreadyIssued(),
      invoices_store_id_refund_id_key: () => new InvoiceAlreadyIssued(),
    },
  );
}

export interface StoredInvoice extends IssuedInvoice {
  id: string;
  orderId: string;
  storageKey: string | null;
  /** When the money came, or went back. */
  movedAt: Date;
}

/** On the primary: what was issued a moment ago. */
export async function findIssued(
  db: SqlReader,
  { orderId, refundId }: Occasion,
): Promise<StoredInvoice | undefined> {
  const [row] = await db.$queryRaw<
    (Omit<StoredInvoice, 'kind' | 'content'> & { kind: string; content: unknown })[]
  >`
    SELECT i.id, i.order_id AS "orderId", i.kind, i.number, i.issued_at AS "issuedAt", i.content,
           i.storage_key AS "storageKey", coalesce(r.updated_at, o.paid_at) AS "movedAt"
    FROM invoices i
    JOIN orders o ON o.store_id = i.store_id AND o.id = i.order_id
    LEFT JOIN refunds r ON r.store_id = i.store_id AND r.id = i.refund_id
    WHERE i.order_id = ${orderId}::uuid AND i.refund_id IS NOT DISTINCT FROM ${refundId}::uuid`;
  if (!row) return undefined;
  const kind = OrderInvoice.shape.kind.parse(row.kind);
  return { ...row, kind, content: InvoiceContent.parse(row.content) };
}
