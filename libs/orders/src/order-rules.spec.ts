import { describe, expect, it } from '@jest/globals';
import { orderStatuses } from '@tradewind/contracts';
import { drawOrderNumber } from './order-number.ts';
import { assertTransition, canBecome } from './order-status.ts';
import { IllegalTransition } from './orders.errors.ts';

describe('the life of an order', () => {
  it('has these steps and no other', () => {
    const steps = orderStatuses.flatMap((from) =>
      orderStatuses.filter((to) => canBecome(from, to)).map((to) => `${from} → ${to}`),
    );
    expect(steps).toEqual([
      'awaiting_payment → paid',
      'awaiting_payment → cancelled',
      'paid → partly_shipped',
      'paid → shipped',
      'paid → cancelled',
      'paid → partly_refunded',
      'paid → refunded',
      'partly_shipped → shipped',
      'partly_shipped → partly_refunded',
      'partly_shipped → refunded',
      'shipped → delivered',
      'shipped → partly_refunded',
      'shipped → refunded',
      'delivered → partly_refunded',
      'delivered → refunded',
      'cancelled → refunded',
      'partly_refunded → partly_shipped',
      'partly_refunded → shipped',
      'partly_refunded → cancelled',
      'partly_refunded → refunded',
    ]);
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
