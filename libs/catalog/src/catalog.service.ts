import { Injectable } from '@nestjs/common';
import { NotFound } from '@tradewind/core';
import type { CategoryList, ListProducts, ProductDetail, ProductPage } from '@tradewind/contracts';
import { Database } from '@tradewind/database';
import { listCategories, listProductCards, toProductPage } from './catalog.queries.ts';
import { findProductDetail } from './product-detail.queries.ts';

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
    const product = await findProductDetail(this.db.read, slug);
    if (!product) throw new NotFound();
    return product;
  }
}
