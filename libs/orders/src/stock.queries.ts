import { Prisma, RunAgain, type SqlTx } from '@tradewind/database';
import { AlreadyRestocked, OutOfStock } from './orders.errors.ts';

export interface StockLine {
  variantId: string;
  quantity: number;
}

/**
 * Holds units for an order: all lines or none. Rows are locked in the order of their ids, so two baskets with the same
 * products cannot deadlock. Nothing is looked at first: CHECK (reserved <= on_hand) says no on the locked row, so the
 * last unit goes to exactly one of any number of buyers. It travels with COMMIT, so that the row everybody wants in a
 * sale is locked for the time of a commit and not of our round trips (docs/decisions/0011).
 */
export function reserveStock(tx: SqlTx, lines: readonly StockLine[]): void {
  tx.atCommit(
    Prisma.sql`
      WITH wanted AS (${asRows(lines)}),
      locked AS MATERIALIZED (
        SELECT s.store_id, s.variant_id, wanted.quantity FROM stock s JOIN wanted ON wanted.variant_id = s.variant_id
        ORDER BY s.variant_id FOR NO KEY UPDATE OF s
      )
      UPDATE stock s SET reserved = s.reserved + locked.quantity
      FROM locked WHERE s.store_id = locked.store_id AND s.variant_id = locked.variant_id`,
    // Somebody was faster. The second look at the basket tells which line it was.
    { stock_never_oversold: () => new RunAgain(new OutOfStock(lines.map(({ variantId }) => variantId))) },
  );
}

/** Turns the units held for an order into units sold, and writes the movement down. */
export const claimStock = (tx: SqlTx, orderId: string): void =>
  sell(
    tx,
    orderId,
    Prisma.sql`on_hand = s.on_hand - locked.quantity, reserved = s.reserved - locked.quantity`,
  );

/** Sells units that are not held any more. Ask `hasStock` before. */
export const takeStock = (tx: SqlTx, orderId: string): void =>
  sell(tx, orderId, Prisma.sql`on_hand = s.on_hand - locked.quantity`);

/** Whether there is still enough for an order whose hold has ended. The rows stay locked, so it stays true. */
export async function hasStock(tx: SqlTx, orderId: string): Promise<boolean> {
  const rows = await tx.$queryRaw<{ isEnough: boolean }[]>`
    SELECT s.on_hand - s.reserved >= line.quantity AS "isEnough"
    FROM order_lines line JOIN stock s ON s.store_id = line.store_id AND s.variant_id = line.variant_id
    WHERE line.order_id = ${orderId}::uuid
    ORDER BY s.variant_id FOR NO KEY UPDATE OF s`;
  return rows.length > 0 && rows.every(({ isEnough }) => isEnough);
}

/** Gives the units held for an order back. */
export function releaseStock(tx: SqlTx, orderId: string): void {
  tx.atCommit(Prisma.sql`
    WITH locked AS MATERIALIZED (${lockStockOf(orderId)})
    UPDATE stock s SET reserved = s.reserved - locked.quantity
    FROM locked WHERE s.store_id = locked.store_id AND s.variant_id = locked.variant_id`);
}

/** Throws unless all these units of an order were sold to it and are not back on the shelf yet. */
export async function checkRestock(tx: SqlTx, orderId: string, lines: readonly StockLine[]): Promise<void> {
  const out = await findUnitsOut(tx, orderId);
  for (const { variantId, quantity } of lines) {
    if (quantity > (out.get(variantId) ?? 0)) throw new AlreadyRestocked(variantId);
  }
}

/**
 * Puts units of an order that were sold back on the shelf, each once: by its cancellation, a refund or a return. Units
 * that are back already stay there. Call it with the order locked.
 */
export async function restock(
  tx: SqlTx,
  orderId: string,
  wanted: readonly StockLine[],
  reason: 'cancelled' | 'refunded' | 'returned',
): Promise<void> {
  const out = await findUnitsOut(tx, orderId);
  const lines = wanted
    .map(({ variantId, quantity }) => ({ variantId, quantity: Math.min(quantity, out.get(variantId) ?? 0) }))
    .filter(({ quantity }) => quantity > 0);
  if (lines.length === 0) return;
  tx.atCommit(Prisma.sql`
    WITH back AS (${asRows(lines)}),
    locked AS MATERIALIZED (
      SELECT s.store_id, s.variant_id, back.quantity FROM stock s JOIN back ON back.variant_id = s.variant_id
      ORDER BY s.variant_id FOR NO KEY UPDATE OF s
    ),
    stocked AS (
      UPDATE stock s SET on_hand = s.on_hand + locked.quantity
      FROM locked WHERE s.store_id = locked.store_id AND s.variant_id = locked.variant_id
      RETURNING s.variant_id, locked.quantity
    )
    INSERT INTO stock_movements (id, variant_id, delta, reason, order_id)
    SELECT gen_random_uuid(), variant_id, quantity, ${reason}, ${orderId}::uuid FROM stocked`);
}

/** How many units of each line were sold and are not back on the shelf. */
async function findUnitsOut(tx: SqlTx, orderId: string): Promise<Map<string, number>> {
  const rows = await tx.$queryRaw<{ variantId: string; units: number }[]>`
    SELECT variant_id AS "variantId", -sum(delta)::int AS units FROM stock_movements
    WHERE order_id = ${orderId}::uuid GROUP BY variant_id`;
  return new Map(rows.map(({ variantId, units }) => [variantId, units]));
}

function sell(tx: SqlTx, orderId: string, change: Prisma.Sql): void {
  tx.atCommit(Prisma.sql`
    WITH locked AS MATERIALIZED (${lockStockOf(orderId)}),
    sold AS (
      UPDATE stock s SET ${change}
      FROM locked WHERE s.store_id = locked.store_id AND s.variant_id = locked.variant_id
      RETURNING s.variant_id, locked.quantity
    )
    INSERT INTO stock_movements (id, variant_id, delta, reason, order_id)
    SELECT gen_random_uuid(), variant_id, -quantity, 'sold', ${orderId}::uuid FROM sold`);
}

const lockStockOf = (orderId: string) => Prisma.sql`
  SELECT s.store_id, s.variant_id, line.quantity
  FROM order_lines line JOIN stock s ON s.store_id = line.store_id AND s.variant_id = line.variant_id
  WHERE line.order_id = ${orderId}::uuid
  ORDER BY s.variant_id FOR NO KEY UPDATE OF s`;

const asRows = (lines: readonly StockLine[]) => Prisma.sql`
  SELECT * FROM unnest(${lines.map(({ variantId }) => variantId)}::uuid[], ${lines.map(({ quantity }) => quantity)}::int[])
    AS wanted (variant_id, quantity)`;
