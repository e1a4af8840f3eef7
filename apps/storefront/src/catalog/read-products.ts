import { cache } from 'react';
import { ProductDetail, ProductPage } from '@tradewind/contracts';
import { readShared } from '../api/read.ts';

interface Listing {
  category?: string;
  cursor?: string;
  limit?: number;
}

/** One page of products, newest first. Null when the cursor or the category is not one of ours. */
export function readProducts({ category, cursor, limit = 24 }: Listing): Promise<ProductPage | null> {
  const query = new URLSearchParams({ limit: String(limit) });
  if (category) query.set('category', category);
  if (cursor) query.set('cursor', cursor);
  return readShared(`/api/products?${query}`, ProductPage);
}

export const readProduct = cache((slug: string) =>
  readShared(`/api/products/${encodeURIComponent(slug)}`, ProductDetail),
);
