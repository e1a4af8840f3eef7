import type { Form, Pattern, SeedProduct, SeedVariant } from '../types.ts';

/** One textile as it is written down; every colourway comes in every size. */
export interface Textile {
  slug: string;
  name: string;
  description: string;
  /** What the picture shows, as a phrase that can stand alone. */
  shows: string;
  form: Form;
  pattern: Pattern;
  ways: Colourway[];
  sizes: Size[];
  /** Units per variant: all sizes of the first colourway, then of the next. */
  stock: number[];
}

export interface Colourway {
  name: string;
  palette: string[];
}

export interface Size {
  code: string;
  name: string;
  price: number;
  weightGrams: number;
}

/** The products of one category; SKUs count up in the order written. */
export function textiles(category: string, code: string, list: Textile[]): SeedProduct[] {
  return list.map((textile, index) => ({
    slug: textile.slug,
    name: textile.name,
    description: textile.description,
    category,
    variants: variantsOf(textile, `WW-${code}${String(index + 1).padStart(2, '0')}`),
    images: textile.ways.map(({ name, palette }) => ({
      alt: textile.ways.length > 1 ? `${textile.shows}, in ${name.toLowerCase()}.` : `${textile.shows}.`,
      picture: { kind: 'fabric', form: textile.form, pattern: textile.pattern, palette },
    })),
  }));
}

function variantsOf({ ways, sizes, stock }: Textile, sku: string): SeedVariant[] {
  return ways.flatMap((way, w) =>
    sizes.map((size, s) => ({
      sku: [sku, size.code, ...(ways.length > 1 ? [way.name.slice(0, 3).toUpperCase()] : [])].join('-'),
      name: nameOf(way, size, ways.length, sizes.length),
      price: size.price,
      stock: stock[w * sizes.length + s] ?? 0,
      weightGrams: size.weightGrams,
    })),
  );
}

function nameOf(way: Colourway, size: Size, ways: number, sizes: number): string {
  if (ways === 1) return size.name;
  return sizes === 1 ? way.name : `${way.name}, ${size.name}`;
}
