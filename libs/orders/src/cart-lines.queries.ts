import { type ImageRow, imageColumns } from '@tradewind/catalog';
import { Prisma, type ReadClient, type Tx } from '@tradewind/database';

/** A line of a cart with everything that is shown of it, sold of it and copied from it into an order. */
export interface CartLineRow {
  variantId: string;
  sku: string;
  variantName: string;
  productSlug: string;
  productName: string;
  quantity: number;
  unitPriceMinor: number;
  currency: string;
  available: number;
  image: ImageRow | null;
}

/** The lines of a cart in the order they were added; unpublished products are left out. One statement. */
export function findCartLines(db: Tx | ReadClient, cartId: string): Promise<CartLineRow[]> {
  return db.$queryRaw<CartLineRow[]>(Prisma.sql`
    SELECT v.id AS "variantId", v.sku, v.name AS "variantName", p.slug AS "productSlug", p.name AS "productName",
           line.quantity, price.amount_minor AS "unitPriceMinor", price.currency,
           s.on_hand - s.reserved AS available, image.image
    FROM cart_lines line
    JOIN variants v ON v.store_id = line.store_id AND v.id = line.variant_id
    JOIN products p ON p.store_id = v.store_id AND p.id = v.product_id AND p.status = 'published'
    JOIN prices price ON price.store_id = v.store_id AND price.variant_id = v.id
    JOIN stock s ON s.store_id = v.store_id AND s.variant_id = v.id
    LEFT JOIN LATERAL (
      SELECT ${imageColumns('i')} AS image FROM product_images i
      WHERE i.store_id = p.store_id AND i.product_id = p.id ORDER BY i.position LIMIT 1
    ) image ON true
    WHERE line.cart_id = ${cartId}::uuid
    ORDER BY line.added_at, v.id`);
}
