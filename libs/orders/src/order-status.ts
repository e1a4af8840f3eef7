import type { OrderStatus } from '@tradewind/contracts';
import { IllegalTransition } from './orders.errors.ts';

/**
 * The life of an order. What is not in this table does not happen. The status tells the latest thing that happened
 * to it; how much was shipped or paid back is told by its shipments and refunds.
 */
const next: Record<OrderStatus, readonly OrderStatus[]> = {
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

export const canBecome = (from: OrderStatus, to: OrderStatus): boolean => next[from].includes(to);

/** Throws unless the table allows the step. */
export function assertTransition(from: OrderStatus, to: OrderStatus): void {
  if (!canBecome(from, to)) throw new IllegalTransition(from, to);
}
