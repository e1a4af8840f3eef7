import type { OrderDetail, Totals } from '@tradewind/contracts';
import type { FigureRow, Figures, Language } from '@tradewind/stores';

interface Words {
  subtotal: string;
  discount: string;
  free: string;
  taxOnTop: (rate: string) => string;
  taxWithin: (rate: string, tax: string) => string;
}

const words = {
  en: {
    subtotal: 'Subtotal',
    discount: 'Discount',
    free: 'Free',
    taxOnTop: (rate) => `Tax ${rate}`,
    taxWithin: (rate, tax) => `including ${rate} VAT ${tax}`,
  },
  de: {
    subtotal: 'Zwischensumme',
    discount: 'Rabatt',
    free: 'Kostenlos',
    taxOnTop: (rate) => `Umsatzsteuer ${rate}`,
    taxWithin: (rate, tax) => `enthält ${rate} Umsatzsteuer: ${tax}`,
  },
} satisfies Record<Language, Words>;

/** What the total is made of, in the words of the order's page. */
export function priceRows(
  { totals, shippingMethod, couponCode }: OrderDetail,
  { price, rate }: Figures,
  language: Language,
): FigureRow[] {
  const say: Words = words[language];
  const { subtotal, discount, shipping, pricesIncludeTax } = totals;
  const deliveryRow = (name: string): FigureRow => {
    if (shipping.amount > 0) return [name, price(shipping)];
    // A coupon that takes nothing off the goods takes off the delivery.
    return [couponCode && discount.amount === 0 ? `${name}, ${couponCode}` : name, say.free];
  };
  const discountLabel = couponCode ? `${say.discount}, ${couponCode}` : say.discount;
  return [
    [say.subtotal, price(subtotal)],
    ...rowIf(discount.amount > 0, discountLabel, `−${price(discount)}`),
    ...(shippingMethod === null ? [] : [deliveryRow(shippingMethod)]),
    ...taxed(totals).flatMap(({ ratePpm, tax }) =>
      rowIf(!pricesIncludeTax, say.taxOnTop(rate(ratePpm)), price(tax)),
    ),
  ];
}

/** Where the prices contain their tax: how much of the total it is, a line for each rate. */
export function taxNotes({ totals }: OrderDetail, { price, rate }: Figures, language: Language): string[] {
  const say: Words = words[language];
  if (!totals.pricesIncludeTax) return [];
  return taxed(totals).map(({ ratePpm, tax }) => say.taxWithin(rate(ratePpm), price(tax)));
}

const rowIf = (isThere: boolean, ...row: FigureRow): FigureRow[] => (isThere ? [row] : []);

const taxed = ({ taxes }: Totals) => taxes.filter(({ tax }) => tax.amount > 0);
