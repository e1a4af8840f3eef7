import { aCategory, type TestStore } from './a-store.ts';
import { asOwner, owner } from './owner.ts';
import { replicaCaughtUp } from './replay.ts';

/**
 * Published products by the thousand, each with a variant, a price and stock, in a category of their own. After
 * each step the planner is told what there is now, as autovacuum does after a while: else the foreign keys of
 * the next step are checked by reading the whole table, row by row.
 */
export async function manyProducts(store: TestStore, count: number, categorySlug: string): Promise<void> {
  const categoryId = await aCategory(store, categorySlug);
  await asOwner(
    store.id,
    `INSERT INTO products (id, slug, name, description, category_id)
     SELECT uuidv7(), $1 || '-' || n, 'Mug ' || n, 'For tea.', $2 FROM generate_series(1, $3::int) n`,
    [categorySlug, categoryId, count],
  );
  await owner.query('ANALYZE products');
  await asOwner(
    store.id,
    `INSERT INTO variants (id, product_id, sku, name)
     SELECT uuidv7(), id, 'SKU-' || id, 'One size' FROM products WHERE category_id = $1`,
    [categoryId],
  );
  await owner.query('ANALYZE variants');
  const variants = `FROM variants v JOIN products p ON p.store_id = v.store_id AND p.id = v.product_id WHERE p.category_id = $1`;
  await asOwner(
    store.id,
    `WITH price AS (INSERT INTO prices (variant_id, currency, amount_minor) SELECT v.id, 'EUR', 1500 ${variants})
     INSERT INTO stock (variant_id, on_hand) SELECT v.id, 10 ${variants}`,
    [categoryId],
  );
  await owner.query('ANALYZE prices, stock');
  await replicaCaughtUp();
}
