import { describe, expect, it } from '@jest/globals';
import { type Brand, brandSample, germanBrandSample, type MailContent } from '@tradewind/stores';
import { invoiceMail } from './invoice.email.tsx';
import { orderConfirmation } from './order-confirmation.email.tsx';
import type { OrderMail } from './order-mail.ts';
import { paymentFailed } from './payment-failed.email.tsx';
import { refunded } from './refunded.email.tsx';
import { sampleOrderMail } from './sample-order.ts';
import { shipped } from './shipped.email.tsx';

const [english, german] = [brandSample(), germanBrandSample()];
const eur = (amount: number) => ({ amount, currency: 'EUR' });
const [ridges, monstera] = ['sample-evening-seven-ridges', 'sample-monstera-at-the-window'];

const aParcel = (variantId: string, quantity: number) => ({
  id: '01a1fde4-8416-7620-885c-7040b4407b54',
  carrier: 'DHL',
  tracking: '00340434161094042557',
  shippedAt: '2026-11-22T09:00:00.000Z',
  deliveredAt: null,
  lines: [{ variantId, quantity }],
});
const held = { heldUntil: new Date('2026-11-21T12:15:00Z'), now: new Date('2026-11-21T12:05:30Z') };
const anInvoice = {
  kind: 'invoice',
  invoiceNumber: '2026-000123',
  amount: eur(11_020),
  pdfUrl: 'https://lumen.example/api/invoices/1?expires=2&signature=3',
} as const;

describe('the mail about a payment that was declined', () => {
  it('says until when the goods are held, and leads to where one pays', async () => {
    const { subject, text, html } = await paymentFailed({ ...sampleOrderMail(english), ...held });
    expect(subject).toBe('The payment for your order ABCDE-FGHJK at Lumen Prints did not go through');
    for (const content of [text, html]) {
      expect(content).toContain('until 21 November at 12:15 UTC, that is for 9 more minutes');
      expect(content).toContain('Nothing was charged.');
    }
    expect(html).toContain(`href="${sampleOrderMail(english).orderUrl}"`);
    expect(text).toMatch(/\nTotal +€110.20\n/);
  });

  it('says so in German', async () => {
    const { subject, text } = await paymentFailed({ ...sampleOrderMail(german), ...held });
    expect(subject).toBe('Die Zahlung für Ihre Bestellung ABCDE-FGHJK bei Lumen Prints hat nicht geklappt');
    expect(text).toMatch(/bis 21\. November um 12:15 UTC für Sie zurück, also noch 9 Minuten/);
  });

  it('counts the last minute as one', async () => {
    const now = new Date('2026-11-21T12:14:50Z');
    const { text } = await paymentFailed({ ...sampleOrderMail(english), ...held, now });
    expect(text).toContain('for one more minute.');
  });
});

describe('the mail about a parcel', () => {
  const withSent = (brand: Brand, sent: Record<string, number>): OrderMail => {
    const about = sampleOrderMail(brand);
    const lines = about.order.lines.map((line) => ({ ...line, shippedQuantity: sent[line.variantId] ?? 0 }));
    return { ...about, order: { ...about.order, lines } };
  };

  it('says what is in this one, with whom it travels, and that more follows', async () => {
    const about = withSent(english, { [monstera]: 1 });
    const { subject, text, html } = await shipped({ ...about, shipment: aParcel(monstera, 1) });
    expect(subject).toBe('Your order ABCDE-FGHJK at Lumen Prints is on its way');
    expect(text).toContain('\n1 × Monstera at the Window, A4\n');
    expect(text).not.toContain('Ridges');
    expect(text).toContain('Sent with DHL\nTracking number 00340434161094042557\n');
    expect(text).toContain('What is still missing follows in another parcel.');
    expect(html).toContain('Tracking number 00340434161094042557');
    expect(html).not.toContain('Ridges');
  });

  it('promises no other parcel once all is sent, and names no carrier that is not known', async () => {
    const about = withSent(german, { [ridges]: 1, [monstera]: 2 });
    const shipment = { ...aParcel(ridges, 1), carrier: null, tracking: null };
    const { text, html } = await shipped({ ...about, shipment });
    expect(text).toContain('hat gerade unseren Laden verlassen');
    for (const content of [text, html])
      expect(content).not.toMatch(/weiteren Paket|Versandt mit|Sendungsnummer/);
  });
});

describe('the mail about money that went back', () => {
  it('says how much, and what for', async () => {
    const parts = [
      { variantId: monstera, quantity: 1, amountMinor: 2_340 },
      { variantId: ridges, quantity: 0, amountMinor: 1_000 },
      { variantId: null, quantity: 0, amountMinor: 490 },
    ];
    const { subject, text, html } = await refunded({
      ...sampleOrderMail(english),
      amount: eur(3_830),
      parts,
    });
    expect(subject).toBe('€38.30 paid back for your order ABCDE-FGHJK at Lumen Prints');
    expect(text).toMatch(/\n1 × Monstera at the Window, A4 +€23.40\n/);
    expect(text).toMatch(/\nA part of the price: Evening, Seven Ridges, 50 × 70 cm +€10.00\n/);
    expect(text).toMatch(/\nTracked post +€4.90\nPaid back +€38.30\n/);
    for (const amount of ['€38.30', '€23.40', '€10.00', '€4.90']) expect(html).toContain(amount);
    expect(text).not.toContain('has ended');
  });

  it('of an order that was given up says that it has ended', async () => {
    const about = sampleOrderMail(german);
    const order = { ...about.order, cancelledAt: '2026-11-21T13:00:00.000Z' };
    const { subject, text } = await refunded({ ...about, order, amount: eur(11_020), parts: [] });
    expect(subject).toMatch(/^110,20\s€ für Ihre Bestellung ABCDE-FGHJK bei Lumen Prints erstattet$/);
    expect(text).toContain('Die Bestellung ist beendet.');
    expect(text).toMatch(/\nErstattet +110,20\s€\n/);
  });
});

describe('the mail about an invoice', () => {
  it('leads to it, and to the order for when the link has expired', async () => {
    const about = sampleOrderMail(english);
    const { subject, text, html } = await invoiceMail({ ...about, ...anInvoice });
    expect(subject).toBe('Invoice 2026-000123 for your order ABCDE-FGHJK at Lumen Prints');
    expect(text).toContain(`Open the invoice: ${anInvoice.pdfUrl}\n`);
    expect(text).toContain(about.orderUrl);
    expect(html).toContain(`href="${anInvoice.pdfUrl.replaceAll('&', '&amp;')}"`);
    expect(text).toContain('Invoice 2026-000123, €110.20\n');
  });

  it('calls a credit note what it is', async () => {
    const about = { ...sampleOrderMail(german), ...anInvoice, kind: 'credit_note' as const };
    const { subject, text } = await invoiceMail({ ...about, invoiceNumber: 'CN-2026-000007' });
    expect(subject).toBe(
      'Rechnungskorrektur CN-2026-000007 zu Ihrer Bestellung ABCDE-FGHJK bei Lumen Prints',
    );
    expect(text).toContain('Rechnungskorrektur öffnen:');
  });
});

describe('a hostile name', () => {
  const hostile = '<img src=x onerror=alert(1)>{{7*7}}${7*7}<%= 7*7 %>\u202eevil\r\nBcc: eve@evil.example';

  /** Everything that people outside can write, in every mail about an order. */
  function everyMail(brand: Brand): Promise<MailContent[]> {
    const sample = sampleOrderMail(brand);
    const lines = sample.order.lines.map((line) => ({ ...line, productName: hostile, variantName: hostile }));
    const shippingAddress = { ...sample.order.shippingAddress, name: hostile, line1: hostile, city: hostile };
    const order = { ...sample.order, lines, shippingAddress, shippingMethod: hostile, couponCode: hostile };
    const about = { ...sample, order };
    const parts = [{ variantId: ridges, quantity: 1, amountMinor: 1 }];
    return Promise.all([
      orderConfirmation(about),
      paymentFailed({ ...about, ...held }),
      shipped({ ...about, shipment: { ...aParcel(ridges, 1), carrier: hostile, tracking: hostile } }),
      refunded({ ...about, amount: eur(1), parts }),
      invoiceMail({ ...about, ...anInvoice, invoiceNumber: hostile }),
    ]);
  }

  it.each([
    ['English', brandSample({ name: `Shop ${hostile}` })],
    ['German', brandSample({ name: `Shop ${hostile}`, locale: 'de-DE', language: 'de' })],
  ])('stays text in %s: no tag, no template, no second line in the subject', async (_language, brand) => {
    for (const { subject, html, text } of await everyMail(brand)) {
      expect(html).not.toContain('<img src=x');
      expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;{{7*7}}${7*7}&lt;%= 7*7 %&gt;');
      expect(html + text).not.toContain('49');
      expect(subject).toContain('{{7*7}}');
      expect(subject).not.toMatch(/[\r\n\u202e]/);
    }
  });

  it('of a buyer is in no greeting: a stranger’s address is not for our mails to carry', async () => {
    for (const { text } of await everyMail(english)) {
      expect(text.split('\n\n').slice(1, 3).join()).not.toContain('evil');
    }
  });
});
