import type { StoreProfile } from '@tradewind/contracts';
import Link from 'next/link';
import { SchemeChoice } from './scheme-choice.tsx';
import type { Scheme } from './scheme.ts';

export function Footer({ store, scheme }: { store: StoreProfile; scheme: Scheme }) {
  return (
    <footer className="mt-24 border-t border-line bg-wall/60 text-[0.95rem]">
      <div className="shell grid gap-10 py-12 sm:grid-cols-2 lg:grid-cols-[2fr_1fr_1fr]">
        <div>
          <p className="font-display text-xl">{store.name}</p>
          <p className="mt-2 max-w-sm text-soft">{store.tagline}</p>
        </div>
        <nav aria-label="Your shopping">
          <ul className="space-y-2">
            <li>
              <Link className="text-link" href="/account">
                Your account and orders
              </Link>
            </li>
            <li>
              <Link className="text-link" href="/cart">
                Your cart
              </Link>
            </li>
            <li>
              <Link className="text-link" href="/products">
                All products
              </Link>
            </li>
          </ul>
        </nav>
        <div className="space-y-4">
          <p>
            Questions? Write to{' '}
            <a className="text-link break-words" href={`mailto:${store.supportEmail}`}>
              {store.supportEmail}
            </a>
          </p>
          <SchemeChoice initial={scheme} />
        </div>
      </div>
    </footer>
  );
}
