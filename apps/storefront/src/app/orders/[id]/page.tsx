import type { OrderStatus } from '@tradewind/contracts';
import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { Summary } from '../../../checkout/summary.tsx';
import { addressLines } from '../../../orders/address.ts';
import { headlineOf, sentenceOf, statusWords } from '../../../orders/order-status.ts';
import { readOrder } from '../../../orders/read-orders.ts';
import { StatusWatch } from '../../../orders/status-watch.tsx';
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
  const [store, order, payment] = await Promise.all([
    currentStore(),
    readOrder(id),
    param(searchParams, 'payment'),
  ]);
  if (!order) notFound();
  const justPaid = payment === 'sent';
  const isWaiting = order.status === 'awaiting_payment';

  return (
    <div className="shell pt-10 sm:pt-14">
      <div className="grid gap-12 lg:grid-cols-[1fr_24rem] lg:gap-20">
        <div>
          <p className="eyebrow">Order {order.number}</p>
          <div role="status">
            <h1 className="title mt-3">{headlineOf(order, justPaid)}</h1>
            <p className="mt-4 max-w-xl text-lg text-soft">{sentenceOf(order, justPaid)}</p>
            {!(isWaiting && justPaid) && <StatusPill status={order.status} />}
          </div>
          {isWaiting && <StatusWatch orderId={order.id} justPaid={justPaid} />}
          {isWaiting && !justPaid && (
            <div className="mt-8">
              {payment === 'failed' && (
                <p role="alert" className="mb-4 text-bad">
                  The payment did not go through. No money was taken.
                </p>
              )}
              <Link className="button" href={`/orders/${order.id}/payment`}>
                Pay now
              </Link>
            </div>
          )}
          <dl className="mt-12 grid gap-8 border-t border-line pt-8 sm:grid-cols-2">
            <div>
              <dt className="eyebrow">Goes to</dt>
              <dd className="mt-3 not-italic">
                {addressLines(order.shippingAddress, store.locale).map((line) => (
                  <span key={line} className="block">
                    {line}
                  </span>
                ))}
              </dd>
            </div>
            <div>
              <dt className="eyebrow">Ordered</dt>
              <dd className="mt-3">
                {formatDay(order.placedAt, store.locale)}
                <span className="block text-soft">{order.email}</span>
              </dd>
            </div>
          </dl>
          <p className="mt-12">
            <Link className="text-link" href="/products">
              Back to the shop
            </Link>
          </p>
        </div>
        <Summary lines={order.lines} total={order.total} locale={store.locale} />
      </div>
    </div>
  );
}

function StatusPill({ status }: { status: OrderStatus }) {
  const isGood = status === 'paid' || status === 'shipped';
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
