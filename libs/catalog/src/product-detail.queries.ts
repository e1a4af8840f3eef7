import type { ProductDetail } from '@tradewind/contracts';
import type { ReadClient } from '@tradewind/database';
import { type ImageRow, imageColumns, isShown, toImage } from './product-image.ts';

interface VariantRow {
  id: string;
  sku: string;
  name: string;
  amountMinor: number;
  currency: string;
  available: number;
}

interface DetailRow {
  id: string;
  slug: string;
  name: string;
  description: string;
  categorySlug: string;
  categoryName: string;
  images: ImageRow[] | null;
  variants: VariantRow[] | null;
}

const maxVariants = 100;
const maxImages = 20;

/** A published product with everything its page shows, in one statement: an ORM asks six times. */
export async function findProductDetail(db: ReadClient, slug: string): Promise<ProductDetail | undefined> {
  const [row] = await db.$queryRaw<DetailRow[]>`
    SELECT p.id, p.slug, p.name, p.description, c.slug AS "categorySlug", c.name AS "categoryName",
      (SELECT json_agg(v ORDER BY v.position) FROM (
        SELECT v.position, v.id, v.sku, v.name, price.amount_minor AS "amountMinor", price.currency,
               s.on_hand - s.reserved AS available
        FROM variants v
        JOIN prices price ON price.store_id = v.store_id AND price.variant_id = v.id
        JOIN stock s ON s.store_id = v.store_id AND s.variant_id = v.id
        WHERE v.store_id = p.store_id AND v.product_id = p.id
        ORDER BY v.position LIMIT ${maxVariants}
      ) v) AS variants,
      (SELECT json_agg(i.image ORDER BY i.position) FROM (
        SELECT i.position, ${imageColumns('i')} AS image FROM product_images i
        WHERE i.store_id = p.store_id AND i.product_id = p.id AND ${isShown('i')}
        ORDER BY i.position LIMIT ${maxImages}
      ) i) AS images
    FROM products p JOIN categories c ON c.store_id = p.store_id AND c.id = p.category_id
    WHERE p.slug = ${slug} AND p.status = 'published'`;
  return row && toProductDetail(row);
}

const toProductDetail = ({
  categorySlug,
  categoryName,
  images,
  variants,
  ...product
}: DetailRow): ProductDetail => ({
  ...product,
  category: { slug: categorySlug, name: categoryName },
  images: (images ?? []).map(toImage),
  variants: (variants ?? []).map(({ id, sku, name, amountMinor, currency, available }) => ({
    id,
    sku,
    name,
    price: { amount: amountMinor, currency },
    available,
  })),
});
