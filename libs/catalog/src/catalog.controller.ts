import { Controller, Get, Param, Query } from '@nestjs/common';
import { Answers } from '@tradewind/core';
import { CategoryList, ListProducts, ProductDetail, ProductPage, Slug } from '@tradewind/contracts';
import { CatalogService } from './catalog.service.ts';

@Controller()
export class CatalogController {
  constructor(private readonly catalog: CatalogService) {}

  @Get('categories')
  @Answers(200, CategoryList)
  categories(): Promise<CategoryList> {
    return this.catalog.categories();
  }

  /** Newest first; `nextCursor` of the answer is the `cursor` of the next page. */
  @Get('products')
  @Answers(200, ProductPage)
  products(@Query({ schema: ListProducts }) query: ListProducts): Promise<ProductPage> {
    return this.catalog.products(query);
  }

  @Get('products/:slug')
  @Answers(200, ProductDetail)
  product(@Param('slug', { schema: Slug }) slug: string): Promise<ProductDetail> {
    return this.catalog.product(slug);
  }
}
