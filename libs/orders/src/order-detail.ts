import { toImage } from '@tradewind/catalog';
import {
  Address,
  type OrderDetail,
  OrderInvoice,
  OrderRefund,
  OrderStatus,
  type OrderSummary,
  ReturnStatus,
} from '@tradewind/contracts';
import type { Prisma } from '@tradewind/database';
import { toTotals } from './carts/price-basket.ts';
import { numberOf } from './invoices/invoice-content.ts';
import type { OrderLineRow, OrderRow } from './order.queries.ts';
import { taxesOf } from './pricing/quote.ts';

type InvoiceLink = (invoiceId: string) => string | null;

/** An order as its buyer and the staff see it; `linkTo` makes the address of an invoice. */
export function toOrderDetail(order: OrderRow, linkTo: InvoiceLink = () => null): OrderDetail {
  const money = (amount: number) => ({ amount, currency: order.currency });
  const delivery = {
    taxRatePpm: order.shippingTaxRatePpm,
    taxMinor: order.shippingTaxMinor,
    totalMinor: order.shippingTotalMinor,
  };
  const paidBack = order.refunds.filter(({ status }) => status !== 'failed');
  return {
    id: order.id,
    number: order.number,
    status: OrderStatus.parse(order.status),
    email: order.email,
    shippingAddress: Address.parse(order.shippingAddress),
    lines: order.lines.map((line) => toLine(line, money)),
    shippingMethod: order.shippingMethod,
    couponCode: order.couponCode,
    totals: toTotals({ ...order, taxes: taxesOf([...order.lines, delivery]) }),
    total: money(order.totalMinor),
    refunded: money(paidBack.reduce((sum, { amountMinor }) => sum + amountMinor, 0)),
    refunds: order.refunds.map(({ id, status, amountMinor, createdAt }) => ({
      id,
      status: OrderRefund.shape.status.parse(status),
      amount: money(amountMinor),
      createdAt: iso(createdAt),
    })),
    shipments: order.shipments.map((shipment) => ({
      ...shipment,
      shippedAt: iso(shipment.shippedAt),
      deliveredAt: shipment.deliveredAt === null ? null : iso(shipment.deliveredAt),
    })),
    returns: order.returns.map(({ status, requestedAt, ...rest }) => ({
      ...rest,
      status: ReturnStatus.parse(status),
      requestedAt: iso(requestedAt),
    })),
    invoices: order.invoices.map((invoice) => toOrderInvoice(invoice, linkTo)),
    heldUntil: order.status === 'awaiting_payment' ? (order.heldUntil?.toISOString() ?? null) : null,
    placedAt: order.placedAt.toISOString(),
    paidAt: order.paidAt?.toISOString() ?? null,
    shippedAt: order.shippedAt?.toISOString() ?? null,
    deliveredAt: order.deliveredAt?.toISOString() ?? null,
    cancelledAt: order.cancelledAt?.toISOString() ?? null,
  };
}

export function toOrderInvoice(
  { id, kind, number, issuedAt, isRendered }: OrderRow['invoices'][number],
  linkTo: InvoiceLink,
): OrderInvoice {
  const numbered = { kind: OrderInvoice.shape.kind.parse(kind), number, issuedAt: new Date(issuedAt) };
  return {
    id,
    kind: numbered.kind,
    number: numberOf(numbered),
    issuedAt: iso(issuedAt),
    url: isRendered ? linkTo(id) : null,
  };
}

function toLine(line: OrderLineRow, money: (amount: number) => { amount: number; currency: string }) {
  const { variantId, productName, variantName, sku, quantity, shippedQuantity, refundedQuantity } = line;
  return {
    variantId,
    productName,
    variantName,
    sku,
    image: line.image && toImage(line.image),
    quantity,
    unitPrice: money(line.unitPriceMinor),
    lineTotal: money(quantity * line.unitPriceMinor),
    discount: money(line.discountMinor),
    shippedQuantity,
    refundedQuantity,
  };
}

/** PostgreSQL writes moments in JSON with an offset; the API has them all in one form. */
const iso = (text: string): string => new Date(text).toISOString();

export const orderSummary = {
  select: {
    id: true,
    number: true,
    status: true,
    email: true,
    itemCount: true,
    totalMinor: true,
    currency: true,
    placedAt: true,
  },
} satisfies Prisma.OrderDefaultArgs;

export function toOrderSummary({
  totalMinor,
  currency,
  ...order
}: Prisma.OrderGetPayload<typeof orderSummary>): OrderSummary {
  return {
    ...order,
    status: OrderStatus.parse(order.status),
    total: { amount: totalMinor, currency },
    placedAt: order.placedAt.toISOString(),
  };
}
