import type { Money } from '@tradewind/contracts';

const formats = new Map<string, Intl.NumberFormat>();

/** `{ amount: 2450, currency: 'EUR' }` as people of the locale write it. Minor units differ: yen have none. */
export function formatMoney({ amount, currency }: Money, locale: string): string {
  const format = formatOf(locale, currency);
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(amount / 10 ** digits);
}

function formatOf(locale: string, currency: string): Intl.NumberFormat {
  const key = `${locale}/${currency}`;
  const known = formats.get(key) ?? new Intl.NumberFormat(locale, { style: 'currency', currency });
  formats.set(key, known);
  return known;
}

/** A day in words, in UTC, so that server and browser agree. */
export function formatDay(iso: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(iso));
}
