import { describe, expect, it } from '@jest/globals';
import { orderStatuses } from '@tradewind/contracts';
import fc from 'fast-check';
import { drawOrderNumber } from './order-number.ts';
import { isSameMoney, itemCountOf, lineTotal, totalOf } from './order-pricing.ts';
import { assertTransition, canBecome } from './order-status.ts';
import { IllegalTransition } from './orders.errors.ts';

describe('the life of an order', () => {
  it('has four steps and no other', () => {
    const steps = orderStatuses.flatMap((from) =>
      orderStatuses.filter((to) => canBecome(from, to)).map((to) => `${from} → ${to}`),
    );
    expect(steps).toEqual(['awaiting_payment → paid', 'awaiting_payment → cancelled', 'paid → shipped']);
  });

  it('always throws at a step that is not in the table, and names both ends of it', () => {
    expect(() => assertTransition('paid', 'shipped')).not.toThrow();
    const refusal = expect.objectContaining({
      from: 'shipped',
      to: 'paid',
      status: 409,
      code: 'illegal_transition',
    });
    expect(() => assertTransition('shipped', 'paid')).toThrow(IllegalTransition);
    expect(new IllegalTransition('shipped', 'paid')).toEqual(refusal);
  });
});

describe('the price of an order', () => {
  const line = fc.record({
    quantity: fc.integer({ min: 1, max: 99 }),
    unitPriceMinor: fc.integer({ min: 0, max: 1_000_000 }),
  });
  const lines = fc.array(line, { maxLength: 50 });

  it('is the sum of its lines, to the minor unit, in whatever order they come', () => {
    fc.assert(
      fc.property(lines, (basket) => {
        const total = totalOf(basket);
        expect(Number.isSafeInteger(total)).toBe(true);
        expect(total).toBe(basket.map(lineTotal).reduce((sum, amount) => sum + amount, 0));
        expect(totalOf(basket.toReversed())).toBe(total);
        expect(itemCountOf(basket)).toBeGreaterThanOrEqual(basket.length);
      }),
    );
  });

  it('of two baskets together is what both cost', () => {
    fc.assert(
      fc.property(lines, lines, (one, other) => {
        expect(totalOf([...one, ...other])).toBe(totalOf(one) + totalOf(other));
        expect(itemCountOf([...one, ...other])).toBe(itemCountOf(one) + itemCountOf(other));
      }),
    );
  });

  it('is the same only in the same currency', () => {
    expect(isSameMoney({ amount: 1, currency: 'EUR' }, { amount: 1, currency: 'EUR' })).toBe(true);
    expect(isSameMoney({ amount: 1, currency: 'EUR' }, { amount: 1, currency: 'USD' })).toBe(false);
    expect(isSameMoney({ amount: 1, currency: 'EUR' }, { amount: 2, currency: 'EUR' })).toBe(false);
  });
});

describe('the number of an order', () => {
  it('is easy to read out, and practically never drawn twice', () => {
    const drawn = Array.from({ length: 10_000 }, drawOrderNumber);
    expect(drawn.every((number) => /^[2-9A-HJ-NP-Z]{5}-[2-9A-HJ-NP-Z]{5}$/.test(number))).toBe(true);
    expect(new Set(drawn).size).toBe(drawn.length);
  });

  it('uses every letter of its alphabet', () => {
    const seen = new Set(Array.from({ length: 2_000 }, drawOrderNumber).join(''));
    expect(seen.size).toBe(33); // 32 and the hyphen
  });
});
