import { type ImageRow, imageColumns } from '@tradewind/catalog';
import type { Address } from '@tradewind/contracts';
import { Prisma, type SqlReader } from '@tradewind/database';

/** What was sold, as it was then: names and prices are copies, so a later change of the catalogue leaves them. */
export interface OrderLineRow {
  variantId: string;
  productName: string;
  variantName: string;
  sku: string;
  quantity: number;
  unitPriceMinor: number;
  discountMinor: number;
  taxRatePpm: number;
  taxMinor: number;
  totalMinor: number;
  image: ImageRow | null;
  shippedQuantity: number;
  refundedQuantity: number;
}

/** An order with all that is shown of it. Moments inside of JSON come as text, as JSON has them. */
export interface OrderRow {
  id: string;
  number: string;
  status: string;
  customerId: string | null;
  email: string;
  shippingAddress: Address;
  currency: string;
  pricesIncludeTax: boolean;
  subtotalMinor: number;
  discountMinor: number;
  shippingMinor: number;
  shippingDiscountMinor: number;
  shippingTaxMinor: number;
  shippingTaxRatePpm: number;
  shippingTotalMinor: number;
  taxMinor: number;
  totalMinor: number;
  itemCount: number;
  shippingMethod: string | null;
  couponCode: string | null;
  placedAt: Date;
  heldUntil: Date | null;
  paidAt: Date | null;
  shippedAt: Date | null;
  deliveredAt: Date | null;
  cancelledAt: Date | null;
  lines: OrderLineRow[];
  refunds: { id: string; status: string; amountMinor: number; createdAt: string }[];
  shipments: {
    id: string;
    carrier: string | null;
    tracking: string | null;
    shippedAt: string;
    deliveredAt: string | null;
    lines: { variantId: string; quantity: number }[];
  }[];
  returns: {
    id: string;
    status: string;
    reason: string;
    requestedAt: string;
    lines: { variantId: string; quantity: number }[];
  }[];
  invoices: { id: string; kind: string; number: number; issuedAt: string; isRendered: boolean }[];
}

/** One statement, whatever has become of the order. */
export async function findOrder(db: SqlReader, orderId: string): Promise<OrderRow | undefined> {
  const [order] = await db.$queryRaw<OrderRow[]>(Prisma.sql`
    SELECT o.id, o.number, o.status, o.customer_id AS "customerId", o.email, o.shipping_address AS "shippingAddress",
           o.currency, o.prices_include_tax AS "pricesIncludeTax", o.subtotal_minor AS "subtotalMinor",
           o.discount_minor AS "discountMinor", o.shipping_minor AS "shippingMinor",
           o.shipping_discount_minor AS "shippingDiscountMinor", o.shipping_tax_minor AS "shippingTaxMinor",
           o.shipping_tax_rate_ppm AS "shippingTaxRatePpm", o.shipping_total_minor AS "shippingTotalMinor",
           o.tax_minor AS "taxMinor", o.total_minor AS "totalMinor", o.item_count AS "itemCount",
           o.shipping_method AS "shippingMethod", o.coupon_code AS "couponCode", o.placed_at AS "placedAt",
           o.held_until AS "heldUntil", o.paid_at AS "paidAt", o.shipped_at AS "shippedAt",
           o.delivered_at AS "deliveredAt", o.cancelled_at AS "cancelledAt",
           (${linesOf}) AS lines, coalesce((${refundsOf}), '[]') AS refunds,
           coalesce((${shipmentsOf}), '[]') AS shipments, coalesce((${returnsOf}), '[]') AS returns,
           coalesce((${invoicesOf}), '[]') AS invoices
    FROM orders o WHERE o.id = ${orderId}::uuid`);
  return order;
}

const linesOf = Prisma.sql`
  SELECT json_agg(json_build_object(
           'variantId', l.variant_id, 'productName', l.product_name, 'variantName', l.variant_name, 'sku', l.sku,
           'quantity', l.quantity, 'unitPriceMinor', l.unit_price_minor, 'discountMinor', l.discount_minor,
           'taxRatePpm', l.tax_rate_ppm, 'taxMinor', l.tax_minor, 'totalMinor', l.total_minor,
           'image', CASE WHEN i.id IS NOT NULL THEN ${imageColumns('i')} END,
           'shippedQuantity', coalesce(shipped.units, 0), 'refundedQuantity', coalesce(refunded.units, 0))
         ORDER BY l.position)
  FROM order_lines l
  LEFT JOIN product_images i ON i.store_id = l.store_id AND i.id = l.image_id
  LEFT JOIN LATERAL (
    SELECT sum(sl.quantity)::int AS units FROM shipments sh
    JOIN shipment_lines sl ON sl.store_id = sh.store_id AND sl.shipment_id = sh.id AND sl.variant_id = l.variant_id
    WHERE sh.store_id = o.store_id AND sh.order_id = o.id
  ) shipped ON true
  LEFT JOIN LATERAL (
    SELECT sum(part.quantity)::int AS units FROM refunds r
    JOIN refund_parts part ON part.store_id = r.store_id AND part.refund_id = r.id AND part.variant_id = l.variant_id
    WHERE r.store_id = o.store_id AND r.order_id = o.id AND r.status <> 'failed'
  ) refunded ON true
  WHERE l.store_id = o.store_id AND l.order_id = o.id`;

const refundsOf = Prisma.sql`
  SELECT json_agg(json_build_object(
           'id', r.id, 'status', r.status, 'amountMinor', r.amount_minor, 'createdAt', r.created_at) ORDER BY r.id)
  FROM refunds r WHERE r.store_id = o.store_id AND r.order_id = o.id`;

const shipmentsOf = Prisma.sql`
  SELECT json_agg(json_build_object(
           'id', sh.id, 'carrier', sh.carrier, 'tracking', sh.tracking, 'shippedAt', sh.shipped_at,
           'deliveredAt', sh.delivered_at, 'lines', (
             SELECT json_agg(json_build_object('variantId', sl.variant_id, 'quantity', sl.quantity) ORDER BY sl.variant_id)
             FROM shipment_lines sl WHERE sl.store_id = sh.store_id AND sl.shipment_id = sh.id)) ORDER BY sh.id)
  FROM shipments sh WHERE sh.store_id = o.store_id AND sh.order_id = o.id`;

const returnsOf = Prisma.sql`
  SELECT json_agg(json_build_object(
           'id', r.id, 'status', r.status, 'reason', r.reason, 'requestedAt', r.requested_at, 'lines', (
             SELECT json_agg(json_build_object('variantId', rl.variant_id, 'quantity', rl.quantity) ORDER BY rl.variant_id)
             FROM return_lines rl WHERE rl.store_id = r.store_id AND rl.return_id = r.id)) ORDER BY r.id)
  FROM returns r WHERE r.store_id = o.store_id AND r.order_id = o.id`;

const invoicesOf = Prisma.sql`
  SELECT json_agg(json_build_object(
           'id', i.id, 'kind', i.kind, 'number', i.number, 'issuedAt', i.issued_at,
           'isRendered', i.storage_key IS NOT NULL) ORDER BY i.id)
  FROM invoices i WHERE i.store_id = o.store_id AND i.order_id = o.id`;
