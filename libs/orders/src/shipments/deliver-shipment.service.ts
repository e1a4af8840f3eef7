import { Injectable } from '@nestjs/common';
import type { Change } from '@tradewind/contracts';
import { NotFound } from '@tradewind/core';
import { Database } from '@tradewind/database';
import { lockOrder, transitionOrder } from '../transition-order.ts';

/** Notes that a parcel has arrived. Safe to repeat: the first time counts. */
@Injectable()
export class DeliverShipmentService {
  constructor(private readonly db: Database) {}

  deliverShipment(orderId: string, shipmentId: string, actor: string): Promise<Change> {
    return this.db.writeSql(async (tx) => {
      const order = await lockOrder(tx, orderId);
      const shipments = await tx.$queryRaw<{ id: string; isOnItsWay: boolean }[]>`
        WITH arrived AS (
          UPDATE shipments SET delivered_at = now()
          WHERE id = ${shipmentId}::uuid AND order_id = ${orderId}::uuid AND delivered_at IS NULL)
        SELECT id, delivered_at IS NULL AND id <> ${shipmentId}::uuid AS "isOnItsWay"
        FROM shipments WHERE order_id = ${orderId}::uuid`;
      if (!shipments.some(({ id }) => id === shipmentId)) throw new NotFound();
      const hasAllArrived = shipments.every(({ isOnItsWay }) => !isOnItsWay);
      // Not while there is more to send, nor after the money went back: then the date on the parcel says it.
      const isOver = order.status === 'shipped' && hasAllArrived;
      if (isOver) transitionOrder(tx, order, { to: 'delivered', actor });
      return { id: shipmentId, status: isOver ? 'delivered' : order.status };
    });
  }
}
