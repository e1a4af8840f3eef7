import { HandlesJob, type JobHandler, type RunningJob, UnrecoverableError } from '@tradewind/core';
import { Database } from '@tradewind/database';
import { OrdersService } from '../orders.service.ts';
import { orderOfShipment } from './mail.queries.ts';
import { OrderMailer } from './order-mailer.ts';
import { shipped } from './shipped.email.tsx';

/** Tells the customer what is in a parcel that has left, and with whom it travels. */
@HandlesJob('send-shipped')
export class SendShippedProcessor implements JobHandler<'send-shipped'> {
  constructor(
    private readonly db: Database,
    private readonly orders: OrdersService,
    private readonly mailer: OrderMailer,
  ) {}

  async handle({ shipmentId }: { shipmentId: string }, job: RunningJob): Promise<void> {
    const orderId = await orderOfShipment(this.db.read, shipmentId);
    const order = orderId === undefined ? undefined : await this.orders.show(orderId);
    const shipment = order?.shipments.find(({ id }) => id === shipmentId);
    if (!order || !shipment) throw new UnrecoverableError(`There is no shipment ${shipmentId}.`);
    await this.mailer.send(
      { order, dedupeKey: `shipped/${shipmentId}`, mail: (about) => shipped({ ...about, shipment }) },
      job,
    );
  }
}
