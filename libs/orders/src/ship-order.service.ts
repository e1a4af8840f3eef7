import { Injectable } from '@nestjs/common';
import { Database } from '@tradewind/database';
import { lockOrder, transitionOrder } from './transition-order.ts';

@Injectable()
export class ShipOrderService {
  constructor(private readonly db: Database) {}

  /** Marks an order as shipped. Only a paid order can be, and only once. */
  async shipOrder(orderId: string, staffId: string, tracking: string | undefined): Promise<void> {
    await this.db.write(async (tx) => {
      const order = await lockOrder(tx, orderId);
      await transitionOrder(tx, order, { to: 'shipped', actor: `staff:${staffId}`, tracking });
    });
  }
}
