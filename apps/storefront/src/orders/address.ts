import type { Address } from '@tradewind/contracts';
import { countryName } from '../checkout/countries.ts';

/** As it is written on a parcel. */
export function addressLines(address: Address, locale: string): string[] {
  const { name, line1, line2, postalCode, city, country } = address;
  return [name, line1, line2 ?? '', `${postalCode} ${city}`, countryName(country, locale)].filter(
    (line) => line !== '',
  );
}
