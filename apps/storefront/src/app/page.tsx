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
    readProducts({ limit: 11 }),
  ]);
  const products = page?.items ?? [];
  return (
    <>
      <Hero store={store} products={products.slice(0, 3)} />
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
        <ProductGrid products={products.slice(3)} locale={store.locale} />
      </section>
    </>
  );
}
