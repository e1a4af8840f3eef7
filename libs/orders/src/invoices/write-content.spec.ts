import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Basket, quote } from '../pricing/quote.ts';
import { InvoiceContent } from './invoice-content.ts';
import type { InvoiceableOrder, InvoiceableRefund } from './invoice.queries.ts';
import { amountOf } from './pdf/table.ts';
import { contentOfCreditNote, contentOfInvoice } from './write-content.ts';

const anyBasket: fc.Arbitrary<Basket> = fc.record({
  currency: fc.constantFrom('EUR', 'JPY', 'KWD'),
  pricesIncludeTax: fc.boolean(),
  lines: fc.uniqueArray(
    fc.record({
      variantId: fc.uuid(),
      quantity: fc.integer({ min: 1, max: 99 }),
      unitPriceMinor: fc.nat(10_000).map((units) => 10 * units),
      weightGrams: fc.constant(0),
      taxRatePpm: fc.constantFrom(0, 70_000, 88_750, 190_000),
    }),
    { selector: ({ variantId }) => variantId, minLength: 1, maxLength: 8 },
  ),
  discount: fc.constantFrom(
    undefined,
    { kind: 'percent' as const, percentPpm: 333_333 },
    { kind: 'free_shipping' as const },
  ),
  shipping: fc.constant({
    basis: 'flat' as const,
    tiers: [{ from: 0, amountMinor: 490 }],
    freeAboveMinor: null,
    taxRatePpm: 190_000,
  }),
});

/** The order that a basket becomes. */
function orderOf(basket: Basket): InvoiceableOrder {
  const { lines, ...figures } = quote(basket);
  const texts = { productName: 'Mug', variantName: 'Blue', sku: 'MUG-1' };
  return {
    ...figures,
    id: 'order',
    number: '7KQ2M-X94TB',
    email: 'ada@example.com',
    shippingAddress: { name: 'Ada', line1: 'Street 1', postalCode: '1', city: 'Town', country: 'IE' },
    shippingMethod: 'Parcel',
    shippingTaxRatePpm: 190_000,
    couponCode: null,
    placedAt: new Date(0),
    paidAt: new Date(0),
    lines: lines.map((line) => ({ ...line, ...texts })),
    store: {
      name: 'Store',
      legalName: null,
      address: null,
      taxNumber: null,
      country: 'DE',
      email: 'help@store.test',
      locale: 'en',
      accentColor: '#1b1a18',
      logoKey: null,
    },
    refundIds: [],
  };
}

const sumOf = <Item>(items: readonly Item[], of: (item: Item) => number) =>
  items.reduce((sum, item) => sum + of(item), 0);

/** What somebody gets who adds the printed figures up. */
function addedUp(content: InvoiceContent) {
  const { lines, delivery, taxes, pricesIncludeTax } = content;
  const charges = [...lines, ...(delivery ? [delivery] : [])];
  const taxMinor = sumOf(taxes, (tax) => tax.taxMinor);
  return {
    column: sumOf(charges, (charge) => amountOf(charge, content)) + (pricesIncludeTax ? 0 : taxMinor),
    table: sumOf(taxes, (tax) => tax.netMinor + tax.taxMinor),
    taxMinor,
  };
}

describe('an invoice', () => {
  it('adds up to its order, to the minor unit, however it is added', () => {
    fc.assert(
      fc.property(anyBasket, (basket) => {
        const order = orderOf(basket);
        const content = contentOfInvoice(order);
        const { totalMinor, taxMinor } = order;
        expect(content).toMatchObject({ totalMinor, taxMinor });
        expect(addedUp(content)).toEqual({ column: totalMinor, table: totalMinor, taxMinor });
      }),
    );
  });

  it('has in each line what its units cost, less the discount', () => {
    fc.assert(
      fc.property(anyBasket, (basket) => {
        const content = contentOfInvoice(orderOf(basket));
        for (const line of content.lines)
          expect(amountOf(line, content)).toBe(
            line.quantity * (line.unitPriceMinor ?? 0) - line.discountMinor,
          );
      }),
    );
  });

  it('can be kept as JSON and says the same afterwards', () => {
    fc.assert(
      fc.property(anyBasket, (basket) => {
        const content = contentOfInvoice(orderOf(basket));
        expect(InvoiceContent.parse(JSON.parse(JSON.stringify(content)))).toEqual(content);
      }),
    );
  });

  it('names the seller as the law knows it, and the store where it has said nothing', () => {
    const order = orderOf({ currency: 'EUR', pricesIncludeTax: true, lines: [] });
    expect(contentOfInvoice(order).seller.legalName).toBe('Store');
    const store = { ...order.store, legalName: 'Store GmbH' };
    expect(contentOfInvoice({ ...order, store }).seller).toMatchObject({
      name: 'Store',
      legalName: 'Store GmbH',
    });
  });
});

describe('a credit note', () => {
  const order = orderOf({
    currency: 'EUR',
    pricesIncludeTax: false,
    lines: [
      { variantId: 'mug', quantity: 2, unitPriceMinor: 1_000, weightGrams: 0, taxRatePpm: 190_000 },
      { variantId: 'book', quantity: 1, unitPriceMinor: 500, weightGrams: 0, taxRatePpm: 70_000 },
    ],
    shipping: {
      basis: 'flat',
      tiers: [{ from: 0, amountMinor: 490 }],
      freeAboveMinor: null,
      taxRatePpm: 190_000,
    },
  });
  const refund = (refund: Partial<InvoiceableRefund>): InvoiceableRefund => ({
    id: 'refund',
    orderId: 'order',
    status: 'succeeded',
    isSettled: true,
    amountMinor: 0,
    parts: [],
    invoice: { number: '2026-000001', issuedAt: new Date(0).toISOString() },
    ...refund,
  });

  it('takes units and the delivery back at the rates at which they were sold', () => {
    const parts = [
      { variantId: 'mug', quantity: 1, amountMinor: 1_190, taxMinor: 190 },
      { variantId: 'book', quantity: 0, amountMinor: 107, taxMinor: 7 },
      { variantId: null, quantity: 0, amountMinor: 583, taxMinor: 93 },
    ];
    const content = contentOfCreditNote(order, refund({ amountMinor: 1_880, parts }));
    expect(content).toMatchObject({
      corrects: { number: '2026-000001' },
      lines: [
        { name: 'Mug', quantity: 1, taxRatePpm: 190_000 },
        { name: 'Mug', quantity: 0, taxRatePpm: 70_000 },
      ],
      delivery: { name: 'Parcel', priceMinor: 490, totalMinor: 583 },
      taxes: [
        { ratePpm: 70_000, netMinor: 100, taxMinor: 7 },
        { ratePpm: 190_000, netMinor: 1_490, taxMinor: 283 },
      ],
      taxMinor: 290,
      totalMinor: 1_880,
    });
    expect(addedUp(content)).toEqual({ column: 1_880, table: 1_880, taxMinor: 290 });
  });

  it('over money that went back for nothing in particular says no more than that', () => {
    const content = contentOfCreditNote(order, refund({ amountMinor: 300 }));
    expect(content).toMatchObject({ lines: [{ name: '', totalMinor: 300 }], delivery: null, taxMinor: 0 });
    expect(addedUp(content)).toEqual({ column: 300, table: 300, taxMinor: 0 });
  });
});
