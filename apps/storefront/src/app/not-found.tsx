import type { Metadata } from 'next';
import Link from 'next/link';
import { findStore } from '../shell/store.ts';

export const metadata: Metadata = { title: 'Not found' };

export default async function NotFoundPage() {
  const store = await findStore();
  return (
    <div className="shell max-w-2xl py-24 text-center">
      <p className="eyebrow">404</p>
      <h1 className="title mt-4">{store ? 'We looked everywhere' : 'There is no shop at this address'}</h1>
      <p className="mt-5 text-lg text-soft">
        {store
          ? 'This page is not here. It may have been sold out and taken down, or the link may be missing a piece.'
          : 'Please check the address for a typing mistake.'}
      </p>
      {store && (
        <p className="mt-8">
          <Link className="button" href="/products">
            See everything we have
          </Link>
        </p>
      )}
    </div>
  );
}
