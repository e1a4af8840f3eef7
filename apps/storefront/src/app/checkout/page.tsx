import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { findCustomer } from '../../account/find-customer.ts';
import { findCart } from '../../cart/find-cart.ts';
import { CheckoutForm } from '../../checkout/checkout-form.tsx';
import { countriesIn } from '../../checkout/countries.ts';
import { Summary } from '../../checkout/summary.tsx';
import { formatMoney } from '../../shell/money.ts';
import { currentStore } from '../../shell/store.ts';

export const metadata: Metadata = { title: 'Checkout', robots: { index: false } };

export default async function CheckoutPage() {
  const [store, cart, customer] = await Promise.all([currentStore(), findCart(), findCustomer()]);
  if (!cart || cart.lines.length === 0) redirect('/cart');

  return (
    <div className="shell pt-10 sm:pt-14">
      <h1 className="title">Checkout</h1>
      <div className="mt-8 grid gap-12 lg:grid-cols-[1fr_24rem] lg:gap-20">
        <CheckoutForm
          cartId={cart.id}
          total={cart.total}
          totalText={formatMoney(cart.total, store.locale)}
          known={{ email: customer?.email ?? '', name: customer?.name ?? '' }}
          countries={countriesIn(store.locale)}
        />
        <Summary lines={cart.lines} total={cart.total} locale={store.locale} />
      </div>
    </div>
  );
}
