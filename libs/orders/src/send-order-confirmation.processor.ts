import { HandlesJob, type JobHandler, Mailer, type RunningJob } from '@tradewind/core';
import { StoreLinks, StoresService } from '@tradewind/stores';
import { OrderAccess } from './order-access.ts';
import { orderConfirmation } from './order-confirmation.email.tsx';
import { OrdersService } from './orders.service.ts';

/** Tells the customer that the order is paid, once. */
@HandlesJob('send-order-confirmation')
export class SendOrderConfirmationProcessor implements JobHandler<'send-order-confirmation'> {
  constructor(
    private readonly orders: OrdersService,
    private readonly access: OrderAccess,
    private readonly stores: StoresService,
    private readonly links: StoreLinks,
    private readonly mailer: Mailer,
  ) {}

  async handle({ orderId }: { orderId: string }, job: RunningJob): Promise<void> {
    const order = await this.orders.show(orderId);
    const { name, locale } = await this.stores.current();
    const mail = await orderConfirmation({
      storeName: name,
      locale,
      origin: await this.links.to('/'),
      orderUrl: await this.links.to(`/orders/${orderId}?token=${this.access.issue(orderId)}`),
      order,
    });
    const dedupeKey = `order-confirmation/${orderId}`;
    await this.mailer.send({ ...mail, to: order.email, fromName: name, dedupeKey }, job);
  }
}
