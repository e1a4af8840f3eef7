import { owner, asOwner } from './owner.ts';
import type { TestStore } from './a-store.ts';

/** Every row of a store in every table, as one hash for each table: what a refused request must leave as it was. */
export async function fingerprintOf({ id }: TestStore): Promise<Record<string, string>> {
  const { rows: tables } = await owner.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.columns
     WHERE table_schema = 'public' AND column_name = 'store_id' ORDER BY 1`,
  );
  const hashes = tables.map(
    ({
      name,
    }) => `SELECT '${name}' AS name, count(*) || ' ' || md5(string_agg(t::text, '|' ORDER BY t::text)) AS hash
                   FROM "${name}" t WHERE t.store_id = '${id}'`,
  );
  const rows = await asOwner<{ name: string; hash: string }>(id, hashes.join(' UNION ALL '));
  return Object.fromEntries(rows.map(({ name, hash }) => [name, hash]));
}
