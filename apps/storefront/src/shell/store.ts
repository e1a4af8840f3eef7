import { cache } from 'react';
import { CategoryList, StoreProfile } from '@tradewind/contracts';
import { notFound } from 'next/navigation';
import { readShared } from '../api/read.ts';

/** The store of the host in the address bar, or null when no store lives there. Read once per page view. */
export const findStore = cache(() => readShared('/api/store', StoreProfile));

/** For pages: without a store there is no page. */
export async function currentStore(): Promise<StoreProfile> {
  return (await findStore()) ?? notFound();
}

export const findCategories = cache(
  async () => (await readShared('/api/categories', CategoryList))?.items ?? [],
);
