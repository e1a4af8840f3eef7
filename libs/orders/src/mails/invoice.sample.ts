import type { MailSample } from '@tradewind/stores';
import { invoiceMail } from './invoice.email.tsx';
import { sampleOrderMail } from './sample-order.ts';

export const sample: MailSample = {
  when: 'An invoice was rendered, or a credit note over a refund',
  mail: (brand) =>
    invoiceMail({
      ...sampleOrderMail(brand),
      kind: 'invoice',
      invoiceNumber: '2026-000123',
      amount: { amount: 11_020, currency: 'EUR' },
      pdfUrl: `${brand.origin}/api/invoices/01a1fde4-8375-762b-802a-0926855af6ad?expires=1&signature=preview`,
    }),
};
