import { Injectable } from '@nestjs/common';
import { NotFound } from '@tradewind/core';
import type { CategoryList, ListProducts, ProductDetail, ProductPage } from '@tradewind/contracts';
import { Database } from '@tradewind/database';
import { listCategories, listProductCards, toProductPage } from './catalog.queries.ts';
import { imageSelect, toImage } from './product-image.ts';

/** What customers see of the catalogue. */
@Injectable()
export class CatalogService {
  constructor(private readonly db: Database) {}

  categories(): Promise<CategoryList> {
    return listCategories(this.db.read);
  }

  async products({ category, cursor, limit }: ListProducts): Promise<ProductPage> {
    const rows = await listProductCards(this.db.read, { categorySlug: category, afterId: cursor, limit });
    return toProductPage(rows, limit);
  }

  async product(slug: string): Promise<ProductDetail> {
    const product = await this.db.read.product.findFirst({
      where: { slug, status: 'published' },
      select: {
        id: true,
        slug: true,
        name: true,
        description: true,
        category: { select: { slug: true, name: true } },
        images: { select: imageSelect, orderBy: { position: 'asc' }, take: 20 },
        variants: {
          orderBy: { position: 'asc' },
          take: 100,
          select: { id: true, sku: true, name: true, prices: { take: 1 }, stock: true },
        },
      },
    });
    if (!product) throw new NotFound();
    return {
      ...product,
      images: product.images.map(toImage),
      variants: product.variants.flatMap(({ prices: [price], stock, ...variant }) =>
        price && stock
          ? [
              {
                ...variant,
                price: { amount: price.amountMinor, currency: price.currency },
                available: stock.onHand - stock.reserved,
              },
            ]
          : [],
      ),
    };
  }
}
