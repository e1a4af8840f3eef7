import type { Brand } from '@tradewind/stores';
import { demoStores } from '../seed/demo-stores.ts';

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
      brand: toBrand(
        { ...store, ...store.identity, locale, logoKey: `media/sample/logo-${store.slug}/640.jpeg` },
        `http://${store.slug}.localhost:3000`,
      ),
    })),
  );
}
