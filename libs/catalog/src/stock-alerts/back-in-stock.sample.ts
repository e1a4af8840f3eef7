import type { MailSample } from '@tradewind/stores';
import { backInStock } from './back-in-stock.email.tsx';

export const sample: MailSample = {
  when: 'A variant that somebody waits for has stock again',
  mail: (brand) =>
    backInStock({
      brand,
      productName: 'Evening, Seven Ridges',
      variantName: '50 × 70 cm',
      price: { amount: 4_900, currency: 'EUR' },
      image: null,
      link: `${brand.origin}/products/evening-seven-ridges`,
    }),
};
