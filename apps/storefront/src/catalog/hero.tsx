import type { ProductCard, StoreProfile } from '@tradewind/contracts';
import Link from 'next/link';
import { formatMoney } from '../shell/money.ts';
import { Picture } from './picture.tsx';

interface HeroProps {
  store: StoreProfile;
  products: ProductCard[];
}

/** What a visitor sees first: the store's promise, and its newest products to prove it. */
export function Hero({ store, products }: HeroProps) {
  const [newest] = products;
  return (
    <section aria-labelledby="promise" className="gallery:bg-wall/60 loom:shell loom:pt-6">
      <div className="grid items-center gap-8 loom:overflow-hidden loom:rounded-tile loom:bg-wall lg:grid-cols-[6fr_7fr] lg:gap-14 gallery:shell gallery:pt-8 gallery:lg:py-0">
        <div className="loom:px-6 loom:pt-8 loom:lg:py-12 loom:lg:pr-0 loom:lg:pl-14">
          <p className="eyebrow">{store.name}</p>
          <h1
            id="promise"
            className="mt-4 font-display text-[clamp(2.3rem,1.5rem+3.6vw,4.2rem)] leading-[1.04] tracking-[-0.02em]"
          >
            {store.tagline}
          </h1>
          <p className="mt-8 flex flex-wrap items-center gap-x-6 gap-y-4">
            <Link className="button" href="/products">
              See everything
            </Link>
            {newest && (
              <Link className="text-link" href={`/products/${newest.slug}`}>
                {newest.name}, from {formatMoney(newest.price, store.locale)}
              </Link>
            )}
          </p>
        </div>
        <HeroPictures products={products} />
      </div>
    </section>
  );
}

/** The gallery hangs one picture; the loom lays out three. Their links are said in words elsewhere on the page. */
function HeroPictures({ products }: { products: ProductCard[] }) {
  return (
    <div className="grid gap-2 gallery:mx-auto gallery:w-full gallery:max-w-[34rem] loom:grid-cols-3 loom:grid-rows-2">
      {products.map(({ id, slug, image }, index) => (
        <Link
          key={id}
          href={`/products/${slug}`}
          tabIndex={-1}
          aria-hidden="true"
          className={index === 0 ? 'block loom:col-span-2 loom:row-span-2' : 'hidden loom:block'}
        >
          <Picture
            image={image && { ...image, alt: '' }}
            sizes={index === 0 ? '(min-width: 1024px) 40rem, 94vw' : '(min-width: 1024px) 14rem, 31vw'}
            first={index === 0}
            className="rounded-none"
          />
        </Link>
      ))}
    </div>
  );
}
