import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { PaymentForm } from '../../../../checkout/payment-form.tsx';
import { PriceList } from '../../../../checkout/price-list.tsx';
import { Summary } from '../../../../checkout/summary.tsx';
import { Hold } from '../../../../orders/hold.tsx';
import { pricedOrder } from '../../../../orders/priced-order.ts';
import { readOrder } from '../../../../orders/read-orders.ts';
import { formatMoney } from '../../../../shell/money.ts';
import { currentStore } from '../../../../shell/store.ts';

export const metadata: Metadata = { title: 'Payment', robots: { index: false } };

export default async function PaymentPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const [{ locale }, order] = await Promise.all([currentStore(), readOrder(id)]);
  if (!order) notFound();
  // What costs nothing is paid as soon as it is ordered.
  if (order.status !== 'awaiting_payment' || order.total.amount === 0) redirect(`/orders/${id}`);

  return (
    <div className="shell pt-10 sm:pt-14">
      <p className="eyebrow">Order {order.number}</p>
      <h1 className="title mt-3">Payment</h1>
      <p className="mt-4 text-soft">
        Everything is set aside for you, {order.shippingAddress.name}. It goes to {order.shippingAddress.city}{' '}
        as soon as it is paid.
      </p>
      {order.heldUntil && <Hold until={order.heldUntil} locale={locale} />}
      <div className="mt-8 grid gap-12 lg:grid-cols-[1fr_24rem] lg:gap-20">
        <PaymentForm orderId={order.id} totalText={formatMoney(order.total, locale)} />
        <Summary lines={order.lines} locale={locale}>
          <PriceList {...pricedOrder(order)} locale={locale} />
        </Summary>
      </div>
    </div>
  );
}
