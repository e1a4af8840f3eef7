import type { LogoArt } from './art/logo.ts';

/** The content of one demo store: plain values, the same on every machine. */
export interface SeedStore {
  slug: string;
  name: string;
  tagline: string;
  currency: string;
  locale: string;
  theme: string;
  supportEmail: string;
  /** ISO 3166: where the store is at home. */
  country: string;
  identity: SeedIdentity;
  /** Shown to consumers in the European Union, so they do: the law wants it. */
  pricesIncludeTax: boolean;
  taxRates: SeedTaxRate[];
  /** In the order in which they are offered. */
  shippingMethods: SeedShippingMethod[];
  coupons: SeedCoupon[];
  categories: SeedCategory[];
  products: SeedProduct[];
}

/** Who sells, for invoices and mails. */
export interface SeedIdentity {
  legalName: string;
  address: { line1: string; line2?: string; postalCode: string; city: string };
  taxNumber: string;
  /** `#rrggbb`. */
  accentColor: string;
  logo: LogoArt;
}

export type TaxCategory = 'standard' | 'reduced';

export interface SeedTaxRate {
  country: string;
  category: TaxCategory;
  /** Parts per million: 190000 is 19 %. */
  ratePpm: number;
}

export interface SeedShippingMethod {
  name: string;
  description: string;
  /** What the steps of its prices count: nothing, the price of the goods, or their weight. */
  basis: 'flat' | 'price' | 'weight';
  /** The goods that cost this much or more go for nothing. Minor units. */
  freeAbove?: number;
  rates: SeedShippingRate[];
}

export interface SeedShippingRate {
  /** "**" is every country without a rate of its own. */
  country: string;
  /** From so many grams or minor units on; 0 where the rate is flat. */
  from: number;
  price: number;
}

export interface SeedCoupon {
  code: string;
  kind: 'percent' | 'amount' | 'free_shipping';
  /** Parts per million, or minor units. */
  value?: number;
  minSpend?: number;
  maxUses?: number;
  maxUsesPerCustomer?: number;
  /** Days from the seeding on; a day that has passed is below zero. */
  startsInDays?: number;
  endsInDays?: number;
}

export interface SeedCategory {
  slug: string;
  name: string;
  description: string;
  /** The product whose first picture stands for the category. */
  coverProduct: string;
}

export interface SeedProduct {
  slug: string;
  name: string;
  description: string;
  category: string;
  /** "standard" when left out. */
  taxCategory?: TaxCategory;
  /** Of all its variants together. */
  maxPerOrder?: number;
  variants: SeedVariant[];
  images: SeedImage[];
}

export interface SeedVariant {
  sku: string;
  name: string;
  /** Integer minor units of the store's currency. */
  price: number;
  stock: number;
  /** As it is packed. */
  weightGrams: number;
}

export interface SeedImage {
  alt: string;
  picture: Picture;
}

/** What `renderOriginal` draws. The product's slug seeds every random choice. */
export type Picture = PrintPicture | FabricPicture;

export interface PrintPicture {
  kind: 'print';
  motif: Motif;
  /** Ground first, then the inks from light or far to dark or near, as `#rrggbb`. */
  palette: string[];
  view: 'paper' | 'framed';
}

export interface FabricPicture {
  kind: 'fabric';
  form: Form;
  pattern: Pattern;
  /** Ground first, then the yarns or inks, as `#rrggbb`. */
  palette: string[];
}

export type Motif =
  | 'hills'
  | 'peaks'
  | 'dunes'
  | 'lake'
  | 'fjord'
  | 'furrows'
  | 'mesa'
  | 'islands'
  | 'pines'
  | 'moonrise'
  | 'cliffs'
  | 'fern'
  | 'monstera'
  | 'eucalyptus'
  | 'ginkgo'
  | 'poppies'
  | 'olive'
  | 'grasses'
  | 'lemons'
  | 'kelp'
  | 'cactus'
  | 'tulips'
  | 'arches'
  | 'stairs'
  | 'colonnade'
  | 'facade'
  | 'tower'
  | 'pool'
  | 'domes'
  | 'bridge'
  | 'cubes'
  | 'tiles'
  | 'shadow'
  | 'starchart'
  | 'phases'
  | 'eclipse'
  | 'orbits'
  | 'saturn'
  | 'comet'
  | 'milkyway'
  | 'constellation'
  | 'sunburst'
  | 'moon'
  | 'startrails'
  | 'contours'
  | 'ridgelines'
  | 'seigaiha'
  | 'swell'
  | 'flow'
  | 'tides'
  | 'ripples'
  | 'strata'
  | 'bathymetry'
  | 'zengarden'
  | 'interference'
  | 'blocks'
  | 'squares'
  | 'lenses'
  | 'dawn'
  | 'ladder'
  | 'cutouts'
  | 'pebbles'
  | 'terrazzo'
  | 'arcs'
  | 'petals'
  | 'washes';

export type Form = 'throw' | 'cushion' | 'tablecloth' | 'runner' | 'napkins' | 'towel' | 'curtain' | 'scarf';

export type Pattern =
  // Woven on the little loom of art/loom.ts.
  | 'stripes'
  | 'ticking'
  | 'tartan'
  | 'gingham'
  | 'minigingham'
  | 'buffalo'
  | 'windowpane'
  | 'houndstooth'
  | 'herringbone'
  | 'chevron'
  | 'birdseye'
  | 'waffle'
  | 'pinstripe'
  | 'bands'
  | 'colourblock'
  | 'ombre'
  | 'glencheck'
  // Printed or dyed: art/prints.ts.
  | 'ikat'
  | 'kilim'
  | 'leaf'
  | 'flower'
  | 'dots'
  | 'suns'
  | 'asanoha'
  | 'waves'
  | 'ogee'
  | 'trellis'
  | 'shibori'
  | 'teardrop'
  | 'lemon'
  | 'fish'
  | 'sprig'
  | 'vine'
  | 'scallop'
  | 'brush';
