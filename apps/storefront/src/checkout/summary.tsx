import type { CartLine, Money, OrderLine } from '@tradewind/contracts';
import { Picture } from '../catalog/picture.tsx';
import { formatMoney } from '../shell/money.ts';

interface SummaryProps {
  lines: (CartLine | OrderLine)[];
  total: Money;
  locale: string;
}

/** What is being bought, line by line: beside the checkout, and on the order's page. */
export function Summary({ lines, total, locale }: SummaryProps) {
  return (
    <section aria-label="Your order" className="card h-fit p-5 sm:p-7 lg:sticky lg:top-8">
      <ul className="space-y-5">
        {lines.map((line) => (
          <li key={line.variantId} className="grid grid-cols-[4rem_1fr_auto] gap-4">
            <Picture image={line.image && { ...line.image, alt: '' }} sizes="64px" className="thumb" />
            <div className="leading-snug">
              <p>{line.productName}</p>
              <p className="text-sm text-soft">{line.variantName}</p>
              {line.quantity > 1 && (
                <p className="text-sm text-soft">
                  {line.quantity} × {formatMoney(line.unitPrice, locale)}
                </p>
              )}
            </div>
            <p className="tabular-nums">{formatMoney(line.lineTotal, locale)}</p>
          </li>
        ))}
      </ul>
      <p className="mt-6 flex items-baseline justify-between border-t border-line pt-5">
        <span>Total</span>
        <span className="text-xl font-medium tabular-nums" data-testid="total">
          {formatMoney(total, locale)}
        </span>
      </p>
      <p className="text-sm text-soft">Taxes and delivery included.</p>
    </section>
  );
}
