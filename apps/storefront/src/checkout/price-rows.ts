import type { Totals } from '@tradewind/contracts';
import { formatMinus, formatMoney, formatRate } from '../shell/money.ts';

export interface PriceRow {
  label: string;
  amount: string;
}

export interface Priced {
  totals: Totals;
  /** How it is delivered; null when it is not, or when nobody knows yet. */
  delivery: string | null;
  /** The coupon that counts. */
  coupon: string | null;
}

/** What the total is made of, in the order in which people add up. */
export function priceRows({ totals, delivery, coupon }: Priced, locale: string): PriceRow[] {
  const { subtotal, discount, shipping } = totals;
  const money = (amount: typeof subtotal) => formatMoney(amount, locale);
  const deliveryRow = (name: string): PriceRow => {
    if (shipping.amount > 0) return { label: name, amount: money(shipping) };
    // A coupon that takes nothing off the goods takes off the delivery.
    return { label: coupon && discount.amount === 0 ? `${name}, ${coupon}` : name, amount: 'Free' };
  };
  return [
    { label: 'Subtotal', amount: money(subtotal) },
    ...(discount.amount > 0
      ? [{ label: coupon ? `Discount, ${coupon}` : 'Discount', amount: formatMinus(discount, locale) }]
      : []),
    ...(delivery === null ? [] : [deliveryRow(delivery)]),
    ...(totals.pricesIncludeTax
      ? []
      : taxed(totals).map(({ ratePpm, tax }) => ({
          label: `Tax ${formatRate(ratePpm, locale)}`,
          amount: money(tax),
        }))),
  ];
}

/** Where the prices contain their tax: how much of the total it is, a line for each rate. */
export function taxNotes(totals: Totals, locale: string): string[] {
  if (!totals.pricesIncludeTax) return [];
  return taxed(totals).map(
    ({ ratePpm, tax }) => `including ${formatRate(ratePpm, locale)} VAT ${formatMoney(tax, locale)}`,
  );
}

const taxed = ({ taxes }: Totals) => taxes.filter(({ tax }) => tax.amount > 0);
