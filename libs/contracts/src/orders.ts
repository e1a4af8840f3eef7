import { z } from 'zod';
import { Image } from './catalog.ts';
import { Totals } from './carts.ts';
import { Country, Email, Id, Line, Money, pageOf, pageQuery } from './common.ts';

export const orderStatuses = [
  'awaiting_payment',
  'paid',
  'partly_shipped',
  'shipped',
  'delivered',
  'cancelled',
  'partly_refunded',
  'refunded',
] as const;
export const OrderStatus = z.enum(orderStatuses);
export type OrderStatus = z.infer<typeof OrderStatus>;

/**
 * The life of an order. What is not in this table does not happen. The status tells the latest thing that happened
 * to it; how much was shipped or paid back is told by its shipments and refunds.
 */
export const orderSteps: Record<OrderStatus, readonly OrderStatus[]> = {
  awaiting_payment: ['paid', 'cancelled'],
  paid: ['partly_shipped', 'shipped', 'cancelled', 'partly_refunded', 'refunded'],
  partly_shipped: ['shipped', 'partly_refunded', 'refunded'],
  shipped: ['delivered', 'partly_refunded', 'refunded'],
  delivered: ['partly_refunded', 'refunded'],
  // What is left of it may still be sent.
  partly_refunded: ['partly_shipped', 'shipped', 'cancelled', 'refunded'],
  // Money that arrived for it went back.
  cancelled: ['refunded'],
  refunded: [],
};

export const Address = z
  .strictObject({
    name: Line(100),
    line1: Line(120),
    line2: Line(120).optional(),
    postalCode: Line(20),
    city: Line(80),
    country: Country,
  })
  .meta({ id: 'Address' });
export type Address = z.infer<typeof Address>;

/**
 * `expectedTotal` is what the buyer was shown for this address; if a price, the delivery or the coupon has changed
 * since, the answer is 409 with the new totals. Without a method the cart's choice counts, else the first.
 */
export const PlaceOrder = z
  .strictObject({
    cartId: Id,
    email: Email,
    shippingAddress: Address,
    shippingMethodId: Id.optional(),
    expectedTotal: Money,
  })
  .meta({ id: 'PlaceOrder' });
export type PlaceOrder = z.infer<typeof PlaceOrder>;

export const OrderLine = z
  .strictObject({
    variantId: Id,
    productName: z.string(),
    variantName: z.string(),
    sku: z.string(),
    image: Image.nullable(),
    quantity: z.int(),
    unitPrice: Money,
    /** Quantity times unit price. */
    lineTotal: Money,
    discount: Money,
    /** Units that have left the house, and units whose price was given back. */
    shippedQuantity: z.int(),
    refundedQuantity: z.int(),
  })
  .meta({ id: 'OrderLine' });
export type OrderLine = z.infer<typeof OrderLine>;

const OrderUnits = z.strictObject({ variantId: Id, quantity: z.int().min(1) });

export const OrderShipment = z
  .strictObject({
    id: Id,
    carrier: z.string().nullable(),
    tracking: z.string().nullable(),
    shippedAt: z.iso.datetime(),
    deliveredAt: z.iso.datetime().nullable(),
    lines: z.array(OrderUnits),
  })
  .meta({ id: 'OrderShipment' });
export type OrderShipment = z.infer<typeof OrderShipment>;

export const refundStatuses = ['pending', 'succeeded', 'failed'] as const;
export const OrderRefund = z
  .strictObject({ id: Id, status: z.enum(refundStatuses), amount: Money, createdAt: z.iso.datetime() })
  .meta({ id: 'OrderRefund' });
export type OrderRefund = z.infer<typeof OrderRefund>;

export const returnStatuses = ['requested', 'approved', 'rejected', 'received', 'refunded'] as const;
export const ReturnStatus = z.enum(returnStatuses);
export type ReturnStatus = z.infer<typeof ReturnStatus>;
export const OrderReturn = z
  .strictObject({
    id: Id,
    status: ReturnStatus,
    reason: z.string(),
    requestedAt: z.iso.datetime(),
    lines: z.array(OrderUnits),
  })
  .meta({ id: 'OrderReturn' });
export type OrderReturn = z.infer<typeof OrderReturn>;

export const invoiceKinds = ['invoice', 'credit_note'] as const;
const ofInvoice = {
  id: Id,
  kind: z.enum(invoiceKinds),
  /** As it is printed, such as 2026-000123. */
  number: z.string(),
  issuedAt: z.iso.datetime(),
  /** Where its PDF is for the next hour, on the store's host; null until it is made. */
  url: z.string().nullable(),
};

/** An invoice over the order, or a credit note over money that was paid back. */
export const OrderInvoice = z.strictObject(ofInvoice).meta({ id: 'OrderInvoice' });
export type OrderInvoice = z.infer<typeof OrderInvoice>;

/** As it stands in the list of all that a store has issued. */
export const InvoiceSummary = z
  .strictObject({ ...ofInvoice, orderId: Id, orderNumber: z.string(), total: Money })
  .meta({ id: 'InvoiceSummary' });
export type InvoiceSummary = z.infer<typeof InvoiceSummary>;
export const InvoicePage = pageOf(InvoiceSummary).meta({ id: 'InvoicePage' });
export type InvoicePage = z.infer<typeof InvoicePage>;
export const ListInvoices = z.strictObject(pageQuery);
export type ListInvoices = z.infer<typeof ListInvoices>;

export const OrderDetail = z
  .strictObject({
    id: Id,
    number: z.string(),
    status: OrderStatus,
    email: z.string(),
    shippingAddress: Address,
    lines: z.array(OrderLine),
    shippingMethod: z.string().nullable(),
    couponCode: z.string().nullable(),
    totals: Totals,
    total: Money,
    /** What has been paid back, or is on its way. */
    refunded: Money,
    refunds: z.array(OrderRefund),
    shipments: z.array(OrderShipment),
    returns: z.array(OrderReturn),
    invoices: z.array(OrderInvoice),
    /** Until when its goods are held for an unpaid order. */
    heldUntil: z.iso.datetime().nullable(),
    placedAt: z.iso.datetime(),
    paidAt: z.iso.datetime().nullable(),
    shippedAt: z.iso.datetime().nullable(),
    deliveredAt: z.iso.datetime().nullable(),
    cancelledAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'OrderDetail' });
export type OrderDetail = z.infer<typeof OrderDetail>;

/** `token` lets a guest read the order: send it as `Order-Token`. Browsers get it as an HttpOnly cookie too. */
export const PlacedOrder = z
  .strictObject({ order: OrderDetail, token: z.string() })
  .meta({ id: 'PlacedOrder' });
export type PlacedOrder = z.infer<typeof PlacedOrder>;

export const OrderSummary = z
  .strictObject({
    id: Id,
    number: z.string(),
    status: OrderStatus,
    email: z.string(),
    itemCount: z.int(),
    total: Money,
    placedAt: z.iso.datetime(),
  })
  .meta({ id: 'OrderSummary' });
export type OrderSummary = z.infer<typeof OrderSummary>;

export const OrderPage = pageOf(OrderSummary).meta({ id: 'OrderPage' });
export type OrderPage = z.infer<typeof OrderPage>;

export const ListOrders = z.strictObject({ status: OrderStatus.optional(), ...pageQuery });
export type ListOrders = z.infer<typeof ListOrders>;

/** Units of an order, one entry for each variant. */
const Units = z
  .array(z.strictObject({ variantId: Id, quantity: z.int().min(1).max(1_000_000) }))
  .min(1)
  .max(100)
  .refine(
    (units) => new Set(units.map(({ variantId }) => variantId)).size === units.length,
    'Name each variant once.',
  );

/** What leaves the house; without `lines` everything that has not left yet. */
export const ShipOrder = z
  .strictObject({ lines: Units.optional(), carrier: Line(80).optional(), tracking: Line(80).optional() })
  .meta({ id: 'ShipOrder' });
export type ShipOrder = z.infer<typeof ShipOrder>;

export const CancelOrder = z.strictObject({ reason: Line(200) }).meta({ id: 'CancelOrder' });
export type CancelOrder = z.infer<typeof CancelOrder>;

/**
 * What is given back: the price of some units (and of the delivery), or an amount in minor units, or, with neither,
 * all that is left. `restock` puts the units named back on the shelf.
 */
export const RefundOrder = z
  .strictObject({
    lines: Units.optional(),
    shipping: z.boolean().default(false),
    amount: Money.refine(({ amount }) => amount > 0, {
      path: ['amount'],
      message: 'Pay back more than nothing.',
    }).optional(),
    restock: z.boolean().default(false),
    reason: Line(200),
  })
  .refine(({ lines, shipping, amount }) => !amount || (!lines && !shipping), {
    path: ['amount'],
    message: 'Name units and delivery, or an amount, not both.',
  })
  .meta({ id: 'RefundOrder' });
export type RefundOrder = z.infer<typeof RefundOrder>;

/** A customer wants to send units back. */
export const RequestReturn = z
  .strictObject({ lines: Units, reason: Line(200) })
  .meta({ id: 'RequestReturn' });
export type RequestReturn = z.infer<typeof RequestReturn>;

export const ReturnSummary = z
  .strictObject({
    id: Id,
    orderId: Id,
    orderNumber: z.string(),
    status: ReturnStatus,
    reason: z.string(),
    units: z.int(),
    requestedAt: z.iso.datetime(),
  })
  .meta({ id: 'ReturnSummary' });
export const ReturnPage = pageOf(ReturnSummary).meta({ id: 'ReturnPage' });
export type ReturnPage = z.infer<typeof ReturnPage>;
export const ListReturns = z.strictObject({ status: ReturnStatus.optional(), ...pageQuery });
export type ListReturns = z.infer<typeof ListReturns>;

/** Whether what came back can be sold again. */
export const ReceiveReturn = z.strictObject({ restock: z.boolean() }).meta({ id: 'ReceiveReturn' });
export type ReceiveReturn = z.infer<typeof ReceiveReturn>;

/** What a request has made or changed, and what state it (for a parcel: its order) is in now. */
export const Change = z.strictObject({ id: Id, status: z.string() }).meta({ id: 'Change' });
export type Change = z.infer<typeof Change>;

/** One line of an order's account. Positive amounts are debits, negative ones credits; all together are zero. */
export const StatementEntry = z
  .strictObject({
    kind: z.string(),
    account: z.string(),
    amount: Money,
    reference: Id,
    bookedAt: z.iso.datetime(),
  })
  .meta({ id: 'StatementEntry' });

/** What was booked for an order, oldest first, and what it adds up to per account. */
export const OrderStatement = z
  .strictObject({
    entries: z.array(StatementEntry),
    balances: z.array(z.strictObject({ account: z.string(), balance: Money })),
  })
  .meta({ id: 'OrderStatement' });
export type OrderStatement = z.infer<typeof OrderStatement>;

/** The printable characters of one header value; 8 is short for a person, 200 long for a machine. */
export const IdempotencyKey = z.string().regex(/^[\x21-\x7e]{8,200}$/, 'Use 8 to 200 printable characters.');
