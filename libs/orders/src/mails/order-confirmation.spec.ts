import { describe, expect, it } from '@jest/globals';
import { maxLinesPerCart, type OrderDetail, type OrderLine, type Totals } from '@tradewind/contracts';
import { brandSample, germanBrandSample } from '@tradewind/stores';
import { orderConfirmation } from './order-confirmation.email.tsx';
import { sampleOrder } from './sample-order.ts';

const eur = (amount: number) => ({ amount, currency: 'EUR' });

const twoLamps: Totals = {
  pricesIncludeTax: true,
  subtotal: eur(10_000),
  discount: eur(1_000),
  shipping: eur(490),
  tax: eur(1_515),
  taxes: [
    { ratePpm: 0, net: eur(0), tax: eur(0) },
    { ratePpm: 190_000, net: eur(7_975), tax: eur(1_515) },
  ],
  total: eur(9_490),
};

const lamp: OrderLine = {
  variantId: '01a1fde4-8416-7620-885c-7040b4407b54',
  productName: 'Lamp',
  variantName: 'Brass',
  sku: 'LAMP-B',
  image: null,
  quantity: 2,
  unitPrice: eur(5_000),
  lineTotal: eur(10_000),
  discount: eur(1_000),
  shippedQuantity: 0,
  refundedQuantity: 0,
};

const order: OrderDetail = { ...sampleOrder(), lines: [lamp], totals: twoLamps, total: twoLamps.total };

const mailOf = (changes: Partial<OrderDetail> = {}, brand = brandSample()) =>
  orderConfirmation({
    brand,
    orderUrl: 'https://lumen.example/orders/1?token=secret',
    order: { ...order, ...changes },
  });

describe('the e-mail that confirms an order', () => {
  it('adds up in plain text as on paper', async () => {
    const { text } = await mailOf();
    expect(text).toContain(
      [
        '2 × Lamp, Brass      €100.00',
        '',
        'Subtotal             €100.00',
        'Discount, WELCOME10  −€10.00',
        'Tracked post           €4.90',
        'Total                 €94.90',
        'including 19% VAT €15.15',
      ].join('\n'),
    );
    expect(text).toContain('https://lumen.example/orders/1?token=secret');
  });

  it('tells the same figures in HTML', async () => {
    const { html } = await mailOf();
    for (const words of ['Discount, WELCOME10', '−€10.00', 'Tracked post', '€4.90', '€94.90']) {
      expect(html).toContain(words);
    }
    expect(html).toContain('including 19% VAT €15.15');
  });

  it('says the same in German, with the figures as Germans write them', async () => {
    const { subject, text, html } = await mailOf({}, germanBrandSample());
    expect(subject).toBe('Ihre Bestellung ABCDE-FGHJK bei Lumen Prints');
    expect(text).toMatch(/Vielen Dank, Ann Other\.\n/);
    expect(text).toMatch(
      /\n2 × Lamp, Brass +100,00\s€\n\nZwischensumme +100,00\s€\nRabatt, WELCOME10 +−10,00\s€\n/,
    );
    expect(text).toMatch(/\nGesamtbetrag +94,90\s€\nenthält 19\s% Umsatzsteuer: 15,15\s€\n/);
    expect(text).toContain('Berlin\nDeutschland');
    expect(html).toContain('lang="de"');
  });

  it('has tax among what is added where prices come without it', async () => {
    const { text } = await mailOf({
      totals: { ...twoLamps, pricesIncludeTax: false, total: eur(11_005) },
      total: eur(11_005),
    });
    expect(text).toMatch(/Tracked post +€4.90\nTax 19% +€15.15\nTotal +€110.05\n/);
    expect(text).not.toContain('including');
  });

  it('leaves out what there was none of, and says when the delivery was free', async () => {
    const { text } = await mailOf({
      couponCode: null,
      totals: { ...twoLamps, discount: eur(0), shipping: eur(0), total: eur(10_000) },
      total: eur(10_000),
    });
    expect(text).not.toContain('Discount');
    expect(text).toMatch(/Tracked post +Free\n/);
  });

  it('does not thank for a payment that nobody made', async () => {
    const { text, html } = await mailOf({ total: eur(0), totals: { ...twoLamps, total: eur(0) } });
    expect(text + html).not.toContain('payment has arrived');
  });

  it('counts in the minor units of its currency, whatever its locale thinks of them', async () => {
    const dinars = (amount: number) => ({ amount, currency: 'KWD' });
    const { text } = await mailOf({ totals: { ...twoLamps, total: dinars(94_900) }, total: dinars(94_900) });
    expect(text).toMatch(/Total +KWD\s94\.900\n/);
    const forints = { amount: 949_000, currency: 'HUF' };
    expect((await mailOf({ totals: { ...twoLamps, total: forints }, total: forints })).text).toMatch(
      /Total +HUF\s9,490\.00\n/,
    );
  });

  it('is short enough with as many lines as a cart may have that no mail program cuts it off', async () => {
    const [first] = sampleOrder().lines;
    const lines = Array.from({ length: maxLinesPerCart }, (_, index) => ({
      ...first!,
      variantId: String(index),
      productName: `${index}, a name of sixty letters, which is longer than most there are`,
    }));
    const { html } = await mailOf({ lines });
    expect(html).toContain(`${maxLinesPerCart - 1}, a name of sixty letters`);
    expect(Buffer.byteLength(html)).toBeLessThan(100_000);
  });
});
