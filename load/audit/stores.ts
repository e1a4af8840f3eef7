import type { ClientBase } from 'pg';

export interface Store {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly paymentAccount: string | null;
}

/** Every store, whether or not anybody can visit it. */
export async function findStores(client: ClientBase): Promise<Store[]> {
  const { rows } = await client.query<Store>(
    'SELECT id, slug, name, payment_account AS "paymentAccount" FROM stores ORDER BY slug',
  );
  return rows;
}

/** The owner is under row-level security like everybody else: sees one store at a time, until the transaction ends. */
export async function enterStore(client: ClientBase, storeId: string): Promise<void> {
  await client.query(`SELECT set_config('app.store_id', $1, true)`, [storeId]);
}
