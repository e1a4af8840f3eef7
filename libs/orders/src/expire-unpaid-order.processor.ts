import { HandlesJob, type JobHandler, Outbox } from '@tradewind/core';
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
    private readonly outbox: Outbox,
  ) {}

  async handle({ orderId }: { orderId: string }): Promise<void> {
    const order = await this.db.write((tx) => tx.order.findFirst({ where: { id: orderId } }));
    if (order?.status !== 'awaiting_payment') return;
    const payment = await this.payments.cancel(orderId);
    // The customer was faster: settle-order is on its way.
    if (payment === 'succeeded') return;
    if (payment === 'pending') return this.askAgainLater(orderId);

    await this.db.write(async (tx) => {
      const locked = await lockOrder(tx, orderId);
      if (locked.status !== 'awaiting_payment') return;
      await releaseStock(tx, orderId);
      await transitionOrder(tx, locked, { to: 'cancelled', actor: 'clock' });
    });
  }

  private askAgainLater(orderId: string): Promise<void> {
    return this.db.write((tx) => this.outbox.add(tx, 'expire-unpaid-order', { orderId }, { inMinutes: 60 }));
  }
}
