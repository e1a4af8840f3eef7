import { OrderDetail, OrderPage } from '@tradewind/contracts';
import { readOwn } from '../api/read.ts';

/** An order of this visitor: the guest who placed it (by cookie) or the customer who owns it. */
export const readOrder = (id: string): Promise<OrderDetail | null> =>
  readOwn(`/api/orders/${encodeURIComponent(id)}`, OrderDetail);

/** The signed-in customer's orders, newest first. */
export function readOrders(cursor: string | undefined): Promise<OrderPage | null> {
  const query = new URLSearchParams({ limit: '20', ...(cursor && { cursor }) });
  return readOwn(`/api/orders?${query}`, OrderPage);
}
