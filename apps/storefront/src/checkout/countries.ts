import { once } from '../shell/once.ts';

/** Where people of the demo stores live. Whether something can be sent there is for the store's deliveries to say. */
const codes = [
  'AT', 'AU', 'BE', 'BG', 'CA', 'CH', 'CY', 'CZ', 'DE', 'DK', 'EE', 'ES', 'FI', 'FR', 'GB', 'GR', 'HR', 'HU', 'IE',
  'IS', 'IT', 'JP', 'LI', 'LT', 'LU', 'LV', 'MT', 'NL', 'NO', 'NZ', 'PL', 'PT', 'RO', 'SE', 'SI', 'SK', 'US',
]; // prettier-ignore

export interface Country {
  code: string;
  name: string;
}

const names = once((locale: string) => new Intl.DisplayNames(locale, { type: 'region' }));

export const countryName = (code: string, locale: string): string => names(locale).of(code) ?? code;

/** In the words of the locale, in its alphabetical order; `chosen` is among them wherever it is. */
export function countriesIn(locale: string, chosen: string): Country[] {
  return [...new Set([...codes, chosen])]
    .map((code) => ({ code, name: countryName(code, locale) }))
    .sort((a, b) => a.name.localeCompare(b.name, locale));
}
