import { describe, expect, it, jest } from '@jest/globals';
import { formatDay, formatMinus, formatMoney, formatRate } from './money.ts';

const inBritain = (amount: number, currency: string) =>
  formatMoney({ amount, currency }, 'en-GB').replace(/\s/g, ' ');

describe('an amount in words', () => {
  it('has as many decimals as its currency: none, two or three', () => {
    expect(inBritain(1_234, 'JPY')).toBe('JP¥1,234');
    expect(inBritain(1_234, 'EUR')).toBe('€12.34');
    expect(inBritain(12_340, 'KWD')).toBe('KWD 12.340');
    expect(inBritain(0, 'GBP')).toBe('£0.00');
  });

  it('keeps the decimals that people of the locale leave out: the amount would be a hundred times as much', () => {
    expect(inBritain(949_000, 'HUF')).toBe('HUF 9,490.00');
  });

  it('is written as people of the locale write it', () => {
    expect(formatMoney({ amount: 123_450, currency: 'EUR' }, 'de-DE').replace(/\s/g, ' ')).toBe('1.234,50 €');
  });

  it('is taken off with a real minus', () => {
    expect(formatMinus({ amount: 710, currency: 'EUR' }, 'en-IE')).toBe('−€7.10');
  });

  it('is put into words by a format that is made once', () => {
    const made = jest.spyOn(Intl, 'NumberFormat');
    for (let amount = 0; amount < 50; amount += 1) formatMoney({ amount, currency: 'CAD' }, 'en-CA');
    expect(made).toHaveBeenCalledTimes(1);
    made.mockRestore();
  });
});

describe('a tax rate in words', () => {
  it('has the decimals it needs and no more', () => {
    expect([190_000, 255_000, 88_750].map((rate) => formatRate(rate, 'en-IE'))).toEqual([
      '19%',
      '25.5%',
      '8.875%',
    ]);
  });
});

describe('a day in words', () => {
  it('is the same on the server and in every browser', () => {
    expect(formatDay('2026-11-21T23:59:00.000Z', 'en-IE')).toBe('21 November 2026');
  });
});
