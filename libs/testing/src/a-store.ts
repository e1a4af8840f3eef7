import { randomBytes } from 'node:crypto';
import type { Cart, NewCart } from '@tradewind/contracts';
import { v7 as uuidv7 } from 'uuid';
import type { HttpClient } from './http-client.ts';
import { asOwner, owner } from './owner.ts';
import { replicaCaughtUp } from './replay.ts';

export interface TestStore {
  id: string;
  slug: string;
  host: string;
}

export interface TestProduct {
  id: string;
  slug: string;
  variantId: string;
  categorySlug: string;
}

const unique = (): string => randomBytes(6).toString('hex');

/**
 * A new store with a host of its own: tests that run beside each other share nothing but the servers. It is
 * known to the replica when this returns, as products are: a shop's owner does not sell within the millisecond.
 */
export async function aStore({
  currency = 'EUR',
  pricesIncludeTax = true,
  country = 'DE',
} = {}): Promise<TestStore> {
  const store = { id: uuidv7(), slug: `store-${unique()}`, host: `${unique()}.test` };
  await owner.query(
    `INSERT INTO stores (id, slug, name, tagline, currency, locale, theme, support_email, prices_include_tax, country)
     VALUES ($1, $2, $3, 'For tests', $4, 'en', 'lumen', 'help@store.test', $5, $6)`,
    [store.id, store.slug, `Store ${store.slug}`, currency, pricesIncludeTax, country],
  );
  await owner.query('INSERT INTO store_domains (host, store_id, is_primary) VALUES ($1, $2, true)', [
    store.host,
    store.id,
  ]);
  await replicaCaughtUp();
  return store;
}

export interface ProductOptions {
  stock?: number;
  /** Integer minor units. */
  price?: number;
  currency?: string;
  name?: string;
  status?: 'published' | 'draft';
  categoryId?: string;
  taxCategory?: string;
  weightGrams?: number;
  maxPerOrder?: number;
}

/** A product with one variant, in a category of its own unless one is given. */
export async function aProduct(store: TestStore, options: ProductOptions = {}): Promise<TestProduct> {
  const { name = 'Mug', status = 'published', taxCategory = 'standard', maxPerOrder = null } = options;
  const product = { id: uuidv7(), slug: `mug-${unique()}`, categorySlug: `mugs-${unique()}` };
  const categoryId = options.categoryId ?? (await aCategory(store, product.categorySlug));
  await asOwner(
    store.id,
    `INSERT INTO products (id, slug, name, description, category_id, status, tax_category, max_per_order)
     VALUES ($1, $2, $3, 'For tea.', $4, $5, $6, $7)`,
    [product.id, product.slug, name, categoryId, status, taxCategory, maxPerOrder],
  );
  return aVariant(store, product, options);
}

/** Another variant of a product, with a price and stock of its own. */
export async function aVariant<Product extends Pick<TestProduct, 'id'>>(
  store: TestStore,
  product: Product,
  { stock = 10, price = 1_500, currency = 'EUR', weightGrams = 0 }: ProductOptions = {},
): Promise<Product & { variantId: string }> {
  const variantId = uuidv7();
  await asOwner(
    store.id,
    `INSERT INTO variants (id, product_id, sku, name, weight_grams) VALUES ($1, $2, $3, 'One size', $4)`,
    [variantId, product.id, `SKU-${unique()}`, weightGrams],
  );
  await asOwner(
    store.id,
    `WITH price AS (INSERT INTO prices (variant_id, currency, amount_minor) VALUES ($1, $2, $3)),
          stock AS (INSERT INTO stock (variant_id, on_hand) VALUES ($1, $4))
     INSERT INTO stock_movements (id, variant_id, delta, reason) VALUES ($5, $1, $4, 'received')`,
    [variantId, currency, price, stock, uuidv7()],
  );
  await replicaCaughtUp();
  return { ...product, variantId };
}

export async function aCategory(store: TestStore, slug = `category-${unique()}`): Promise<string> {
  const id = uuidv7();
  await asOwner(
    store.id,
    `INSERT INTO categories (id, slug, name, description) VALUES ($1, $2, 'Mugs', 'To drink from.')`,
    [id, slug],
  );
  return id;
}

/** A visitor's cart with these products in it; the visitor holds its cookie. */
export async function aCart(visitor: HttpClient, lines: [TestProduct, number][]): Promise<Cart> {
  const { body } = await visitor.post<NewCart>('/api/carts');
  let { cart } = body;
  for (const [{ variantId }, quantity] of lines) {
    const { status, body, text } = await visitor.put<Cart>(`/api/carts/${cart.id}/lines/${variantId}`, {
      body: { quantity },
    });
    if (status !== 200) throw new Error(`The line was refused: ${text}`);
    cart = body;
  }
  return cart;
}

export const shippingAddress = {
  name: 'Ada Lovelace',
  line1: '12 St James Square',
  postalCode: 'SW1Y 4JH',
  city: 'London',
  country: 'GB',
};

/** What a browser sends to place an order: the buyer has seen what the cart costs. */
export const anOrder = ({ id, total }: Pick<Cart, 'id' | 'total'>) => ({
  cartId: id,
  email: 'ada@example.com',
  shippingAddress,
  expectedTotal: total,
});

export const aKey = (): string => `test-${unique()}`;

/** What can still be sold, and what is held for unpaid orders. */
export async function stockOf(
  store: TestStore,
  { variantId }: TestProduct,
): Promise<{ onHand: number; reserved: number }> {
  const [stock] = await asOwner<{ onHand: number; reserved: number }>(
    store.id,
    'SELECT on_hand AS "onHand", reserved FROM stock WHERE variant_id = $1',
    [variantId],
  );
  if (!stock) throw new Error('This product has no stock row.');
  return stock;
}

export async function countOrders(store: TestStore): Promise<number> {
  const [row] = await asOwner<{ count: number }>(store.id, 'SELECT count(*)::int AS count FROM orders');
  return row?.count ?? 0;
}
