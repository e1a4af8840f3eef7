import { HandlesJob, type JobHandler, type RunningJob } from '@tradewind/core';
import { OrdersService } from '../orders.service.ts';
import { OrderMailer } from './order-mailer.ts';
import { paymentFailed } from './payment-failed.email.tsx';

/**
 * Some minutes after a payment was declined: most people try another card at once, and are not written to. Nor is
 * anybody whose order has ended since.
 */
@HandlesJob('send-payment-failed')
export class SendPaymentFailedProcessor implements JobHandler<'send-payment-failed'> {
  constructor(
    private readonly orders: OrdersService,
    private readonly mailer: OrderMailer,
  ) {}

  async handle({ orderId }: { orderId: string }, job: RunningJob): Promise<void> {
    const [order, now] = [await this.orders.show(orderId), new Date()];
    const heldUntil = new Date(order.heldUntil ?? 0);
    if (order.status !== 'awaiting_payment' || heldUntil <= now) return;
    await this.mailer.send(
      {
        order,
        dedupeKey: `payment-failed/${orderId}`,
        page: '/payment',
        mail: (about) => paymentFailed({ ...about, heldUntil, now }),
      },
      job,
    );
  }
}
