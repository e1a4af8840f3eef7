import { z } from 'zod';
import { type Language, languageOf } from './language.ts';

/** Where a seller is found, as the table of stores has it. */
export const SellerAddress = z.object({
  line1: z.string(),
  line2: z.string().nullish(),
  postalCode: z.string(),
  city: z.string(),
});
export type SellerAddress = z.infer<typeof SellerAddress>;

/** What makes a mail that of one store. */
export interface Brand {
  name: string;
  /** Who sells, as the law wants it: the name where a store says nothing else. */
  legalName: string;
  /** From the street to the country; empty when the store has not said. */
  addressLines: string[];
  supportEmail: string;
  /** Such as "#a0402a". */
  accentColor: string;
  /** A public address; null shows the name. */
  logoUrl: string | null;
  /** For amounts and dates. */
  locale: string;
  /** For words. */
  language: Language;
  /** How the shop itself looks: its letters and corners are the mail's too. */
  look: Look;
  /** Where the shop is, without a path. */
  origin: string;
}

export type Look = 'gallery' | 'loom';

export interface BrandedStore {
  name: string;
  theme: string;
  locale: string;
  country: string;
  supportEmail: string;
  legalName: string | null;
  address: SellerAddress | null;
  accentColor: string;
  logoKey: string | null;
}

export function toBrand(store: BrandedStore, origin: string): Brand {
  const { name, locale, supportEmail, accentColor, logoKey } = store;
  return {
    name,
    legalName: store.legalName ?? name,
    addressLines: store.address ? linesOf(store.address, store.country, locale) : [],
    supportEmail,
    accentColor,
    // Of what is kept in the storage, only this may be fetched by everybody.
    logoUrl: logoKey?.startsWith('media/') ? new URL(`/${logoKey}`, origin).toString() : null,
    locale,
    language: languageOf(locale),
    look: store.theme === 'weft' ? 'loom' : 'gallery',
    origin: new URL(origin).origin,
  };
}

function linesOf(address: SellerAddress, country: string, locale: string): string[] {
  const { line1, line2, postalCode, city } = address;
  return [line1, ...(line2 ? [line2] : []), `${postalCode} ${city}`, countryName(country, locale)];
}

/** "Deutschland" for "DE", in the language of the mail. */
export const countryName = (country: string, locale: string): string =>
  new Intl.DisplayNames(languageOf(locale) === 'de' ? locale : ['en'], { type: 'region' }).of(country) ??
  country;
