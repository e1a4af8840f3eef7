import { z } from 'zod';
import { Image } from './catalog.ts';
import { Email, Id, Line, Money, pageOf, pageQuery } from './common.ts';

export const orderStatuses = ['awaiting_payment', 'paid', 'shipped', 'cancelled'] as const;
export const OrderStatus = z.enum(orderStatuses);
export type OrderStatus = z.infer<typeof OrderStatus>;

export const Address = z
  .strictObject({
    name: Line(100),
    line1: Line(120),
    line2: Line(120).optional(),
    postalCode: Line(20),
    city: Line(80),
    country: z.string().regex(/^[A-Z]{2}$/, 'Use the ISO 3166 code of the country, such as DE.'),
  })
  .meta({ id: 'Address' });
export type Address = z.infer<typeof Address>;

/** `expectedTotal` is what the buyer was shown; if it changed since, the answer is 409 with the new total. */
export const PlaceOrder = z
  .strictObject({ cartId: Id, email: Email, shippingAddress: Address, expectedTotal: Money.optional() })
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
    lineTotal: Money,
  })
  .meta({ id: 'OrderLine' });
export type OrderLine = z.infer<typeof OrderLine>;

export const OrderDetail = z
  .strictObject({
    id: Id,
    number: z.string(),
    status: OrderStatus,
    email: z.string(),
    shippingAddress: Address,
    lines: z.array(OrderLine),
    total: Money,
    placedAt: z.iso.datetime(),
    paidAt: z.iso.datetime().nullable(),
    shippedAt: z.iso.datetime().nullable(),
    tracking: z.string().nullable(),
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

export const ShipOrder = z.strictObject({ tracking: Line(80).optional() }).meta({ id: 'ShipOrder' });
export type ShipOrder = z.infer<typeof ShipOrder>;

/** The printable characters of one header value; 8 is short for a person, 200 long for a machine. */
export const IdempotencyKey = z.string().regex(/^[\x21-\x7e]{8,200}$/, 'Use 8 to 200 printable characters.');
