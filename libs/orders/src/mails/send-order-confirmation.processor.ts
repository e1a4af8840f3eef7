import { HandlesJob, type JobHandler, type RunningJob } from '@tradewind/core';
import { OrdersService } from '../orders.service.ts';
import { orderConfirmation } from './order-confirmation.email.tsx';
import { OrderMailer } from './order-mailer.ts';

/** Tells the customer that the order is paid, once. */
@HandlesJob('send-order-confirmation')
export class SendOrderConfirmationProcessor implements JobHandler<'send-order-confirmation'> {
  constructor(
    private readonly orders: OrdersService,
    private readonly mailer: OrderMailer,
  ) {}

  async handle({ orderId }: { orderId: string }, job: RunningJob): Promise<void> {
    const order = await this.orders.show(orderId);
    const dedupeKey = `order-confirmation/${orderId}`;
    await this.mailer.send({ order, dedupeKey, mail: orderConfirmation }, job);
  }
}
