import pg from 'pg';
import type { StoreSlug } from './stores.ts';

/** A product with one price and one stock, in the hands of a test: nobody else's test buys it. */
export class Shelf {
  private readonly store: StoreSlug;
  private readonly sku: string;

  constructor(store: StoreSlug, sku: string) {
    this.store = store;
    this.sku = sku;
  }

  async costs(amountMinor: number): Promise<void> {
    await this.write(
      'UPDATE prices SET amount_minor = $2 FROM variants v WHERE v.id = variant_id AND v.sku = $1',
      amountMinor,
    );
  }

  /** How many can be bought; what others hold stays theirs. */
  async has(units: number): Promise<void> {
    await this.write(
      'UPDATE stock SET on_hand = reserved + $2 FROM variants v WHERE v.id = variant_id AND v.sku = $1',
      units,
    );
  }

  /** As the owner of the database, in the scope of the store: there is no page yet on which staff could do this. */
  private async write(statement: string, value: number): Promise<void> {
    const client = new pg.Client({ connectionString: process.env.DATABASE_OWNER_URL });
    await client.connect();
    try {
      await client.query(`SELECT set_config('app.store_id', id::text, false) FROM stores WHERE slug = $1`, [
        this.store,
      ]);
      await client.query(statement, [this.sku, value]);
    } finally {
      await client.end();
    }
  }
}
