import { type Brand, toBrand } from './brand.ts';

/** A made-up store, for tests and previews. */
export const brandSample = (changes: Partial<Brand> = {}): Brand => ({
  ...toBrand(
    {
      name: 'Lumen Prints',
      theme: 'lumen',
      locale: 'en-IE',
      country: 'DE',
      supportEmail: 'hello@lumen.example',
      legalName: 'Lumen Prints GmbH',
      address: { line1: 'Lichtstraße 7', postalCode: '10115', city: 'Berlin' },
      accentColor: '#2743c9',
      logoKey: null,
    },
    'https://lumen.example',
  ),
  ...changes,
});

/** The same in German. */
export const germanBrandSample = (): Brand => brandSample({ locale: 'de-DE', language: 'de' });
