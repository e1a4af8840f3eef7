import { HandlesJob, type JobHandler, type RunningJob, UnrecoverableError } from '@tradewind/core';
import { Database } from '@tradewind/database';
import { OrdersService } from '../orders.service.ts';
import { findPaidBack } from './mail.queries.ts';
import { OrderMailer } from './order-mailer.ts';
import { refunded } from './refunded.email.tsx';

/** Tells the customer how much money went back, and what for. */
@HandlesJob('send-refunded')
export class SendRefundedProcessor implements JobHandler<'send-refunded'> {
  constructor(
    private readonly db: Database,
    private readonly orders: OrdersService,
    private readonly mailer: OrderMailer,
  ) {}

  async handle({ refundId }: { refundId: string }, job: RunningJob): Promise<void> {
    const refund = await findPaidBack(this.db.read, refundId);
    if (!refund) throw new UnrecoverableError(`There is no refund ${refundId}.`);
    // The customer's bank sent it back before we could say so.
    if (refund.status !== 'succeeded') return;
    const { orderId, amountMinor, currency, parts } = refund;
    const about = { amount: { amount: amountMinor, currency }, parts };
    await this.mailer.send(
      {
        order: await this.orders.show(orderId),
        dedupeKey: `refunded/${refundId}`,
        mail: (mail) => refunded({ ...mail, ...about }),
      },
      job,
    );
  }
}
