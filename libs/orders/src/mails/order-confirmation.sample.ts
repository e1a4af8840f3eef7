import type { MailSample } from '@tradewind/stores';
import { orderConfirmation } from './order-confirmation.email.tsx';
import { sampleOrderMail } from './sample-order.ts';

export const sample: MailSample = {
  when: 'An order is paid',
  mail: (brand) => orderConfirmation(sampleOrderMail(brand)),
};
