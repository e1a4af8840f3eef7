import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { allocate, portion, roundHalfUp, roundingStep, roundTo } from './rounding.ts';

const amount = fc.integer({ min: 0, max: 2_000_000_000 });
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

describe('rounding', () => {
  it('takes the nearest whole number, and a half up', () => {
    expect(roundHalfUp(10, 4)).toBe(3);
    expect(roundHalfUp(9, 4)).toBe(2);
    expect(roundHalfUp(11, 4)).toBe(3);
    expect(roundHalfUp(0, 7)).toBe(0);
  });

  it('is never more than a half away, for any part of a whole', () => {
    fc.assert(
      fc.property(amount, fc.tuple(amount, amount), (whole, [some, more]) => {
        const [part, all] = some < more ? [some, more] : [more, some + 1];
        const above = 2n * (BigInt(portion(whole, part, all)) * BigInt(all) - BigInt(whole) * BigInt(part));
        expect(above > -BigInt(all) && above <= BigInt(all)).toBe(true);
      }),
    );
  });

  it('is exact where a floating-point product is not: half of 1_999_999_999, in other words', () => {
    expect(portion(1_999_999_999, 1, 2)).toBe(1_000_000_000);
    expect(portion(1_999_999_999, 999_999_880, 1_999_999_760)).toBe(1_000_000_000);
  });

  it('comes in steps of ten where the currency has three decimals', () => {
    expect(['JPY', 'EUR', 'KWD', 'TND'].map(roundingStep)).toEqual([1, 1, 10, 10]);
    expect(roundTo(10, 14_999, 1_000)).toBe(10);
    expect(roundTo(10, 15_000, 1_000)).toBe(20);
  });

  it('refuses what is no amount instead of rounding it', () => {
    for (const wrong of [-1, 0.5, NaN, Infinity, 2 ** 53]) {
      expect(() => roundHalfUp(wrong, 2)).toThrow(RangeError);
      expect(() => allocate(wrong, [1])).toThrow(RangeError);
      expect(() => allocate(1, [1, wrong])).toThrow(RangeError);
    }
  });
});

describe('sharing an amount out', () => {
  const weights = fc.array(fc.oneof(amount, fc.integer({ min: 0, max: 3 })), { minLength: 1, maxLength: 20 });

  it('gives all of it away, to each within one unit of the exact share', () => {
    fc.assert(
      fc.property(amount, weights, (whole, parts) => {
        const shares = allocate(whole, parts);
        const total = sum(parts) || 1;
        expect(sum(shares)).toBe(whole);
        if (sum(parts) === 0) return;
        for (const [at, share] of shares.entries()) {
          const away = BigInt(share) * BigInt(total) - BigInt(whole) * BigInt(parts[at]!);
          expect(away > -BigInt(total) && away < BigInt(total)).toBe(true);
        }
      }),
    );
  });

  it('gives nobody more than their weight when there is no more than all weights together', () => {
    fc.assert(
      fc.property(weights, fc.nat(1_000), (parts, thousandths) => {
        const shares = allocate(Math.floor((sum(parts) * thousandths) / 1_000), parts);
        expect(shares.every((share, at) => share <= parts[at]!)).toBe(true);
      }),
    );
  });

  it('shares in whole steps what comes in whole steps', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), weights, (tens, parts) => {
        const shares = allocate(
          tens * 10,
          parts.map((part) => part * 10),
          10,
        );
        expect(sum(shares)).toBe(tens * 10);
        expect(shares.every((share) => share % 10 === 0)).toBe(true);
      }),
    );
  });

  it('lets the earlier win where two have the same claim', () => {
    expect(allocate(1_000, [1, 1, 1])).toEqual([334, 333, 333]);
    expect(allocate(2, [5, 5, 5])).toEqual([1, 1, 0]);
    expect(allocate(100, [1, 2, 1, 2])).toEqual([17, 33, 17, 33]);
  });

  it('shares alike where nobody weighs anything, and not at all where nobody is', () => {
    expect(allocate(5, [0, 0, 0])).toEqual([2, 2, 1]);
    expect(allocate(0, [0, 0])).toEqual([0, 0]);
    expect(allocate(0, [])).toEqual([]);
    expect(() => allocate(1, [])).toThrow(RangeError);
  });

  it('falls back to the minor unit where a weight is not in whole steps', () => {
    expect(allocate(20, [15, 15], 10)).toEqual([10, 10]);
    expect(allocate(10, [333, 333, 333], 10)).toEqual([4, 3, 3]);
  });
});
