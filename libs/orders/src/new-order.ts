import type { PlaceOrder } from '@tradewind/contracts';
import { Prisma, RunAgain, type SqlTx } from '@tradewind/database';
import { v7 as uuidv7 } from 'uuid';
import type { Basket, BasketLine } from './carts/basket.queries.ts';
import type { PricedBasket } from './carts/price-basket.ts';
import { drawOrderNumber } from './order-number.ts';
import type { OrderLineRow, OrderRow } from './order.queries.ts';
import type { QuotedLine } from './pricing/quote.ts';

interface Terms {
  customerId: string | undefined;
  holdMinutes: number;
}

/** An order as it will be read, made of a priced basket: known before it is written, so nothing is read back. */
export function newOrder(
  request: PlaceOrder,
  basket: Basket,
  { quote, method, coupon }: PricedBasket,
  { customerId, holdMinutes }: Terms,
): OrderRow {
  return {
    ...quote,
    id: uuidv7(),
    number: drawOrderNumber(),
    status: 'awaiting_payment',
    customerId: customerId ?? null,
    email: request.email,
    shippingAddress: request.shippingAddress,
    shippingTaxRatePpm: method?.taxRatePpm ?? 0,
    shippingMethod: method?.name ?? null,
    couponCode: coupon?.code ?? null,
    placedAt: basket.now,
    heldUntil: new Date(basket.now.getTime() + holdMinutes * 60_000),
    paidAt: null,
    shippedAt: null,
    deliveredAt: null,
    cancelledAt: null,
    lines: quote.lines.map((line) => toLine(line, basket.lines)),
    refunds: [],
    shipments: [],
    returns: [],
    invoices: [],
  };
}

function toLine(quoted: QuotedLine, lines: readonly BasketLine[]): OrderLineRow {
  const line = lines.find(({ variantId }) => variantId === quoted.variantId);
  if (!line) throw new Error(`The quote has a line that the basket has not: ${quoted.variantId}`);
  const { productName, variantName, sku, image } = line;
  return { ...quoted, productName, variantName, sku, image, shippedQuantity: 0, refundedQuantity: 0 };
}

/** The order, its lines and its first event, in one statement. */
export function insertOrder(
  tx: SqlTx,
  order: OrderRow,
  { cartId, actor }: { cartId: string; actor: string },
): void {
  tx.atCommit(
    Prisma.sql`
    WITH placed AS (
      INSERT INTO orders (
        id, number, cart_id, customer_id, email, shipping_address, currency, prices_include_tax, subtotal_minor,
        discount_minor, shipping_minor, shipping_discount_minor, shipping_tax_minor, shipping_tax_rate_ppm,
        shipping_total_minor, tax_minor, total_minor, item_count, shipping_method, coupon_code, placed_at, held_until)
      VALUES (
        ${order.id}::uuid, ${order.number}, ${cartId}::uuid, ${order.customerId}::uuid, ${order.email},
        ${JSON.stringify(order.shippingAddress)}::jsonb, ${order.currency}, ${order.pricesIncludeTax},
        ${order.subtotalMinor}, ${order.discountMinor}, ${order.shippingMinor}, ${order.shippingDiscountMinor},
        ${order.shippingTaxMinor}, ${order.shippingTaxRatePpm}, ${order.shippingTotalMinor}, ${order.taxMinor},
        ${order.totalMinor}, ${order.itemCount}, ${order.shippingMethod}, ${order.couponCode}, ${order.placedAt},
        ${order.heldUntil})),
    event AS (
      INSERT INTO order_events (id, order_id, to_status, actor)
      VALUES (${uuidv7()}::uuid, ${order.id}::uuid, ${order.status}, ${actor}))
    INSERT INTO order_lines (
      order_id, variant_id, position, product_name, variant_name, sku, image_id, quantity, unit_price_minor,
      discount_minor, tax_rate_ppm, tax_minor, total_minor)
    SELECT ${order.id}::uuid, line.* FROM ROWS FROM (json_to_recordset(${linesAsJson(order)}::json) AS (
      variant_id uuid, position int, product_name text, variant_name text, sku text, image_id uuid, quantity int,
      unit_price_minor int, discount_minor int, tax_rate_ppm int, tax_minor int, total_minor int)) AS line`,
    // Two orders drew the same number: practically never, and the next draw is another one.
    { orders_store_id_number_key: () => new RunAgain(new Error('No free order number was drawn.')) },
  );
}

const linesAsJson = ({ lines }: OrderRow): string =>
  JSON.stringify(
    lines.map((line, position) => ({
      variant_id: line.variantId,
      position,
      product_name: line.productName,
      variant_name: line.variantName,
      sku: line.sku,
      image_id: line.image?.id ?? null,
      quantity: line.quantity,
      unit_price_minor: line.unitPriceMinor,
      discount_minor: line.discountMinor,
      tax_rate_ppm: line.taxRatePpm,
      tax_minor: line.taxMinor,
      total_minor: line.totalMinor,
    })),
  );
