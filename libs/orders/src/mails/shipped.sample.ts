import type { MailSample } from '@tradewind/stores';
import { sampleOrderMail } from './sample-order.ts';
import { shipped } from './shipped.email.tsx';

export const sample: MailSample = {
  when: 'A parcel has left the shop, once for each parcel',
  mail: (brand) => {
    const about = sampleOrderMail(brand);
    const [first] = about.order.lines;
    const shipment = {
      id: '01a1fde4-8416-7620-885c-7040b4407b54',
      carrier: 'DHL',
      tracking: '00340434161094042557',
      shippedAt: '2026-11-22T09:00:00.000Z',
      deliveredAt: null,
      lines: first ? [{ variantId: first.variantId, quantity: first.quantity }] : [],
    };
    const lines = about.order.lines.map((line) =>
      line === first ? { ...line, shippedQuantity: line.quantity } : line,
    );
    const order = { ...about.order, lines, shipments: [shipment] };
    return shipped({ ...about, order, shipment });
  },
};
