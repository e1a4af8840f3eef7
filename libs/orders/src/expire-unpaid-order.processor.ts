import { HandlesJob, type JobHandler } from '@tradewind/core';
import { Database } from '@tradewind/database';
import { PaymentsService } from '@tradewind/payments';
import { releaseStock } from './stock.queries.ts';
import { lockOrder, transitionOrder } from './transition-order.ts';

/**
 * Gives up an order that nobody paid in time. The payment is ended with the provider first: once it says
 * "canceled" no money can arrive any more, and only then is the stock given to others.
 */
@HandlesJob('expire-unpaid-order')
export class ExpireUnpaidOrderProcessor implements JobHandler<'expire-unpaid-order'> {
  constructor(
    private readonly db: Database,
    private readonly payments: PaymentsService,
  ) {}

  async handle({ orderId }: { orderId: string }): Promise<void> {
    const order = await this.db.write((tx) => tx.order.findFirst({ where: { id: orderId } }));
    if (order?.status !== 'awaiting_payment') return;
    // The customer was faster: settle-order is on its way.
    if ((await this.payments.cancel(orderId)) === 'succeeded') return;

    await this.db.write(async (tx) => {
      const locked = await lockOrder(tx, orderId);
      if (locked.status !== 'awaiting_payment') return;
      await releaseStock(tx, orderId);
      await transitionOrder(tx, locked, { to: 'cancelled', actor: 'clock' });
    });
  }
}
