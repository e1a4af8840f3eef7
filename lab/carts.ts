import { randomBytes } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import type pg from 'pg';

export interface LabStore {
  readonly id: string;
  readonly host: string;
  readonly variants: readonly string[];
}

/** A cart that is ready to be ordered, with what the buyer was shown. */
export interface LabCart {
  readonly id: string;
  readonly total: number;
}

export const priceMinor = 1_500;

/** A store of its own with so many products that orders meet on none of them, or with one that all want. */
export async function openStore(
  pool: pg.Pool,
  { products, units }: { products: number; units: number },
): Promise<LabStore> {
  const id = uuidv7();
  const host = `${randomBytes(6).toString('hex')}.lab`;
  await pool.query(
    `INSERT INTO stores (id, slug, name, tagline, currency, locale, theme, support_email)
     VALUES ($1, $2, 'Lab', 'Measured', 'EUR', 'en', 'lumen', 'lab@store.test')`,
    [id, host.slice(0, 12)],
  );
  await pool.query('INSERT INTO store_domains (host, store_id, is_primary) VALUES ($1, $2, true)', [
    host,
    id,
  ]);
  const variants = Array.from({ length: products }, () => uuidv7());
  await inStore(pool, id, async (client) => {
    const categoryId = uuidv7();
    await client.query(
      `INSERT INTO categories (id, slug, name, description) VALUES ($1, 'mugs', 'Mugs', 'To drink from.')`,
      [categoryId],
    );
    await client.query(insertProducts, [variants, categoryId, priceMinor, units]);
  });
  return { id, host, variants };
}

const insertProducts = `
  WITH wanted AS (SELECT id, gen_random_uuid() AS product_id FROM unnest($1::uuid[]) AS id),
  product AS (
    INSERT INTO products (id, slug, name, description, category_id)
    SELECT product_id, 'mug-' || product_id, 'Mug', 'For tea.', $2 FROM wanted),
  variant AS (
    INSERT INTO variants (id, product_id, sku, name) SELECT id, product_id, 'SKU-' || id, 'One size' FROM wanted),
  price AS (INSERT INTO prices (variant_id, currency, amount_minor) SELECT id, 'EUR', $3 FROM wanted),
  movement AS (
    INSERT INTO stock_movements (id, variant_id, delta, reason) SELECT gen_random_uuid(), id, $4, 'received' FROM wanted)
  INSERT INTO stock (variant_id, on_hand) SELECT id, $4 FROM wanted`;

/** So many guests' carts, each with one unit of some of the products. */
export async function fillCarts(
  pool: pg.Pool,
  { id, variants }: LabStore,
  { carts, lines }: { carts: number; lines: number },
): Promise<LabCart[]> {
  const ids = Array.from({ length: carts }, () => uuidv7());
  const cartOfLine = ids.flatMap((cart) => Array.from({ length: lines }, () => cart));
  const variantOfLine = cartOfLine.map((_, index) => variants[(index * 7) % variants.length]);
  await inStore(pool, id, async (client) => {
    await client.query('INSERT INTO carts (id) SELECT unnest($1::uuid[])', [ids]);
    await client.query(
      `INSERT INTO cart_lines (cart_id, variant_id, quantity)
       SELECT cart, variant, 1 FROM unnest($1::uuid[], $2::uuid[]) AS line (cart, variant) ON CONFLICT DO NOTHING`,
      [cartOfLine, variantOfLine],
    );
  });
  return ids.map((cart) => ({ id: cart, total: lines * priceMinor }));
}

async function inStore(
  pool: pg.Pool,
  storeId: string,
  work: (client: pg.PoolClient) => Promise<void>,
): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query(`SELECT set_config('app.store_id', $1, true)`, [storeId]);
    await work(client);
    await client.query('COMMIT');
  } finally {
    client.release();
  }
}
