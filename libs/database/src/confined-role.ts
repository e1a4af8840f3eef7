import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';

const patienceMs = 120_000;

/**
 * Refuses a role that row-level security does not bind: with it every query would see every store. Waits for a
 * database that is not there yet, as it happens when everything starts at once.
 */
export async function assertConfinedRole(pool: pg.Pool): Promise<void> {
  const giveUpAt = performance.now() + patienceMs;
  for (let pause = 100; ; pause = Math.min(pause * 2, 3_000)) {
    try {
      await check(pool);
      return;
    } catch (error) {
      if (error instanceof UnconfinedRole || performance.now() > giveUpAt) throw error;
      await sleep(pause);
    }
  }
}

class UnconfinedRole extends Error {}

async function check(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ role: string; unconfined: boolean }>(`
    SELECT current_user AS role, bool_or(r.rolsuper OR r.rolbypassrls)
      OR EXISTS (SELECT FROM pg_tables t WHERE t.schemaname = 'public' AND pg_has_role(current_user, t.tableowner, 'USAGE')) AS unconfined
    FROM pg_roles r WHERE pg_has_role(current_user, r.oid, 'MEMBER')`);
  const [answer] = rows;
  if (answer?.unconfined === false) return;
  throw new UnconfinedRole(
    `The role ${answer?.role} owns tables or bypasses row-level security. Give DATABASE_URL the role tradewind_app.`,
  );
}
