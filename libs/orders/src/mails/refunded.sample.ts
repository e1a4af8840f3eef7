import type { MailSample } from '@tradewind/stores';
import { refunded } from './refunded.email.tsx';
import { sampleOrderMail } from './sample-order.ts';

export const sample: MailSample = {
  when: 'Money went back, once for each refund',
  mail: (brand) => {
    const about = sampleOrderMail(brand);
    const variantId = about.order.lines[0]?.variantId ?? null;
    return refunded({
      ...about,
      amount: { amount: 5_850, currency: 'EUR' },
      parts: [
        { variantId, quantity: 1, amountMinor: 5_360 },
        { variantId: null, quantity: 0, amountMinor: 490 },
      ],
    });
  },
};
