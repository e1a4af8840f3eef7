import { Injectable } from '@nestjs/common';
import { AccessToken, NotFound, type Visitor } from '@tradewind/core';
import { OrdersService } from './orders.service.ts';

const cookieName = 'tw_order';
const daysKept = 90;

/** Decides who may see an order: who holds its token, and the customer who placed it. */
@Injectable()
export class OrderAccess {
  constructor(
    private readonly orders: OrdersService,
    private readonly tokens: AccessToken,
  ) {}

  /** Throws NotFound unless this visitor may see the order, whether it exists or not. */
  async open(visitor: Visitor, orderId: string): Promise<void> {
    const cookie = visitor.key(cookieName);
    const token = visitor.header('order-token') ?? (cookie?.id === orderId ? cookie.token : undefined);
    if (this.tokens.opens('order', orderId, token)) return;
    const { customerId } = await this.orders.ownerOf(orderId);
    if (customerId === null || customerId !== visitor.customerId) throw new NotFound();
  }

  /** Leaves the key to an order in the browser. */
  keepKey(visitor: Visitor, orderId: string): void {
    visitor.keepKey(cookieName, orderId, this.issue(orderId), daysKept);
  }

  issue(orderId: string): string {
    return this.tokens.issue('order', orderId);
  }
}
