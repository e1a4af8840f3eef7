import type { OrderStatus } from '@tradewind/contracts';
import { IllegalTransition } from './orders.errors.ts';

/** The life of an order. What is not in this table does not happen. */
const next: Record<OrderStatus, readonly OrderStatus[]> = {
  awaiting_payment: ['paid', 'cancelled'],
  paid: ['shipped'],
  shipped: [],
  cancelled: [],
};

export const canBecome = (from: OrderStatus, to: OrderStatus): boolean => next[from].includes(to);

/** Throws unless the table allows the step. */
export function assertTransition(from: OrderStatus, to: OrderStatus): void {
  if (!canBecome(from, to)) throw new IllegalTransition(from, to);
}
