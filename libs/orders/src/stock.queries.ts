import { Prisma, type Tx } from '@tradewind/database';
import { OutOfStock } from './orders.errors.ts';

export interface StockLine {
  variantId: string;
  quantity: number;
}

/**
 * Holds units for an order, all lines or none, in one statement. Rows are locked in the order of their ids, so two
 * baskets with the same products cannot deadlock; and the condition is checked on the locked row, so the
 * last unit goes to exactly one of any number of buyers.
 */
export async function reserveStock(tx: Tx, lines: StockLine[]): Promise<void> {
  const reserved = await tx.$queryRaw<{ variantId: string }[]>`
    WITH wanted AS (${asRows(lines)}),
    locked AS MATERIALIZED (
      SELECT s.store_id, s.variant_id, wanted.quantity FROM stock s JOIN wanted ON wanted.variant_id = s.variant_id
      ORDER BY s.variant_id FOR UPDATE OF s
    )
    UPDATE stock s SET reserved = s.reserved + locked.quantity
    FROM locked
    WHERE s.store_id = locked.store_id AND s.variant_id = locked.variant_id AND s.on_hand - s.reserved >= locked.quantity
    RETURNING s.variant_id AS "variantId"`;
  if (reserved.length === lines.length) return;

  const got = new Set(reserved.map(({ variantId }) => variantId));
  throw new OutOfStock(lines.map(({ variantId }) => variantId).filter((id) => !got.has(id)));
}

/** Turns the units held for an order into units sold, and writes the movement down. */
export async function claimStock(tx: Tx, orderId: string): Promise<void> {
  await tx.$executeRaw`
    WITH locked AS MATERIALIZED (${lockStockOf(orderId)}),
    sold AS (
      UPDATE stock s SET on_hand = s.on_hand - locked.quantity, reserved = s.reserved - locked.quantity
      FROM locked WHERE s.store_id = locked.store_id AND s.variant_id = locked.variant_id
      RETURNING s.variant_id, locked.quantity
    )
    INSERT INTO stock_movements (id, variant_id, delta, reason, order_id)
    SELECT gen_random_uuid(), variant_id, -quantity, 'sold', ${orderId}::uuid FROM sold`;
}

/** Gives the units held for an order back. */
export async function releaseStock(tx: Tx, orderId: string): Promise<void> {
  await tx.$executeRaw`
    WITH locked AS MATERIALIZED (${lockStockOf(orderId)})
    UPDATE stock s SET reserved = s.reserved - locked.quantity
    FROM locked WHERE s.store_id = locked.store_id AND s.variant_id = locked.variant_id`;
}

const lockStockOf = (orderId: string) => Prisma.sql`
  SELECT s.store_id, s.variant_id, line.quantity
  FROM order_lines line JOIN stock s ON s.store_id = line.store_id AND s.variant_id = line.variant_id
  WHERE line.order_id = ${orderId}::uuid
  ORDER BY s.variant_id FOR UPDATE OF s`;

const asRows = (lines: StockLine[]) => Prisma.sql`
  SELECT * FROM unnest(${lines.map(({ variantId }) => variantId)}::uuid[], ${lines.map(({ quantity }) => quantity)}::int[])
    AS wanted (variant_id, quantity)`;
