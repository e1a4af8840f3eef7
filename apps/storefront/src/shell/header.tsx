import { Suspense } from 'react';
import type { Category, StoreProfile } from '@tradewind/contracts';
import Link from 'next/link';
import { CartLink } from '../cart/cart-link.tsx';
import { AccountLink } from '../account/account-link.tsx';
import { CategoryMenu } from './category-menu.tsx';
import { BagIcon, PersonIcon } from './icons.tsx';

/** The same on every page. What is personal streams in after the rest, so that it never holds a page up. */
export function Header({ store, categories }: { store: StoreProfile; categories: Category[] }) {
  return (
    <header className="border-b border-line">
      <div className="ribbon hidden loom:block" aria-hidden="true" />
      <div className="shell flex min-h-18 items-center gap-x-6 lg:gap-x-10">
        <Link
          href="/"
          className="font-display text-xl whitespace-nowrap gallery:tracking-tight loom:text-2xl"
        >
          {store.name}
        </Link>
        <nav aria-label="Categories" className="hidden flex-1 lg:block">
          <CategoryLinks categories={categories} />
        </nav>
        <div className="ml-auto flex items-center gap-1">
          <Suspense
            fallback={
              <span className="p-3">
                <PersonIcon />
              </span>
            }
          >
            <AccountLink />
          </Suspense>
          <Suspense
            fallback={
              <span className="p-3">
                <BagIcon />
              </span>
            }
          >
            <CartLink />
          </Suspense>
          <CategoryMenu>
            <nav aria-label="Categories">
              <CategoryLinks categories={categories} stacked />
            </nav>
          </CategoryMenu>
        </div>
      </div>
    </header>
  );
}

function CategoryLinks({ categories, stacked = false }: { categories: Category[]; stacked?: boolean }) {
  const link = stacked ? 'block py-3 text-lg' : 'py-2 text-soft hover:text-ink';
  return (
    <ul className={stacked ? 'divide-y divide-line' : 'flex gap-x-7 text-[0.95rem]'}>
      {categories.map(({ slug, name }) => (
        <li key={slug}>
          <Link className={link} href={`/categories/${slug}`}>
            {name}
          </Link>
        </li>
      ))}
      <li>
        <Link className={link} href="/products">
          Everything
        </Link>
      </li>
    </ul>
  );
}
