import type { SqlTx } from '@tradewind/database';

export interface Captured {
  paymentId: string;
  capturedMinor: number;
  /** What was neither paid back nor is on its way back. */
  leftMinor: number;
}

/** The payments of an order that brought money. Call it with the order locked. */
export const findCaptured = (tx: SqlTx, orderId: string): Promise<Captured[]> =>
  tx.$queryRaw<Captured[]>`
    SELECT id AS "paymentId", captured_minor AS "capturedMinor", captured_minor - refunded_minor AS "leftMinor"
    FROM payments WHERE order_id = ${orderId}::uuid AND status = 'succeeded' ORDER BY id`;
