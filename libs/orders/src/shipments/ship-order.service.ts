import { Injectable } from '@nestjs/common';
import type { Change, ShipOrder } from '@tradewind/contracts';
import { Outbox } from '@tradewind/core';
import { Database, Prisma, type SqlTx } from '@tradewind/database';
import { v7 as uuidv7 } from 'uuid';
import { assertTransition } from '../order-status.ts';
import { findOrderInLife, type LineInLife, unshippedOf } from '../refunds/refundable.queries.ts';
import type { StockLine } from '../stock.queries.ts';
import { lockOrder, transitionOrder } from '../transition-order.ts';
import { NothingLeftToShip, NotThatManyLeft } from './shipments.errors.ts';

/** Sends what was paid for, in one parcel or in several. */
@Injectable()
export class ShipOrderService {
  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
  ) {}

  /** The order stays locked meanwhile: of a shipment, a cancellation and a refund at once one is the first. */
  shipOrder(orderId: string, request: ShipOrder, actor: string): Promise<Change> {
    return this.db.writeSql(async (tx) => {
      const order = await lockOrder(tx, orderId);
      assertTransition(order.status === 'partly_shipped' ? 'paid' : order.status, 'shipped');
      const { lines } = await findOrderInLife(tx, orderId);
      const parcel = packed(lines, request.lines);
      const id = insertShipment(tx, orderId, parcel, { ...request, actor });
      this.outbox.addAtCommit(tx, 'send-shipped', { shipmentId: id }, { subject: orderId });

      const sent = new Map(parcel.map(({ variantId, quantity }) => [variantId, quantity]));
      const isComplete = lines.every((line) => unshippedOf(line) === (sent.get(line.variantId) ?? 0));
      const to = isComplete ? 'shipped' : 'partly_shipped';
      // A second parcel of three changes nothing about the order being partly shipped.
      if (order.status !== to) transitionOrder(tx, order, { to, actor });
      return { id, status: to };
    });
  }
}

/** What is wanted, if there is that much; all that is left when nothing is named. */
function packed(lines: readonly LineInLife[], wanted: readonly StockLine[] | undefined): StockLine[] {
  const left = lines.map((line) => ({ variantId: line.variantId, quantity: unshippedOf(line) }));
  const rest = left.filter(({ quantity }) => quantity > 0);
  if (rest.length === 0) throw new NothingLeftToShip();
  if (!wanted) return rest;
  for (const { variantId, quantity } of wanted) {
    const line = rest.find((candidate) => candidate.variantId === variantId);
    if (!line || line.quantity < quantity) throw new NotThatManyLeft(variantId);
  }
  return [...wanted];
}

interface Label {
  carrier?: string | undefined;
  tracking?: string | undefined;
  actor: string;
}

function insertShipment(
  tx: SqlTx,
  orderId: string,
  lines: readonly StockLine[],
  { carrier, tracking, actor }: Label,
): string {
  const id = uuidv7();
  tx.atCommit(Prisma.sql`
    WITH shipment AS (
      INSERT INTO shipments (id, order_id, carrier, tracking, actor)
      VALUES (${id}::uuid, ${orderId}::uuid, ${carrier ?? null}, ${tracking ?? null}, ${actor}))
    INSERT INTO shipment_lines (shipment_id, variant_id, quantity)
    SELECT ${id}::uuid, variant_id, quantity
    FROM unnest(${lines.map(({ variantId }) => variantId)}::uuid[], ${lines.map(({ quantity }) => quantity)}::int[])
      AS line (variant_id, quantity)`);
  return id;
}
