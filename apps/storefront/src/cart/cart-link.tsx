import Link from 'next/link';
import { BagIcon } from '../shell/icons.tsx';
import { findCart } from './find-cart.ts';

export async function CartLink() {
  const count = (await findCart())?.itemCount ?? 0;
  const words = count === 1 ? '1 item' : `${count} items`;
  return (
    <Link href="/cart" className="relative p-3" aria-label={`Cart, ${words}`}>
      <BagIcon />
      {count > 0 && (
        <span
          aria-hidden="true"
          className="absolute top-0.5 right-0 min-w-5 rounded-full bg-accent px-1 text-center text-xs leading-5 text-on-accent"
        >
          {count}
        </span>
      )}
    </Link>
  );
}
