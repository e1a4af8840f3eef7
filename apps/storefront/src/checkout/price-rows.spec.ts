import { describe, expect, it } from '@jest/globals';
import type { Totals } from '@tradewind/contracts';
import { priceRows, taxNotes } from './price-rows.ts';

const eur = (amount: number) => ({ amount, currency: 'EUR' });
const totals: Totals = {
  pricesIncludeTax: true,
  subtotal: eur(7_100),
  discount: eur(710),
  shipping: eur(990),
  tax: eur(1_230),
  taxes: [
    { ratePpm: 0, net: eur(0), tax: eur(0) },
    { ratePpm: 55_000, net: eur(100), tax: eur(30) },
    { ratePpm: 200_000, net: eur(6_000), tax: eur(1_200) },
  ],
  total: eur(7_380),
};
const priced = { totals, delivery: 'Tracked post', coupon: 'WELCOME10' };

describe('what a total is made of', () => {
  it('is goods, discount and delivery where the prices contain the tax, which is told apart', () => {
    expect(priceRows(priced, 'en-IE')).toEqual([
      { label: 'Subtotal', amount: '€71.00' },
      { label: 'Discount, WELCOME10', amount: '−€7.10' },
      { label: 'Tracked post', amount: '€9.90' },
    ]);
    expect(taxNotes(totals, 'en-IE')).toEqual(['including 5.5% VAT €0.30', 'including 20% VAT €12.00']);
  });

  it('has a line for each tax where the prices come without', () => {
    const added = { ...totals, pricesIncludeTax: false };
    expect(priceRows({ ...priced, totals: added }, 'en-IE').slice(3)).toEqual([
      { label: 'Tax 5.5%', amount: '€0.30' },
      { label: 'Tax 20%', amount: '€12.00' },
    ]);
    expect(taxNotes(added, 'en-IE')).toEqual([]);
  });

  it('says nothing of a discount there is not, of a delivery nobody chose, and "Free" of one that costs nothing', () => {
    const free = { ...totals, discount: eur(0), shipping: eur(0) };
    expect(priceRows({ totals: free, delivery: 'Post', coupon: null }, 'en-IE').slice(1)).toEqual([
      { label: 'Post', amount: 'Free' },
    ]);
    expect(priceRows({ totals: free, delivery: 'Post', coupon: 'SHIPFREE' }, 'en-IE').slice(1)).toEqual([
      { label: 'Post, SHIPFREE', amount: 'Free' },
    ]);
    expect(priceRows({ totals: free, delivery: null, coupon: null }, 'en-IE')).toHaveLength(1);
  });
});
