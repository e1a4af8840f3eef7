import type { OrderDetail, OrderStatus } from '@tradewind/contracts';
import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { PriceList } from '../../../checkout/price-list.tsx';
import { Summary } from '../../../checkout/summary.tsx';
import { addressLines } from '../../../orders/address.ts';
import { CancelOrder } from '../../../orders/cancel-order.tsx';
import { Hold } from '../../../orders/hold.tsx';
import { Invoices } from '../../../orders/invoices.tsx';
import { headlineOf, isGoodNews, sentenceOf, statusWords } from '../../../orders/order-status.ts';
import { Parcels } from '../../../orders/parcels.tsx';
import { pricedOrder } from '../../../orders/priced-order.ts';
import { readOrder } from '../../../orders/read-orders.ts';
import { Refunds } from '../../../orders/refunds.tsx';
import { Returns } from '../../../orders/returns.tsx';
import { StatusWatch } from '../../../orders/status-watch.tsx';
import { lineNote } from '../../../orders/units.ts';
import { formatDay } from '../../../shell/money.ts';
import { param, type SearchParams } from '../../../shell/search-params.ts';
import { currentStore } from '../../../shell/store.ts';
import { CheckIcon } from '../../../shell/icons.tsx';

export const metadata: Metadata = { title: 'Your order', robots: { index: false } };

interface Props {
  params: Promise<{ id: string }>;
  searchParams: SearchParams;
}

export default async function OrderPage({ params, searchParams }: Props) {
  const { id } = await params;
  const [{ locale }, order, payment] = await Promise.all([
    currentStore(),
    readOrder(id),
    param(searchParams, 'payment'),
  ]);
  if (!order) notFound();
  // What costs nothing is paid as soon as it is ordered.
  const justPaid = payment === 'sent' || order.total.amount === 0;

  return (
    <div className="shell pt-10 sm:pt-14">
      <div className="grid gap-12 lg:grid-cols-[1fr_24rem] lg:gap-20">
        <div>
          <p className="eyebrow">Order {order.number}</p>
          <div role="status">
            <h1 className="title mt-3">{headlineOf(order, justPaid)}</h1>
            <p className="mt-4 max-w-xl text-lg text-soft">{sentenceOf(order, { justPaid, locale })}</p>
            {!(order.status === 'awaiting_payment' && justPaid) && <StatusPill status={order.status} />}
          </div>
          {order.status === 'awaiting_payment' && (
            <>
              <StatusWatch orderId={order.id} justPaid={justPaid} />
              {!justPaid && <Unpaid order={order} locale={locale} hasFailed={payment === 'failed'} />}
            </>
          )}
          <Parcels order={order} locale={locale} />
          <Refunds order={order} locale={locale} />
          <Returns order={order} locale={locale} />
          <Invoices order={order} locale={locale} />
          <Particulars order={order} locale={locale} />
          <p className="mt-12">
            <Link className="text-link" href="/products">
              Back to the shop
            </Link>
          </p>
        </div>
        <Summary lines={order.lines} locale={locale} noteOn={(variantId) => lineNote(order, variantId)}>
          <PriceList {...pricedOrder(order)} refunded={order.refunded} locale={locale} />
        </Summary>
      </div>
    </div>
  );
}

/** The way to the payment, and the way out. */
function Unpaid({ order, locale, hasFailed }: { order: OrderDetail; locale: string; hasFailed: boolean }) {
  return (
    <div className="mt-6">
      {hasFailed && (
        <p role="alert" className="mb-4 text-bad">
          The payment did not go through. No money was taken. You can try again, or pay in another way.
        </p>
      )}
      {order.heldUntil && <Hold until={order.heldUntil} locale={locale} />}
      <div className="mt-6 flex flex-wrap items-center gap-x-6 gap-y-3">
        <Link className="button" href={`/orders/${order.id}/payment`}>
          Pay now
        </Link>
        <CancelOrder orderId={order.id} />
      </div>
    </div>
  );
}

function Particulars({ order, locale }: { order: OrderDetail; locale: string }) {
  return (
    <dl className="mt-12 grid gap-8 border-t border-line pt-8 sm:grid-cols-2">
      <div>
        <dt className="eyebrow">Goes to</dt>
        <dd className="mt-3 not-italic">
          {addressLines(order.shippingAddress, locale).map((line) => (
            <span key={line} className="block">
              {line}
            </span>
          ))}
          {order.shippingMethod && <span className="block text-soft">by {order.shippingMethod}</span>}
        </dd>
      </div>
      <div>
        <dt className="eyebrow">Ordered</dt>
        <dd className="mt-3">
          {formatDay(order.placedAt, locale)}
          <span className="block text-soft">{order.email}</span>
        </dd>
      </div>
    </dl>
  );
}

function StatusPill({ status }: { status: OrderStatus }) {
  const isGood = isGoodNews(status);
  return (
    <p
      data-testid="order-status"
      className={`mt-6 inline-flex items-center gap-2 rounded-control border border-current px-4 py-1.5 ${isGood ? 'text-good' : 'text-soft'}`}
    >
      {isGood && <CheckIcon />}
      {statusWords[status]}
    </p>
  );
}
