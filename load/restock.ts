import type { ClientBase } from 'pg';
import { enterStore, type Store } from './audit/stores.ts';

const fewest = 200;
/** More than a machine of today sells, and more than an even share: some products are bought far more often. */
const { ordersPerSecond, unitsPerOrder, unevenness } = {
  ordersPerSecond: 200,
  unitsPerOrder: 3,
  unevenness: 5,
};

/** How many units of each variant are enough for a run. */
export function unitsNeeded(seconds: number, variants: number): number {
  const share = (seconds * ordersPerSecond * unitsPerOrder * unevenness) / Math.max(1, variants);
  return Math.max(fewest, Math.ceil(share / 100) * 100);
}

/**
 * Goods come in: tops every variant of a store up to so many that can be sold, and writes the movement down, so
 * that the books still balance. Returns how many units came.
 */
export async function restock(client: ClientBase, { id }: Store, seconds: number): Promise<number> {
  await client.query('BEGIN');
  try {
    await enterStore(client, id);
    const level = unitsNeeded(seconds, await countVariants(client, id));
    const { rows } = await client.query<{ units: number }>(topUp, [id, level]);
    await client.query('COMMIT');
    return rows[0]?.units ?? 0;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}

async function countVariants(client: ClientBase, storeId: string): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM stock WHERE store_id = $1',
    [storeId],
  );
  return rows[0]?.count ?? 0;
}

/** Locks in the order of the ids, as whoever sells does: two that meet wait for each other instead of dying. */
const topUp = `
  WITH short AS MATERIALIZED (
    SELECT store_id, variant_id, $2 - (on_hand - reserved) AS missing FROM stock
    WHERE store_id = $1 AND on_hand - reserved < $2 ORDER BY variant_id FOR UPDATE
  ),
  topped AS (
    UPDATE stock s SET on_hand = on_hand + short.missing FROM short
    WHERE s.store_id = short.store_id AND s.variant_id = short.variant_id
    RETURNING s.store_id, s.variant_id, short.missing
  ),
  moved AS (
    INSERT INTO stock_movements (store_id, id, variant_id, delta, reason)
    SELECT store_id, gen_random_uuid(), variant_id, missing, 'received' FROM topped
    RETURNING delta
  )
  SELECT coalesce(sum(delta), 0)::int AS units FROM moved`;
