import { orderSteps, type OrderStatus } from '@tradewind/contracts';
import { IllegalTransition } from './orders.errors.ts';

export const canBecome = (from: OrderStatus, to: OrderStatus): boolean => orderSteps[from].includes(to);

/** Throws unless the table allows the step. */
export function assertTransition(from: OrderStatus, to: OrderStatus): void {
  if (!canBecome(from, to)) throw new IllegalTransition(from, to);
}
