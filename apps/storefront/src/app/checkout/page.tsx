import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { findCustomer } from '../../account/find-customer.ts';
import { CouponBox } from '../../cart/coupon-box.tsx';
import { findCart } from '../../cart/find-cart.ts';
import { CheckoutForm } from '../../checkout/checkout-form.tsx';
import { countriesIn } from '../../checkout/countries.ts';
import { PriceList } from '../../checkout/price-list.tsx';
import { pricedCart } from '../../checkout/priced-cart.ts';
import { shownOf } from '../../checkout/shown.ts';
import { Summary } from '../../checkout/summary.tsx';
import { formatMoney } from '../../shell/money.ts';
import { currentStore } from '../../shell/store.ts';

export const metadata: Metadata = { title: 'Checkout', robots: { index: false } };

export default async function CheckoutPage() {
  const [{ locale }, cart, customer] = await Promise.all([currentStore(), findCart(), findCustomer()]);
  if (!cart || cart.lines.length === 0) redirect('/cart');

  return (
    <div className="shell pt-10 sm:pt-14">
      <h1 className="title">Checkout</h1>
      <div className="mt-8 grid gap-12 lg:grid-cols-[1fr_24rem] lg:gap-20">
        <CheckoutForm
          cartId={cart.id}
          total={cart.total}
          shown={shownOf(cart, locale)}
          known={{ email: customer?.email ?? '', name: customer?.name ?? '' }}
          countries={countriesIn(locale, cart.country)}
          country={cart.country}
          deliveries={cart.shippingOptions.map(({ price, ...option }) => ({
            ...option,
            price: price.amount === 0 ? 'Free' : formatMoney(price, locale),
          }))}
          isDeliverable={cart.isDeliverable}
          deliveryId={cart.shippingMethodId}
        >
          <PriceList {...pricedCart(cart)} locale={locale} />
        </CheckoutForm>
        <Summary lines={cart.lines} locale={locale}>
          <div className="mb-6 border-b border-line pb-6 max-lg:hidden">
            <PriceList {...pricedCart(cart)} locale={locale} />
          </div>
          <CouponBox cartId={cart.id} coupon={cart.coupon} />
        </Summary>
      </div>
    </div>
  );
}
