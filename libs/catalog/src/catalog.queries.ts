import type { CategoryList, ProductPage } from '@tradewind/contracts';
import { Prisma, type ReadClient } from '@tradewind/database';
import { type ImageRow, imageColumns, isShown, toImage } from './product-image.ts';

/*
 * Hot lists are one SQL statement each: a list of 24 with variants costs a sixth of the CPU of an ORM include.
 * Row-level security adds the store, and every index begins with it.
 */

interface CardRow {
  id: string;
  slug: string;
  name: string;
  amountMinor: number;
  currency: string;
  inStock: boolean;
  image: ImageRow | null;
}

export interface ProductListing {
  categorySlug?: string | undefined;
  /** Products after this id, newest first: ids are time-ordered, so the id alone is the keyset. */
  afterId?: string | undefined;
  limit: number;
}

/**
 * One page of product cards, and one row more when there is a next page. OFFSET 0 keeps EXISTS a look-up for each
 * product shown: as a join, PostgreSQL would merge the page with all variants from the newest on.
 */
export function listProductCards(
  db: ReadClient,
  { categorySlug, afterId, limit }: ProductListing,
): Promise<CardRow[]> {
  const inCategory = categorySlug
    ? Prisma.sql`AND p.category_id = (SELECT c.id FROM categories c WHERE c.slug = ${categorySlug})`
    : Prisma.empty;
  const after = afterId ? Prisma.sql`AND p.id < ${afterId}::uuid` : Prisma.empty;

  return db.$queryRaw<CardRow[]>`
    SELECT p.id, p.slug, p.name, offer.amount_minor AS "amountMinor", offer.currency, offer.in_stock AS "inStock", image.image
    FROM (
      SELECT p.store_id, p.id, p.slug, p.name FROM products p
      WHERE p.status = 'published' ${inCategory} ${after}
        AND EXISTS (SELECT FROM variants v WHERE v.store_id = p.store_id AND v.product_id = p.id OFFSET 0)
      ORDER BY p.id DESC LIMIT ${limit + 1}
    ) p
    CROSS JOIN LATERAL (
      SELECT min(price.amount_minor) AS amount_minor, min(price.currency) AS currency, bool_or(s.on_hand > s.reserved) AS in_stock
      FROM variants v
      JOIN prices price ON price.store_id = v.store_id AND price.variant_id = v.id
      JOIN stock s ON s.store_id = v.store_id AND s.variant_id = v.id
      WHERE v.store_id = p.store_id AND v.product_id = p.id
    ) offer
    LEFT JOIN LATERAL (
      SELECT ${imageColumns('i')} AS image FROM product_images i
      WHERE i.store_id = p.store_id AND i.product_id = p.id AND ${isShown('i')} ORDER BY i.position LIMIT 1
    ) image ON true
    ORDER BY p.id DESC`;
}

export const toProductPage = (rows: CardRow[], limit: number): ProductPage => ({
  items: rows.slice(0, limit).map(({ amountMinor, currency, image, ...card }) => ({
    ...card,
    price: { amount: amountMinor, currency },
    image: image && toImage(image),
  })),
  nextCursor: rows.length > limit ? (rows[limit - 1]?.id ?? null) : null,
});

interface CategoryRow {
  id: string;
  slug: string;
  name: string;
  description: string;
  productCount: number;
  image: ImageRow | null;
}

const maxCategories = 200;

export async function listCategories(db: ReadClient): Promise<CategoryList> {
  const rows = await db.$queryRaw<CategoryRow[]>`
    SELECT c.id, c.slug, c.name, c.description, image.image,
      (SELECT count(*)::int FROM products p WHERE p.store_id = c.store_id AND p.category_id = c.id AND p.status = 'published') AS "productCount"
    FROM categories c
    LEFT JOIN LATERAL (
      SELECT ${imageColumns('i')} AS image FROM product_images i
      WHERE i.store_id = c.store_id AND i.product_id = c.cover_product_id AND ${isShown('i')} ORDER BY i.position LIMIT 1
    ) image ON true
    ORDER BY c.position, c.id
    LIMIT ${maxCategories}`;
  return { items: rows.map((row) => ({ ...row, image: row.image && toImage(row.image) })) };
}
