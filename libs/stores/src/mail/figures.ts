import { decimalsOf, type Money } from '@tradewind/contracts';

/** How a store's people write amounts, rates and days. Made once for a mail: making a format costs more than all its uses. */
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

/** A label and an amount that stands at the right. */
export type FigureRow = readonly [label: string, amount: string];

/** Rows as a typewriter sets them: the amounts end below each other. */
export function inColumns(rows: readonly FigureRow[]): string[] {
  const width = Math.max(...rows.map(([label, amount]) => label.length + amount.length)) + 2;
  return rows.map(([label, amount]) => label.padEnd(width - amount.length) + amount);
}
