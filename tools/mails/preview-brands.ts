import type { Brand, BrandedStore } from '@tradewind/stores';
import { demoStores, type SeedStore } from '../seed/demo-stores.ts';

export interface PreviewBrand {
  /** Names the folder. */
  slug: string;
  brand: Brand;
}

/** Each demo store, in each language that mails are written in. */
export async function previewBrands(): Promise<PreviewBrand[]> {
  const { toBrand } = await import('@tradewind/stores');
  return demoStores.flatMap((store) =>
    ['en-IE', 'de-DE'].map((locale) => ({
      slug: `${store.slug}-${locale.slice(0, 2)}`,
      brand: toBrand({ ...ofStore(store), locale, logoKey: null }, `http://${store.slug}.localhost:3000`),
    })),
  );
}

const ofStore = ({ slug, name, theme, country, supportEmail }: SeedStore) => ({
  name,
  theme,
  country,
  supportEmail,
  ...(sellers[slug] ?? { legalName: null, address: null, accentColor: '#1b1a18' }),
});

const sellers: Record<string, Pick<BrandedStore, 'legalName' | 'address' | 'accentColor'>> = {
  lumen: {
    legalName: 'Lumen Prints GmbH',
    address: { line1: 'Lichtstraße 7', postalCode: '10115', city: 'Berlin' },
    accentColor: '#2743c9',
  },
  weft: {
    legalName: 'Weft & Warp Ltd',
    address: { line1: '14 Weavers’ Lane', postalCode: 'D08 X4K2', city: 'Dublin' },
    accentColor: '#a0402a',
  },
};
