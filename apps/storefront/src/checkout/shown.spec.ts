import { describe, expect, it } from '@jest/globals';
import { differences, shortLines, type Shown } from './shown.ts';

const lamp = {
  variantId: 'lamp',
  productSlug: 'lamp',
  productName: 'Lamp',
  name: 'Lamp, brass',
  price: '€50.00',
  quantity: 1,
  available: 9,
};
const book = {
  variantId: 'book',
  productSlug: 'book',
  productName: 'Book',
  name: 'Book, paper',
  price: '€12.00',
  quantity: 2,
  available: 9,
};
const shown: Shown = {
  total: '€78.90',
  rows: [
    { label: 'Subtotal', amount: '€74.00' },
    { label: 'Post', amount: '€4.90' },
  ],
  lines: [lamp, book],
  coupon: null,
};

describe('what has changed since a buyer looked', () => {
  it('is nothing while nothing has', () => {
    expect(differences(shown, structuredClone(shown))).toEqual([]);
  });

  it('names the product whose price has changed, before and now', () => {
    const now = { ...shown, lines: [lamp, { ...book, price: '€14.00' }] };
    expect(differences(shown, now)).toEqual([{ what: 'Book, paper', was: '2 × €12.00', is: '2 × €14.00' }]);
  });

  it('names what came, what went, and what costs something else', () => {
    const now = {
      ...shown,
      lines: [lamp],
      rows: [
        { label: 'Subtotal', amount: '€50.00' },
        { label: 'Discount, TENOFF', amount: '−€10.00' },
        { label: 'Post', amount: '€5.90' },
      ],
    };
    expect(differences(shown, now)).toEqual([
      { what: 'Book, paper', was: '2 × €12.00', is: 'none' },
      { what: 'Post', was: '€4.90', is: '€5.90' },
      { what: 'Discount, TENOFF', was: 'none', is: '−€10.00' },
    ]);
  });

  it('says of which lines there is less than was chosen', () => {
    expect(shortLines({ ...shown, lines: [lamp, { ...book, available: 1 }] })).toEqual([
      { ...book, available: 1 },
    ]);
  });
});
