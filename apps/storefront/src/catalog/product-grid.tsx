import type { ProductCard } from '@tradewind/contracts';
import Link from 'next/link';
import { formatMoney } from '../shell/money.ts';
import { Picture } from './picture.tsx';

const tileSizes = '(min-width: 1024px) 24vw, (min-width: 640px) 32vw, 46vw';

/** `firstRow`: the tiles are the first thing on the page, so their pictures are not lazy. */
export function ProductGrid({
  products,
  locale,
  firstRow = false,
}: {
  products: ProductCard[];
  locale: string;
  firstRow?: boolean;
}) {
  return (
    <ul className="grid grid-cols-2 gap-x-4 gap-y-9 sm:grid-cols-3 sm:gap-x-6 lg:grid-cols-4 lg:gap-y-12">
      {products.map((product, index) => (
        <li key={product.id}>
          <ProductTile product={product} locale={locale} first={firstRow && index < 4} />
        </li>
      ))}
    </ul>
  );
}

function ProductTile({ product, locale, first }: { product: ProductCard; locale: string; first: boolean }) {
  return (
    <Link href={`/products/${product.slug}`} className="group block">
      <Picture image={product.image && { ...product.image, alt: '' }} sizes={tileSizes} first={first} />
      <span className="mt-3 block leading-snug group-hover:underline group-hover:underline-offset-4 loom:font-display loom:text-lg">
        {product.name}
      </span>
      <span className="mt-0.5 block text-[0.95rem] text-soft">
        {product.inStock ? `from ${formatMoney(product.price, locale)}` : 'Sold out'}
      </span>
    </Link>
  );
}
