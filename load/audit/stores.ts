import type { ClientBase } from 'pg';

export interface Store {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  /** Where its customers find it. */
  readonly host: string;
  readonly paymentAccount: string | null;
}

export async function findStores(client: ClientBase): Promise<Store[]> {
  const { rows } = await client.query<Store>(`
    SELECT s.id, s.slug, s.name, d.host, s.payment_account AS "paymentAccount"
    FROM stores s JOIN store_domains d ON d.store_id = s.id AND d.is_primary
    ORDER BY s.slug`);
  return rows;
}

/** The owner is under row-level security like everybody else: sees one store at a time, until the transaction ends. */
export async function enterStore(client: ClientBase, storeId: string): Promise<void> {
  await client.query(`SELECT set_config('app.store_id', $1, true)`, [storeId]);
}
