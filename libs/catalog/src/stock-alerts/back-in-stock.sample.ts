import type { Image } from '@tradewind/contracts';
import type { Brand, MailSample } from '@tradewind/stores';
import { backInStock } from './back-in-stock.email.tsx';

export const sample: MailSample = {
  when: 'A variant that somebody waits for has stock again',
  mail: (brand) =>
    backInStock({
      brand,
      ...products[brand.look],
      image: picture(products[brand.look].slug),
      link: `${brand.origin}/products/${products[brand.look].slug}`,
    }),
};

const eur = (amount: number) => ({ amount, currency: 'EUR' });

const products: Record<Brand['look'], Product> = {
  gallery: { slug: 'the-swell', productName: 'The Swell', variantName: '50 × 70 cm', price: eur(7_900) },
  loom: {
    slug: 'glen-tartan-throw',
    productName: 'Glen Tartan Throw',
    variantName: '130 × 180 cm',
    price: eur(12_900),
  },
};

interface Product {
  slug: string;
  productName: string;
  variantName: string;
  price: { amount: number; currency: string };
}

/** The preview command draws what is below /media/sample/. */
const picture = (slug: string): Image => ({
  id: slug,
  alt: '',
  url: `/media/sample/${slug}/{width}.{format}`,
  widths: [320],
  width: 320,
  height: 320,
  blurDataUrl: null,
});
