import type { SqlTx } from '@tradewind/database';
import type { RefundsService } from '@tradewind/payments';
import type { Captured } from '../captured.queries.ts';
import type { LockedOrder } from '../transition-order.ts';

/**
 * Gives back what is left of the money for an order that was never sold: it was cancelled, or others were faster. There
 * is no sale to take back, so these refunds have no parts. Returns their ids.
 */
export function sendBack(
  tx: SqlTx,
  refunds: RefundsService,
  { order, captured, ...cause }: { order: LockedOrder; captured: Captured[]; reason: string; actor: string },
): string[] {
  return captured
    .filter(({ leftMinor }) => leftMinor > 0)
    .map(({ paymentId, leftMinor }) =>
      refunds.open(tx, {
        ...cause,
        orderId: order.id,
        paymentId,
        amountMinor: leftMinor,
        taxMinor: 0,
        currency: order.currency,
      }),
    );
}
