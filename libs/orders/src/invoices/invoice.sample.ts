import type { InvoiceContent, IssuedInvoice } from './invoice-content.ts';

const lines: InvoiceContent['lines'] = [
  {
    name: 'Evening, Seven Ridges',
    detail: '50 × 70 cm, framed in fir · LUM-EVE-5070-F',
    quantity: 1,
    unitPriceMinor: 12_900,
    discountMinor: 1_290,
    taxRatePpm: 190_000,
    taxMinor: 1_854,
    totalMinor: 11_610,
  },
  {
    name: 'Monstera at the Window',
    detail: '30 × 40 cm · LUM-MON-3040',
    quantity: 2,
    unitPriceMinor: 3_900,
    discountMinor: 780,
    taxRatePpm: 190_000,
    taxMinor: 1_121,
    totalMinor: 7_020,
  },
  {
    name: 'Northern Sky Chart, with a booklet about every constellation on it',
    detail: 'Booklet, 48 pages · LUM-NOR-BOOK',
    quantity: 1,
    unitPriceMinor: 1_850,
    discountMinor: 185,
    taxRatePpm: 70_000,
    taxMinor: 109,
    totalMinor: 1_665,
  },
];

const content: InvoiceContent = {
  locale: 'en-IE',
  currency: 'EUR',
  accentColor: '#1b1a18',
  logoKey: null,
  seller: {
    name: 'Lumen Prints',
    legalName: 'Lumen Prints GmbH',
    address: { line1: 'Lichtstraße 12', postalCode: '10243', city: 'Berlin' },
    country: 'DE',
    taxNumber: 'DE 000 000 000',
    email: 'hello@lumen.example',
  },
  buyer: {
    name: 'Ada Lovelace',
    line1: '12 St James’s Square',
    postalCode: 'D02 X285',
    city: 'Dublin',
    country: 'IE',
    email: 'ada@example.com',
  },
  orderNumber: '7KQ2M-X94TB',
  orderedAt: '2026-11-20T09:30:00.000Z',
  corrects: null,
  pricesIncludeTax: true,
  couponCode: 'WELCOME10',
  lines,
  delivery: {
    name: 'Parcel',
    priceMinor: 490,
    discountMinor: 0,
    taxRatePpm: 190_000,
    taxMinor: 78,
    totalMinor: 490,
  },
  taxes: [
    { ratePpm: 70_000, netMinor: 1_556, taxMinor: 109 },
    { ratePpm: 190_000, netMinor: 16_067, taxMinor: 3_053 },
  ],
  taxMinor: 3_162,
  totalMinor: 20_785,
};

/** For tests and for looking at: an order in Ireland from a shop in Germany, with two rates and a coupon. */
export const invoiceSample: IssuedInvoice = {
  kind: 'invoice',
  number: 123,
  issuedAt: new Date('2026-11-21T10:00:00.000Z'),
  content,
};
