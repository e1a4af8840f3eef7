import type { Money } from '@tradewind/contracts';
import { formatMinus, formatMoney } from '../shell/money.ts';
import { priceRows, taxNotes, type Priced } from './price-rows.ts';

interface PriceListProps extends Priced {
  locale: string;
  /** What has been paid back, or is on its way. */
  refunded?: Money;
}

/** From the prices of the goods to the total: the same in the cart, at the checkout and on the order's page. */
export function PriceList({ locale, refunded, ...priced }: PriceListProps) {
  const { totals } = priced;
  return (
    <dl className="space-y-2">
      {priceRows(priced, locale).map(({ label, amount }) => (
        <div key={label} className="flex items-baseline justify-between gap-4 text-soft">
          <dt>{label}</dt>
          <dd className="whitespace-nowrap tabular-nums">{amount}</dd>
        </div>
      ))}
      <div className="flex items-baseline justify-between gap-4 border-t border-line pt-4 not-first:mt-4">
        <dt>Total</dt>
        <dd className="text-right">
          <span className="text-xl font-medium whitespace-nowrap tabular-nums" data-testid="total">
            {formatMoney(totals.total, locale)}
          </span>
        </dd>
      </div>
      {taxNotes(totals, locale).map((note) => (
        <div key={note} className="text-right text-sm text-soft">
          <dt className="sr-only">Tax</dt>
          <dd>{note}</dd>
        </div>
      ))}
      {refunded && refunded.amount > 0 && (
        <div className="flex items-baseline justify-between gap-4 pt-2 text-good">
          <dt>Back to you</dt>
          <dd className="whitespace-nowrap tabular-nums" data-testid="refunded">
            {formatMinus(refunded, locale)}
          </dd>
        </div>
      )}
    </dl>
  );
}
