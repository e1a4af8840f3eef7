import type { OrderSummary } from '@tradewind/contracts';
import Link from 'next/link';
import { formatDay, formatMoney } from '../shell/money.ts';
import { statusWords } from './order-status.ts';

export function OrderList({ orders, locale }: { orders: OrderSummary[]; locale: string }) {
  return (
    <ul className="divide-y divide-line border-y border-line">
      {orders.map((order) => (
        <li key={order.id}>
          <Link
            href={`/orders/${order.id}`}
            className="grid gap-x-6 gap-y-1 py-5 hover:bg-wall/50 sm:grid-cols-[1fr_1fr_auto] sm:px-3"
          >
            <span>
              <span className="font-medium">{order.number}</span>
              <span className="block text-sm text-soft">{formatDay(order.placedAt, locale)}</span>
            </span>
            <span className="text-soft">
              {statusWords[order.status]} · {order.itemCount === 1 ? '1 item' : `${order.itemCount} items`}
            </span>
            <span className="tabular-nums">{formatMoney(order.total, locale)}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
