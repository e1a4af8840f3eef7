import type { Motif, SeedImage, SeedProduct, SeedVariant } from '../types.ts';

/** One art print as it is written down; sizes and prices follow from its edition. */
export interface Print {
  slug: string;
  name: string;
  description: string;
  /** What the sheet shows, as a phrase that can follow "Art print: ". */
  shows: string;
  motif: Motif;
  palette: string[];
  edition: keyof typeof editions;
  /** Units per size of the edition, smallest first; one number more offers the framed print too. */
  stock: number[];
  maxPerOrder?: number;
}

type Size = { code: string; name: string; price: number; weightGrams: number };

// The paper weighs little; the tube, and the glass and the crate of a framed one, do not.
const a4 = (price: number): Size => ({ code: 'A4', name: 'A4', price, weightGrams: 120 });
const a3 = (price: number): Size => ({ code: 'A3', name: 'A3', price, weightGrams: 260 });
const poster = (price: number): Size => ({ code: '5070', name: '50 × 70 cm', price, weightGrams: 410 });
const large = (price: number): Size => ({ code: '70100', name: '70 × 100 cm', price, weightGrams: 620 });
const framed = (price: number): Size => ({
  code: '5070F',
  name: '50 × 70 cm, oak frame',
  price,
  weightGrams: 4_300,
});

/** Open: 200 g matt paper. Fine: 300 g cotton. Signed: 300 g cotton, numbered, large. */
const editions = {
  open: [a4(1900), a3(2900), poster(4500), framed(11900)],
  fine: [a4(2600), a3(3900), poster(6500), framed(13900)],
  signed: [a3(4900), poster(7900), large(12900), framed(15900)],
};

/** The products of one category; SKUs count up in the order written. */
export function prints(category: string, code: string, list: Print[]): SeedProduct[] {
  return list.map((print, index) => ({
    slug: print.slug,
    name: print.name,
    description: print.description,
    category,
    // Numbered and signed, they are works of art, which most of Europe taxes less.
    taxCategory: print.edition === 'signed' ? 'reduced' : 'standard',
    ...(print.maxPerOrder && { maxPerOrder: print.maxPerOrder }),
    variants: variantsOf(print, `LP-${code}${String(index + 1).padStart(2, '0')}`),
    images: imagesOf(print),
  }));
}

function variantsOf({ edition, stock }: Print, sku: string): SeedVariant[] {
  return editions[edition].slice(0, stock.length).map((size, index) => ({
    sku: `${sku}-${size.code}`,
    name: size.name,
    price: size.price,
    stock: stock[index] ?? 0,
    weightGrams: size.weightGrams,
  }));
}

function imagesOf({ motif, palette, shows, stock }: Print): SeedImage[] {
  const paper: SeedImage = {
    alt: `Art print: ${shows}.`,
    picture: { kind: 'print', motif, palette, view: 'paper' },
  };
  const inFrame: SeedImage = {
    alt: `The same print behind glass in an oak frame: ${shows}.`,
    picture: { kind: 'print', motif, palette, view: 'framed' },
  };
  return stock.length > 3 ? [paper, inFrame] : [paper];
}
