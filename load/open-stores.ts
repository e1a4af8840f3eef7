import type { ClientBase } from 'pg';
import type { Store } from './audit/stores.ts';

/** A store that customers can visit. */
export interface OpenStore extends Store {
  /** Where they find it. */
  readonly host: string;
}

export async function findOpenStores(client: ClientBase): Promise<OpenStore[]> {
  const { rows } = await client.query<OpenStore>(`
    SELECT s.id, s.slug, s.name, d.host, s.payment_account AS "paymentAccount"
    FROM stores s JOIN store_domains d ON d.store_id = s.id AND d.is_primary
    ORDER BY s.slug`);
  return rows;
}
