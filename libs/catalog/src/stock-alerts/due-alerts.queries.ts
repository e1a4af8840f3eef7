import { Prisma, type SqlTx } from '@tradewind/database';
import { v7 as uuidv7 } from 'uuid';

/** How many mails are asked for at a time. */
export const batchSize = 200;

/**
 * Takes alerts whose variant can be had, each for one caller, and marks them as told. It skips from variant to variant
 * that somebody waits for, so that a look costs what variants are waited for and not how many people wait.
 */
export async function takeDueAlerts(tx: SqlTx): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    WITH RECURSIVE wanted AS (
      (SELECT variant_id FROM stock_alerts WHERE notified_at IS NULL ORDER BY variant_id, email LIMIT 1)
      UNION ALL
      SELECT (SELECT a.variant_id FROM stock_alerts a WHERE a.notified_at IS NULL AND a.variant_id > wanted.variant_id
              ORDER BY a.variant_id, a.email LIMIT 1)
      FROM wanted WHERE wanted.variant_id IS NOT NULL),
    available AS MATERIALIZED (
      SELECT v.id FROM wanted JOIN variants v ON v.id = wanted.variant_id
      JOIN products p ON p.store_id = v.store_id AND p.id = v.product_id AND p.status = 'published'
      JOIN stock s ON s.store_id = v.store_id AND s.variant_id = v.id AND s.on_hand > s.reserved),
    due AS MATERIALIZED (
      SELECT waiting.store_id, waiting.id FROM available CROSS JOIN LATERAL (
        SELECT a.store_id, a.id FROM stock_alerts a WHERE a.variant_id = available.id AND a.notified_at IS NULL
        ORDER BY a.variant_id, a.email LIMIT ${batchSize} FOR NO KEY UPDATE SKIP LOCKED) waiting
      LIMIT ${batchSize})
    UPDATE stock_alerts a SET notified_at = now() FROM due
    WHERE a.store_id = due.store_id AND a.id = due.id RETURNING a.id`;
  return rows.map(({ id }) => id);
}

/**
 * Has somebody wait again who was not told after all. As an alert of its own, because a mail is sent once for each; and
 * none is needed when they have asked again by themselves.
 */
export function waitAgainAtCommit(tx: SqlTx, alertId: string): void {
  tx.atCommit(Prisma.sql`
    WITH taken AS (
      DELETE FROM stock_alerts WHERE id = ${alertId}::uuid AND notified_at IS NOT NULL
      RETURNING variant_id, email, created_at)
    INSERT INTO stock_alerts (id, variant_id, email, created_at)
    SELECT ${uuidv7()}::uuid, variant_id, email, created_at FROM taken
    ON CONFLICT (store_id, variant_id, email) WHERE notified_at IS NULL DO NOTHING`);
}
