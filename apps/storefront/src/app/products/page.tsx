import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Listing } from '../../catalog/listing.tsx';
import { readProducts } from '../../catalog/read-products.ts';
import { param, type SearchParams } from '../../shell/search-params.ts';
import { currentStore } from '../../shell/store.ts';

export const metadata: Metadata = { title: 'Everything' };

export default async function EverythingPage({ searchParams }: { searchParams: SearchParams }) {
  const cursor = await param(searchParams, 'cursor');
  const [store, page] = await Promise.all([currentStore(), readProducts({ cursor })]);
  if (!page) notFound();

  return (
    <Listing
      title="Everything"
      description={`All of ${store.name}, the newest first.`}
      page={page}
      path="/products"
      isFirstPage={!cursor}
      locale={store.locale}
    />
  );
}
