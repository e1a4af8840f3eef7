import { Injectable } from '@nestjs/common';
import { OrderStatus, type StartedPayment } from '@tradewind/contracts';
import { NotFound } from '@tradewind/core';
import { Database } from '@tradewind/database';
import { openPayment, PaymentEnded, PaymentsService } from '@tradewind/payments';
import { NothingToPay } from './orders.errors.ts';
import { lockOrder } from './transition-order.ts';

/** Starts the payment of an order, or finds the one that was started. */
@Injectable()
export class PayOrderService {
  constructor(
    private readonly db: Database,
    private readonly payments: PaymentsService,
  ) {}

  /** An attempt that has ended, while the order still awaits its payment, is followed by another one. */
  async payOrder(orderId: string): Promise<StartedPayment> {
    await this.checkUnpaid(orderId);
    try {
      return await this.payments.start(orderId);
    } catch (error) {
      if (!(error instanceof PaymentEnded)) throw error;
      await this.openAnother(orderId);
      return this.payments.start(orderId);
    }
  }

  /** Nobody is given the means to pay for an order that was cancelled, though its payment may still be open. */
  private async checkUnpaid(orderId: string): Promise<void> {
    const [order] = await this.db.writeSql(
      (tx) => tx.$queryRaw<{ status: string; totalMinor: number }[]>`
        SELECT status, total_minor AS "totalMinor" FROM orders WHERE id = ${orderId}::uuid`,
    );
    if (!order) throw new NotFound();
    const status = OrderStatus.parse(order.status);
    // What costs nothing has no payment, and is settled by itself.
    if (status !== 'awaiting_payment' || order.totalMinor === 0) throw new NothingToPay(status);
  }

  private openAnother(orderId: string): Promise<void> {
    return this.db.writeSql(async (tx) => {
      const order = await lockOrder(tx, orderId);
      // The lock also keeps the order from being given up between here and the new payment.
      if (order.status !== 'awaiting_payment' || order.stockState !== 'held')
        throw new NothingToPay(order.status);
      openPayment(tx, { orderId, amountMinor: order.totalMinor, currency: order.currency });
    });
  }
}
