import type { Cart, StoreProfile } from '@tradewind/contracts';
import type { Metadata } from 'next';
import Link from 'next/link';
import { CartLines } from '../../cart/cart-lines.tsx';
import { CouponBox } from '../../cart/coupon-box.tsx';
import { findCart } from '../../cart/find-cart.ts';
import { countryName } from '../../checkout/countries.ts';
import { PriceList } from '../../checkout/price-list.tsx';
import { pricedCart } from '../../checkout/priced-cart.ts';
import { currentStore } from '../../shell/store.ts';

export const metadata: Metadata = { title: 'Your cart', robots: { index: false } };

export default async function CartPage() {
  const [store, cart] = await Promise.all([currentStore(), findCart()]);
  if (!cart || cart.lines.length === 0) return <EmptyCart />;

  return (
    <div className="shell pt-10 sm:pt-14">
      <h1 className="title">Your cart</h1>
      <div className="mt-8 grid gap-10 lg:grid-cols-[1fr_24rem] lg:gap-16">
        <CartLines cart={cart} locale={store.locale} />
        <CartTotal cart={cart} store={store} />
      </div>
    </div>
  );
}

function CartTotal({ cart, store: { locale } }: { cart: Cart; store: StoreProfile }) {
  const isShort = cart.lines.some((line) => line.quantity > line.available);
  return (
    <aside aria-label="Total" className="card h-fit p-6 sm:p-8 lg:sticky lg:top-8">
      <PriceList {...pricedCart(cart)} locale={locale} />
      <p className="mt-3 text-sm text-soft">
        {cart.isDeliverable ? 'Goes to' : 'No delivery to'}: {countryName(cart.country, locale)}. You choose
        where it goes, and how, at the checkout.
      </p>
      <div className="mt-6 border-t border-line pt-5">
        <CouponBox cartId={cart.id} coupon={cart.coupon} />
      </div>
      {isShort ? (
        <p role="alert" className="mt-6 text-bad">
          Something is no longer there in the number you chose. Lower it to go on.
        </p>
      ) : (
        <Link className="button mt-6 w-full" href="/checkout">
          Go to checkout
        </Link>
      )}
      <p className="mt-4 text-center">
        <Link className="text-link" href="/products">
          Keep looking
        </Link>
      </p>
    </aside>
  );
}

function EmptyCart() {
  return (
    <div className="shell max-w-2xl py-24 text-center">
      <h1 className="title">Your cart is empty</h1>
      <p className="mt-4 text-lg text-soft">Whatever you put into it waits here for you.</p>
      <p className="mt-8">
        <Link className="button" href="/products">
          See what is new
        </Link>
      </p>
    </div>
  );
}
