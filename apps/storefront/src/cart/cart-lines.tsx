import type { Cart, CartLine } from '@tradewind/contracts';
import Link from 'next/link';
import { Picture } from '../catalog/picture.tsx';
import { formatMoney } from '../shell/money.ts';
import { LineControls } from './line-controls.tsx';

export function CartLines({ cart, locale }: { cart: Cart; locale: string }) {
  return (
    <ul className="h-fit divide-y divide-line border-y border-line">
      {cart.lines.map((line) => (
        <li
          key={line.variantId}
          className="grid grid-cols-[5.5rem_1fr] gap-x-5 py-6 sm:grid-cols-[7.5rem_1fr]"
        >
          <Link href={`/products/${line.productSlug}`} tabIndex={-1} aria-hidden="true" className="block">
            <Picture image={line.image && { ...line.image, alt: '' }} sizes="120px" className="thumb" />
          </Link>
          <div className="flex flex-col gap-3">
            <LineWords line={line} locale={locale} />
            <LineControls
              cartId={cart.id}
              variantId={line.variantId}
              name={`${line.productName}, ${line.variantName}`}
              quantity={line.quantity}
              available={line.available}
            />
          </div>
        </li>
      ))}
    </ul>
  );
}

function LineWords({ line, locale }: { line: CartLine; locale: string }) {
  return (
    <div className="flex flex-wrap justify-between gap-x-6 gap-y-1">
      <div>
        <Link
          href={`/products/${line.productSlug}`}
          className="text-lg underline-offset-4 hover:underline loom:font-display loom:text-xl"
        >
          {line.productName}
        </Link>
        <p className="text-soft">{line.variantName}</p>
        {line.quantity > line.available && (
          <p className="mt-1 text-bad">{line.available === 0 ? 'Sold out' : `Only ${line.available} left`}</p>
        )}
      </div>
      <div className="ml-auto text-right">
        <p>{formatMoney(line.lineTotal, locale)}</p>
        {line.quantity > 1 && <p className="text-sm text-soft">{formatMoney(line.unitPrice, locale)} each</p>}
      </div>
    </div>
  );
}
