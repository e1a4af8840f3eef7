import { HandlesJob, type JobHandler, Outbox, type RunningJob } from '@tradewind/core';
import { Database } from '@tradewind/database';
import { batchSize, takeDueAlerts } from './due-alerts.queries.ts';

/** Asks for the mails to everybody who waits for something that can be had again. */
@HandlesJob('notify-back-in-stock')
export class NotifyBackInStockProcessor implements JobHandler<'notify-back-in-stock'> {
  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
  ) {}

  async handle(_: object, job: RunningJob): Promise<void> {
    await this.db.writeSql(async (tx) => {
      const alertIds = await takeDueAlerts(tx);
      for (const alertId of alertIds) await this.outbox.add(tx, 'send-back-in-stock', { alertId });
      // More are waiting: one batch at a time, each in a transaction of its own.
      if (alertIds.length === batchSize) await this.outbox.add(tx, 'notify-back-in-stock', {});
      job.doneWith(tx);
    });
  }
}
