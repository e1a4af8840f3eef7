import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound, redirect } from 'next/navigation';
import { findCustomer } from '../../account/find-customer.ts';
import { SignOutButton } from '../../account/sign-out-button.tsx';
import { Unverified } from '../../account/unverified.tsx';
import { OrderList } from '../../orders/order-list.tsx';
import { readOrders } from '../../orders/read-orders.ts';
import { param, type SearchParams } from '../../shell/search-params.ts';
import { currentStore } from '../../shell/store.ts';

export const metadata: Metadata = { title: 'Your account', robots: { index: false } };

export default async function AccountPage({ searchParams }: { searchParams: SearchParams }) {
  const cursor = await param(searchParams, 'cursor');
  const [store, customer] = await Promise.all([currentStore(), findCustomer()]);
  if (!customer) redirect('/sign-in?next=/account');
  const orders = await readOrders(cursor);
  if (!orders) notFound();

  return (
    <div className="shell max-w-4xl pt-10 sm:pt-14">
      <div className="flex flex-wrap items-end justify-between gap-6">
        <div>
          <h1 className="title">Hello, {customer.name}</h1>
          <p className="mt-3 text-soft">{customer.email}</p>
        </div>
        <SignOutButton />
      </div>
      {!customer.isVerified && <Unverified email={customer.email} />}
      <h2 className="title-small mt-14 mb-5">Your orders</h2>
      {orders.items.length === 0 ? (
        <p className="text-lg text-soft">
          None yet.{' '}
          <Link className="text-link" href="/products">
            See what is new
          </Link>
        </p>
      ) : (
        <OrderList orders={orders.items} locale={store.locale} />
      )}
      {orders.nextCursor && (
        <p className="mt-10 text-center">
          <Link
            className="button button-quiet"
            href={`/account?cursor=${encodeURIComponent(orders.nextCursor)}`}
          >
            Show older orders
          </Link>
        </p>
      )}
    </div>
  );
}
