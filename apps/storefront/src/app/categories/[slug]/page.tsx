import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Listing } from '../../../catalog/listing.tsx';
import { readProducts } from '../../../catalog/read-products.ts';
import { param, type SearchParams } from '../../../shell/search-params.ts';
import { currentStore, findCategories } from '../../../shell/store.ts';

interface Props {
  params: Promise<{ slug: string }>;
  searchParams: SearchParams;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const category = await findCategory((await params).slug);
  return { title: category?.name, description: category?.description };
}

export default async function CategoryPage({ params, searchParams }: Props) {
  const { slug } = await params;
  const cursor = await param(searchParams, 'cursor');
  const [store, category, page] = await Promise.all([
    currentStore(),
    findCategory(slug),
    readProducts({ category: slug, cursor }),
  ]);
  if (!category || !page) notFound();

  return (
    <Listing
      title={category.name}
      description={category.description}
      page={page}
      path={`/categories/${slug}`}
      isFirstPage={!cursor}
      locale={store.locale}
    />
  );
}

async function findCategory(slug: string) {
  return (await findCategories()).find((category) => category.slug === slug);
}
