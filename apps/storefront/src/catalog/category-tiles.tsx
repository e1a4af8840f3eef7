import type { Category } from '@tradewind/contracts';
import Link from 'next/link';
import { Picture } from './picture.tsx';

export function CategoryTiles({ categories }: { categories: Category[] }) {
  return (
    <section aria-labelledby="categories" className="shell mt-20">
      <h2 id="categories" className="title-small mb-8">
        Find your way
      </h2>
      <ul className="-mx-[clamp(1.15rem,4vw,3rem)] grid snap-x auto-cols-[42%] grid-flow-col gap-4 overflow-x-auto px-[clamp(1.15rem,4vw,3rem)] pb-2 sm:auto-cols-[28%] sm:gap-6 lg:mx-0 lg:auto-cols-fr lg:overflow-visible lg:px-0">
        {categories.map((category) => (
          <li key={category.id} className="snap-center">
            <Link href={`/categories/${category.slug}`} className="group block">
              <Picture
                image={category.image && { ...category.image, alt: '' }}
                sizes="(min-width: 1024px) 18vw, (min-width: 640px) 32vw, 46vw"
                className="category"
              />
              <span className="mt-3 block font-display text-lg group-hover:underline group-hover:underline-offset-4">
                {category.name}
              </span>
              <span className="block text-sm text-soft">{category.productCount} pieces</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
