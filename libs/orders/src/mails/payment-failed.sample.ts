import type { MailSample } from '@tradewind/stores';
import { paymentFailed } from './payment-failed.email.tsx';
import { sampleOrderMail } from './sample-order.ts';

export const sample: MailSample = {
  when: 'A payment was declined, and five minutes later the order still waits for one',
  mail: (brand) =>
    paymentFailed({
      ...sampleOrderMail(brand),
      heldUntil: new Date('2026-11-21T12:15:00Z'),
      now: new Date('2026-11-21T12:05:30Z'),
    }),
};
