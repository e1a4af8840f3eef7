import { describe, expect, it } from '@jest/globals';
import { orderStatuses, type OrderDetail } from '@tradewind/contracts';
import { headlineOf, sentenceOf, statusWords } from './order-status.ts';
import { lineNote, returnableUnits, unitWords } from './units.ts';

const eur = (amount: number) => ({ amount, currency: 'EUR' });
const line = {
  productName: 'Lamp',
  variantName: 'Brass',
  sku: 'LAMP',
  image: null,
  unitPrice: eur(5_000),
  lineTotal: eur(15_000),
  discount: eur(0),
  quantity: 3,
  shippedQuantity: 0,
  refundedQuantity: 0,
};
const anOrder = (changes: Partial<OrderDetail>): OrderDetail => ({
  id: 'order',
  number: 'ABCDE-FGHJK',
  status: 'paid',
  email: 'ann@example.com',
  shippingAddress: {
    name: 'Ann Other',
    line1: '12 Rope Walk',
    postalCode: 'D04',
    city: 'Dublin',
    country: 'IE',
  },
  lines: [{ ...line, variantId: 'lamp' }],
  shippingMethod: 'Post',
  couponCode: null,
  totals: {
    pricesIncludeTax: true,
    subtotal: eur(15_000),
    discount: eur(0),
    shipping: eur(0),
    tax: eur(0),
    taxes: [],
    total: eur(15_000),
  },
  total: eur(15_000),
  refunded: eur(0),
  refunds: [],
  shipments: [],
  returns: [],
  invoices: [],
  heldUntil: null,
  placedAt: '2026-11-21T12:00:00.000Z',
  paidAt: null,
  shippedAt: null,
  deliveredAt: null,
  cancelledAt: null,
  ...changes,
});
const refund = { id: 'refund', amount: eur(5_000), createdAt: '2026-11-22T12:00:00.000Z' };
const asked = { id: 'return', reason: 'Bent', requestedAt: '2026-11-22T12:00:00.000Z' };
const told = { justPaid: false, locale: 'en-IE' };

describe('the state of an order in words', () => {
  it('is another headline and another sentence for each of the eight', () => {
    const orders = orderStatuses.map((status) => anOrder({ status, refunded: eur(15_000) }));
    expect(new Set(orders.map((order) => headlineOf(order, false))).size).toBe(8);
    expect(new Set(Object.values(statusWords)).size).toBe(8);
    for (const order of orders) expect(sentenceOf(order, told)).toMatch(/\.$/);
  });

  it('tells money that is on its way from money that is back', () => {
    const underWay = {
      status: 'partly_refunded',
      refunded: eur(5_000),
      refunds: [{ ...refund, status: 'pending' }],
    } as const;
    const back = { ...underWay, refunds: [{ ...refund, status: 'succeeded' }] } as const;
    expect(sentenceOf(anOrder({ ...underWay, refunds: [...underWay.refunds] }), told)).toBe(
      '€50.00 of €150.00 is on its way back to you.',
    );
    expect(sentenceOf(anOrder({ ...back, refunds: [...back.refunds] }), told)).toBe(
      '€50.00 of €150.00 went back the way you paid.',
    );
  });

  it('says of a cancelled order whether there was money to give back', () => {
    expect(sentenceOf(anOrder({ status: 'cancelled' }), told)).toContain('Nothing was charged');
    const paid = anOrder({
      status: 'cancelled',
      refunded: eur(15_000),
      refunds: [{ ...refund, status: 'pending' }],
    });
    expect(sentenceOf(paid, told)).toContain('All of it, €150.00, is on its way back');
  });

  it('promises nothing while a payment is being confirmed', () => {
    const waiting = anOrder({ status: 'awaiting_payment' });
    expect(headlineOf(waiting, true)).toBe('Confirming your payment');
    expect(headlineOf({ ...waiting, total: eur(0) }, true)).toBe('Confirming your order');
  });
});

describe('what can be sent back', () => {
  it('is what was sent, without what is on its way back already; what was rejected counts again', () => {
    const lines = [{ ...line, variantId: 'lamp', shippedQuantity: 3 }];
    const lamps = (quantity: number) => [{ variantId: 'lamp', quantity }];
    const left = (returns: OrderDetail['returns']) =>
      returnableUnits(anOrder({ lines, returns })).map(({ quantity }) => quantity);
    expect(left([])).toEqual([3]);
    expect(left([{ ...asked, status: 'approved', lines: lamps(1) }])).toEqual([2]);
    expect(left([{ ...asked, status: 'rejected', lines: lamps(3) }])).toEqual([3]);
    expect(left([{ ...asked, status: 'refunded', lines: lamps(3) }])).toEqual([]);
    expect(returnableUnits(anOrder({}))).toEqual([]);
  });
});

describe('units in words', () => {
  it('name product and variant', () => {
    expect(unitWords([{ variantId: 'lamp', quantity: 2 }], anOrder({}))).toEqual(['2 × Lamp, Brass']);
  });

  it('say of a line what has become of it, and nothing while nothing has', () => {
    const note = (changes: Partial<typeof line>) =>
      lineNote(anOrder({ lines: [{ ...line, variantId: 'lamp', ...changes }] }), 'lamp');
    expect(note({})).toBe('');
    expect(note({ shippedQuantity: 3 })).toBe('');
    expect(note({ shippedQuantity: 2, refundedQuantity: 1 })).toBe('2 of 3 sent, 1 of 3 paid back');
    expect(note({ quantity: 1, refundedQuantity: 1 })).toBe('paid back');
  });
});
