import { HandlesJob, type JobHandler } from '@tradewind/core';
import { PaymentsService } from '@tradewind/payments';

/** Ends the payment of an order that was cancelled. Money that was faster is sent back by `settle-order`. */
@HandlesJob('cancel-payment')
export class CancelPaymentProcessor implements JobHandler<'cancel-payment'> {
  constructor(private readonly payments: PaymentsService) {}

  async handle({ orderId }: { orderId: string }): Promise<void> {
    const payment = await this.payments.cancel(orderId);
    if (payment === 'pending') throw new Error(`The payment of ${orderId} cannot be ended yet.`);
  }
}
