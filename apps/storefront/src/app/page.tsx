import { CategoryTiles } from '../catalog/category-tiles.tsx';
import { Hero } from '../catalog/hero.tsx';
import { ProductGrid } from '../catalog/product-grid.tsx';
import { readProducts } from '../catalog/read-products.ts';
import Link from 'next/link';
import { currentStore, findCategories } from '../shell/store.ts';

export default async function HomePage() {
  const [store, categories, page] = await Promise.all([
    currentStore(),
    findCategories(),
    readProducts({ limit: 9 }),
  ]);
  const [newest, ...others] = page?.items ?? [];
  return (
    <>
      <Hero store={store} product={newest} />
      <CategoryTiles categories={categories} />
      <section aria-labelledby="new" className="shell mt-20">
        <div className="mb-8 flex items-baseline justify-between gap-6">
          <h2 id="new" className="title-small">
            Just in
          </h2>
          <Link className="text-link" href="/products">
            See everything
          </Link>
        </div>
        <ProductGrid products={others} locale={store.locale} />
      </section>
    </>
  );
}
