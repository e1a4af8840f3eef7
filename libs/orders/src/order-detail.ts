import { type ImageRow, imageSelect, toImage } from '@tradewind/catalog';
import { Address, type OrderDetail, OrderStatus, type OrderSummary } from '@tradewind/contracts';
import type { Prisma, ReadClient, Tx } from '@tradewind/database';
import { lineTotal } from './order-pricing.ts';

/** What is loaded of an order to show it. */
export const orderWithLines = {
  include: { lines: { orderBy: { position: 'asc' } } },
} satisfies Prisma.OrderDefaultArgs;
export type OrderWithLines = Prisma.OrderGetPayload<typeof orderWithLines>;

export async function findImages(db: Tx | ReadClient, { lines }: OrderWithLines): Promise<ImageRow[]> {
  const ids = lines.flatMap(({ imageId }) => imageId ?? []);
  return ids.length > 0 ? db.productImage.findMany({ where: { id: { in: ids } }, select: imageSelect }) : [];
}

export function toOrderDetail(order: OrderWithLines, images: ImageRow[]): OrderDetail {
  const money = (amount: number) => ({ amount, currency: order.currency });
  return {
    id: order.id,
    number: order.number,
    status: OrderStatus.parse(order.status),
    email: order.email,
    shippingAddress: Address.parse(order.shippingAddress),
    lines: order.lines.map(
      ({ variantId, productName, variantName, sku, imageId, quantity, unitPriceMinor }) => {
        const image = images.find(({ id }) => id === imageId);
        return {
          variantId,
          productName,
          variantName,
          sku,
          image: image ? toImage(image) : null,
          quantity,
          unitPrice: money(unitPriceMinor),
          lineTotal: money(lineTotal({ quantity, unitPriceMinor })),
        };
      },
    ),
    total: money(order.totalMinor),
    placedAt: order.placedAt.toISOString(),
    paidAt: order.paidAt?.toISOString() ?? null,
    shippedAt: order.shippedAt?.toISOString() ?? null,
    tracking: order.tracking,
  };
}

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
