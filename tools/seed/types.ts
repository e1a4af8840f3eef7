/** The content of one demo store: plain values, the same on every machine. */
export interface SeedStore {
  slug: string;
  name: string;
  tagline: string;
  currency: string;
  locale: string;
  theme: string;
  supportEmail: string;
  categories: SeedCategory[];
  products: SeedProduct[];
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
  variants: SeedVariant[];
  images: SeedImage[];
}

export interface SeedVariant {
  sku: string;
  name: string;
  /** Integer minor units of the store's currency. */
  price: number;
  stock: number;
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
