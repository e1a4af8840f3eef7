import type { ProductPage } from '@tradewind/contracts';
import Link from 'next/link';
import { ProductGrid } from './product-grid.tsx';

interface ListingProps {
  title: string;
  description: string;
  page: ProductPage;
  path: string;
  isFirstPage: boolean;
  locale: string;
}

/** A page of products under its heading. "Show more" is a link: it works without scripts and can be shared. */
export function Listing({ title, description, page, path, isFirstPage, locale }: ListingProps) {
  return (
    <div className="shell">
      <header className="max-w-2xl pt-10 pb-10 sm:pt-14">
        <h1 className="title">{title}</h1>
        {isFirstPage && <p className="mt-4 text-lg text-soft">{description}</p>}
      </header>
      {page.items.length === 0 ? (
        <p className="py-16 text-lg">
          Nothing here yet.{' '}
          <Link className="text-link" href="/products">
            See everything we have
          </Link>
        </p>
      ) : (
        <ProductGrid products={page.items} locale={locale} firstRow />
      )}
      <nav aria-label="More products" className="mt-14 flex flex-wrap items-center justify-center gap-4">
        {!isFirstPage && (
          <Link className="button button-quiet" href={path}>
            Back to the start
          </Link>
        )}
        {page.nextCursor && (
          <Link className="button" href={`${path}?cursor=${encodeURIComponent(page.nextCursor)}`} rel="next">
            Show more
          </Link>
        )}
      </nav>
    </div>
  );
}
