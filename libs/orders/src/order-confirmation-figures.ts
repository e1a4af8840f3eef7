import { decimalsOf, type Money, type OrderDetail, type Totals } from '@tradewind/contracts';

/** How a store's people write amounts and rates. Made once for a mail: making a format costs more than all its uses. */
export interface Figures {
  price: (money: Money) => string;
  rate: (ratePpm: number) => string;
}

export function figuresIn(locale: string, currency: string): Figures {
  // The locale's own idea of decimals is not ours: it writes forints without them.
  const digits = decimalsOf(currency);
  const money = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 4 });
  return {
    price: ({ amount }) => money.format(amount / 10 ** digits),
    rate: (ratePpm) => percent.format(ratePpm / 1_000_000),
  };
}

export type Row = readonly [label: string, amount: string];

/** What the total is made of, in the words of the order's page. */
export function priceRows(
  { totals, shippingMethod, couponCode }: OrderDetail,
  { price, rate }: Figures,
): Row[] {
  const { subtotal, discount, shipping, pricesIncludeTax } = totals;
  const deliveryRow = (name: string): Row => {
    if (shipping.amount > 0) return [name, price(shipping)];
    // A coupon that takes nothing off the goods takes off the delivery.
    return [couponCode && discount.amount === 0 ? `${name}, ${couponCode}` : name, 'Free'];
  };
  return [
    ['Subtotal', price(subtotal)],
    ...rowIf(discount.amount > 0, couponCode ? `Discount, ${couponCode}` : 'Discount', `−${price(discount)}`),
    ...(shippingMethod === null ? [] : [deliveryRow(shippingMethod)]),
    ...taxed(totals).flatMap(({ ratePpm, tax }) =>
      rowIf(!pricesIncludeTax, `Tax ${rate(ratePpm)}`, price(tax)),
    ),
  ];
}

/** Where the prices contain their tax: how much of the total it is, a line for each rate. */
export const taxNotes = ({ totals }: OrderDetail, { price, rate }: Figures): string[] =>
  totals.pricesIncludeTax
    ? taxed(totals).map(({ ratePpm, tax }) => `including ${rate(ratePpm)} VAT ${price(tax)}`)
    : [];

const rowIf = (isThere: boolean, ...row: Row): Row[] => (isThere ? [row] : []);

const taxed = ({ taxes }: Totals) => taxes.filter(({ tax }) => tax.amount > 0);
