import type { Cart } from '@tradewind/contracts';
import { formatMoney } from '../shell/money.ts';
import { priceRows, type PriceRow } from './price-rows.ts';
import { pricedCart } from './priced-cart.ts';

export interface ShownLine {
  variantId: string;
  productSlug: string;
  productName: string;
  name: string;
  price: string;
  quantity: number;
  available: number;
}

/** What the buyer sees of an order they are about to place, in words: what they agree to. */
export interface Shown {
  total: string;
  rows: PriceRow[];
  lines: ShownLine[];
  coupon: string | null;
}

/** Prices are put into words on the server: a browser may write the same amount a little differently. */
export function shownOf(cart: Cart, locale: string): Shown {
  return {
    total: formatMoney(cart.total, locale),
    rows: priceRows(pricedCart(cart), locale),
    lines: cart.lines.map((line) => ({
      variantId: line.variantId,
      productSlug: line.productSlug,
      productName: line.productName,
      name: `${line.productName}, ${line.variantName}`,
      price: formatMoney(line.unitPrice, locale),
      quantity: line.quantity,
      available: line.available,
    })),
    coupon: cart.coupon?.code ?? null,
  };
}

export interface Difference {
  what: string;
  was: string;
  is: string;
}

/** What a buyer has to know before they agree again. The subtotal says nothing that the lines do not. */
export function differences(before: Shown, now: Shown): Difference[] {
  return [
    ...differing(before.lines.map(toLinePrice), now.lines.map(toLinePrice)),
    ...differing(before.rows.slice(1), now.rows.slice(1)),
  ];
}

const toLinePrice = ({ name, price, quantity }: ShownLine): PriceRow => ({
  label: name,
  amount: quantity === 1 ? price : `${quantity} × ${price}`,
});

function differing(before: PriceRow[], now: PriceRow[]): Difference[] {
  const was = amounts(before);
  const is = amounts(now);
  return [...new Set([...was.keys(), ...is.keys()])]
    .map((what) => ({ what, was: was.get(what) ?? 'none', is: is.get(what) ?? 'none' }))
    .filter((difference) => difference.was !== difference.is);
}

const amounts = (rows: PriceRow[]) => new Map(rows.map(({ label, amount }) => [label, amount]));

/** Lines of which there is less than was chosen. */
export const shortLines = ({ lines }: Shown): ShownLine[] =>
  lines.filter(({ quantity, available }) => quantity > available);
