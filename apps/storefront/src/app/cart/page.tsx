import type { Metadata } from 'next';
import Link from 'next/link';
import { CartLines } from '../../cart/cart-lines.tsx';
import { findCart } from '../../cart/find-cart.ts';
import { formatMoney } from '../../shell/money.ts';
import { currentStore } from '../../shell/store.ts';

export const metadata: Metadata = { title: 'Your cart', robots: { index: false } };

export default async function CartPage() {
  const [store, cart] = await Promise.all([currentStore(), findCart()]);
  if (!cart || cart.lines.length === 0) return <EmptyCart />;

  const isShort = cart.lines.some((line) => line.quantity > line.available);
  return (
    <div className="shell pt-10 sm:pt-14">
      <h1 className="title">Your cart</h1>
      <div className="mt-8 grid gap-10 lg:grid-cols-[1fr_22rem] lg:gap-16">
        <CartLines cart={cart} locale={store.locale} />
        <aside aria-label="Total" className="card h-fit p-6 sm:p-8">
          <p className="flex items-baseline justify-between gap-4">
            <span>Total</span>
            <span className="text-xl font-medium" data-testid="cart-total">
              {formatMoney(cart.total, store.locale)}
            </span>
          </p>
          <p className="mt-1 text-[0.95rem] text-soft">Taxes included. Delivery is on us.</p>
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
      </div>
    </div>
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
