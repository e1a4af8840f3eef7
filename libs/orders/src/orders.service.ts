import { Injectable } from '@nestjs/common';
import { NotFound } from '@tradewind/core';
import type { ListOrders, OrderDetail, OrderPage, OrderStatement } from '@tradewind/contracts';
import { Database } from '@tradewind/database';
import { InvoiceLinks } from './invoices/invoice-links.ts';
import { orderSummary, toOrderDetail, toOrderSummary } from './order-detail.ts';
import { findOrder } from './order.queries.ts';
import { findStatement } from './order-statement.queries.ts';

/** Plain reads of orders. Who may read which is decided by the caller. */
@Injectable()
export class OrdersService {
  constructor(
    private readonly db: Database,
    private readonly invoiceLinks: InvoiceLinks,
  ) {}

  async show(orderId: string): Promise<OrderDetail> {
    const order = await findOrder(this.db.read, orderId);
    if (!order) throw new NotFound();
    return toOrderDetail(order, (id) => this.invoiceLinks.shown(id));
  }

  async ownerOf(orderId: string): Promise<{ customerId: string | null }> {
    const order = await this.db.read.order.findFirst({
      where: { id: orderId },
      select: { customerId: true },
    });
    if (!order) throw new NotFound();
    return order;
  }

  async statement(orderId: string): Promise<OrderStatement> {
    await this.ownerOf(orderId);
    return findStatement(this.db.read, orderId);
  }

  /** Newest first: of one customer, or of the whole store for its staff. */
  async list({ status, cursor, limit }: ListOrders, customerId?: string): Promise<OrderPage> {
    const orders = await this.db.read.order.findMany({
      where: {
        ...(customerId && { customerId }),
        ...(status && { status }),
        ...(cursor && { id: { lt: cursor } }),
      },
      orderBy: { id: 'desc' },
      take: limit + 1,
      ...orderSummary,
    });
    const items = orders.slice(0, limit).map(toOrderSummary);
    return { items, nextCursor: orders.length > limit ? (items.at(-1)?.id ?? null) : null };
  }
}
