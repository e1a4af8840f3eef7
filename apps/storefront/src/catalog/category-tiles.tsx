import type { Category } from '@tradewind/contracts';
import Link from 'next/link';
import { Picture } from './picture.tsx';

export function CategoryTiles({ categories }: { categories: Category[] }) {
  return (
    <section aria-labelledby="categories" className="shell mt-20">
      <h2 id="categories" className="title-small mb-8">Find your way</h2>
      <ul className="grid grid-cols-2 gap-x-4 gap-y-8 sm:grid-cols-3 sm:gap-x-6 lg:grid-flow-col lg:auto-cols-fr lg:grid-cols-none">
        {categories.map((category) => (
          <li key={category.id}>
            <Link href={`/categories/${category.slug}`} className="group block">
              <Picture
                image={category.image && { ...category.image, alt: '' }}
                sizes="(min-width: 1024px) 18vw, (min-width: 640px) 32vw, 46vw"
                className="category"
              />
              <span className="mt-3 block font-display text-lg group-hover:underline group-hover:underline-offset-4">{category.name}</span>
              <span className="block text-sm text-soft">{category.productCount} pieces</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
