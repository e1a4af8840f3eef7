import { decimalsOf, type Money } from '@tradewind/contracts';
import { once } from './once.ts';

/** `{ amount: 2450, currency: 'EUR' }` as people of the locale write it. Minor units differ: yen have none. */
export function formatMoney({ amount, currency }: Money, locale: string): string {
  return moneyFormat(locale, currency).format(amount / 10 ** decimalsOf(currency));
}

/** What is taken off: with a minus as long as a plus, which is also read aloud as one. */
export const formatMinus = (money: Money, locale: string): string => `−${formatMoney(money, locale)}`;

/** 88 750 parts per million are 8.875 %. */
export const formatRate = (ratePpm: number, locale: string): string =>
  rateFormat(locale).format(ratePpm / 1_000_000);

/** A day in words, in UTC, so that server and browser agree. */
export const formatDay = (iso: string, locale: string): string => dayFormat(locale).format(new Date(iso));

// Making a format costs a hundred times what using it does. The locale's own idea of a currency's decimals is not
// ours: it writes forints without their fillér, and a shop would show a hundred times the price.
const moneyFormat = once((locale: string, currency: string) => {
  const digits = decimalsOf(currency);
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
});
const rateFormat = once(
  (locale: string) => new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 4 }),
);
const dayFormat = once(
  (locale: string) => new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }),
);
