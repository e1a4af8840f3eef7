import { architecture } from './lumen/architecture.ts';
import { botanical } from './lumen/botanical.ts';
import { celestial } from './lumen/celestial.ts';
import { colour } from './lumen/colour.ts';
import { delivery } from './lumen/delivery.ts';
import { landscapes } from './lumen/landscapes.ts';
import { waves } from './lumen/waves.ts';
import { demoCoupons } from './terms/coupons.ts';
import { europeanTaxRates } from './terms/europe.ts';
import type { SeedStore } from './types.ts';

/** Art prints: the default store. */
export const lumen: SeedStore = {
  slug: 'lumen',
  name: 'Lumen Prints',
  tagline: 'Art prints with good light in them.',
  currency: 'EUR',
  locale: 'en-IE',
  theme: 'lumen',
  supportEmail: 'hello@lumen.example',
  country: 'DE',
  identity: {
    legalName: 'Lumen Prints GmbH',
    address: { line1: 'Lichtstraße 12', postalCode: '10243', city: 'Berlin' },
    taxNumber: 'DE 000 000 001',
    accentColor: '#1b1a18',
    logo: { sign: 'sunrise', name: 'LUMEN', colours: ['#1b1a18', '#e0a458'] },
  },
  pricesIncludeTax: true,
  taxRates: europeanTaxRates,
  shippingMethods: delivery,
  coupons: demoCoupons,
  categories: [
    {
      slug: 'landscapes',
      name: 'Landscapes',
      description: 'Ridges, dunes, fog and long evenings, taken apart into a handful of flat colours.',
      coverProduct: 'evening-seven-ridges',
    },
    {
      slug: 'botanical',
      name: 'Botanical',
      description: 'Leaves, fruit and grasses, drawn from plants we know personally.',
      coverProduct: 'monstera-at-the-window',
    },
    {
      slug: 'architecture',
      name: 'Architecture',
      description: 'Arches, stairs and shadows: buildings at the hour when they look their best.',
      coverProduct: 'arches-at-noon',
    },
    {
      slug: 'celestial',
      name: 'Celestial',
      description: 'Charts, moons and one comet, for walls that could use some distance.',
      coverProduct: 'northern-sky-chart',
    },
    {
      slug: 'waves-and-contours',
      name: 'Waves & Contours',
      description: 'Lines that follow water, wind and imaginary mountains.',
      coverProduct: 'the-swell',
    },
    {
      slug: 'colour-studies',
      name: 'Colour Studies',
      description: 'Nothing but colour, put next to other colour, and left to get on with it.',
      coverProduct: 'overlap',
    },
  ],
  products: [...landscapes, ...botanical, ...architecture, ...celestial, ...waves, ...colour],
};
