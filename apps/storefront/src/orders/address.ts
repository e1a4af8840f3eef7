import type { Address } from '@tradewind/contracts';

/** As it is written on a parcel. */
export function addressLines(address: Address, locale: string): string[] {
  const { name, line1, line2, postalCode, city, country } = address;
  const countryName = new Intl.DisplayNames(locale, { type: 'region' }).of(country) ?? country;
  return [name, line1, line2 ?? '', `${postalCode} ${city}`, countryName].filter((line) => line !== '');
}
