import { HandlesJob, type JobHandler, Outbox, UnrecoverableError } from '@tradewind/core';
import { Database } from '@tradewind/database';
import { claimStock } from './stock.queries.ts';
import { lockOrder, transitionOrder } from './transition-order.ts';

/** The money for an order has arrived: the held stock is sold and the customer hears of it. */
@HandlesJob('settle-order')
export class SettleOrderProcessor implements JobHandler<'settle-order'> {
  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
  ) {}

  async handle({ orderId }: { orderId: string }): Promise<void> {
    await this.db.write(async (tx) => {
      const order = await lockOrder(tx, orderId);
      // Settled by an earlier run of this job.
      if (order.status === 'paid' || order.status === 'shipped') return;
      // Cannot be: an order is cancelled after its payment was. If it is all the same, a person must look.
      if (order.status === 'cancelled')
        throw new UnrecoverableError(`Money arrived for the cancelled order ${orderId}.`);
      await tx.payment.findFirstOrThrow({
        where: { orderId, status: 'succeeded', capturedMinor: order.totalMinor },
      });

      await claimStock(tx, orderId);
      await transitionOrder(tx, order, { to: 'paid', actor: 'provider' });
      await this.outbox.add(tx, 'send-order-confirmation', { orderId });
    });
  }
}
