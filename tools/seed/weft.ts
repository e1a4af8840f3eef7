import { demoCoupons } from './terms/coupons.ts';
import { europeanTaxRates } from './terms/europe.ts';
import type { SeedStore } from './types.ts';
import { curtains } from './weft/curtains.ts';
import { cushions } from './weft/cushions.ts';
import { delivery } from './weft/delivery.ts';
import { scarves } from './weft/scarves.ts';
import { table } from './weft/table.ts';
import { throws } from './weft/throws.ts';
import { towels } from './weft/towels.ts';

/** Patterned textiles: the second store, with sizes and colourways. */
export const weft: SeedStore = {
  slug: 'weft',
  name: 'Weft & Warp',
  tagline: 'Patterned cloth for everyday rooms.',
  currency: 'EUR',
  locale: 'en-IE',
  theme: 'weft',
  supportEmail: 'hello@weft.example',
  country: 'IE',
  identity: {
    legalName: 'Weft & Warp Textiles Ltd',
    address: { line1: '8 Loom Lane', postalCode: 'F92 X000', city: 'Letterkenny' },
    taxNumber: 'IE 0000000AA',
    accentColor: '#a0402a',
    logo: { sign: 'weave', name: 'WEFT & WARP', colours: ['#3a2a22', '#a0402a'] },
  },
  pricesIncludeTax: true,
  taxRates: europeanTaxRates,
  shippingMethods: delivery,
  coupons: demoCoupons,
  categories: [
    {
      slug: 'throws',
      name: 'Throws',
      description: 'Wool, cotton and linen blankets with a pattern you can see from the door.',
      coverProduct: 'glen-tartan-throw',
    },
    {
      slug: 'cushions',
      name: 'Cushion Covers',
      description: 'Woven, printed and stitched covers. Zip at the bottom, plain back, no filling.',
      coverProduct: 'jaipur-flower-cushion',
    },
    {
      slug: 'table-linen',
      name: 'Table Linen',
      description: 'Cloths, runners and napkins for weekdays, because that is when tables are used.',
      coverProduct: 'trattoria-gingham-tablecloth',
    },
    {
      slug: 'tea-towels',
      name: 'Tea Towels',
      description: 'Cloths that dry things. Handsome ones, but they dry things first.',
      coverProduct: 'sardine-tea-towel',
    },
    {
      slug: 'curtains',
      name: 'Curtains',
      description: 'Panels with a header tape, in three lengths, woven or block-printed. Priced per panel.',
      coverProduct: 'ogee-curtain',
    },
    {
      slug: 'scarves',
      name: 'Scarves',
      description: 'From fulled lambswool to silk, most of them in more than one colour.',
      coverProduct: 'ferry-tartan-scarf',
    },
  ],
  products: [...throws, ...cushions, ...table, ...towels, ...curtains, ...scarves],
};
