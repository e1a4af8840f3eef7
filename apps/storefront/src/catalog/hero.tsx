import type { ProductCard, StoreProfile } from '@tradewind/contracts';
import Link from 'next/link';
import { formatMoney } from '../shell/money.ts';
import { Picture } from './picture.tsx';

/** What a visitor sees first: the store's promise, and its newest product to prove it. */
export function Hero({ store, product }: { store: StoreProfile; product: ProductCard | undefined }) {
  return (
    <section aria-labelledby="promise" className="gallery:bg-wall/60 loom:shell loom:pt-6">
      <div className="grid items-center gap-8 gallery:shell gallery:py-10 gallery:lg:grid-cols-[5fr_6fr] gallery:lg:gap-16 gallery:lg:py-16 loom:lg:block loom:lg:relative">
        <div className="loom:order-2 loom:lg:absolute loom:lg:bottom-10 loom:lg:left-10 loom:lg:z-10 loom:lg:max-w-lg loom:lg:rounded-tile loom:lg:bg-page loom:lg:p-10 loom:lg:shadow-2xl">
          <p className="eyebrow">{store.name}</p>
          <h1
            id="promise"
            className="mt-4 font-display text-[clamp(2.3rem,1.5rem+3.6vw,4.2rem)] leading-[1.04] tracking-[-0.02em] loom:lg:text-5xl"
          >
            {store.tagline}
          </h1>
          <p className="mt-8 flex flex-wrap items-center gap-4">
            <Link className="button" href="/products">
              See everything
            </Link>
            {product && (
              <Link className="text-link" href={`/products/${product.slug}`}>
                {product.name}, from {formatMoney(product.price, store.locale)}
              </Link>
            )}
          </p>
        </div>
        {product && <HeroPicture product={product} />}
      </div>
    </section>
  );
}

function HeroPicture({ product }: { product: ProductCard }) {
  return (
    <Link href={`/products/${product.slug}`} className="block" tabIndex={-1} aria-hidden="true">
      <Picture
        image={product.image && { ...product.image, alt: '' }}
        sizes="(min-width: 1024px) 60vw, 94vw"
        first
        className="hero"
      />
    </Link>
  );
}
