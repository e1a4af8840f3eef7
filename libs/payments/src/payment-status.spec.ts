import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { movesForward, paymentStatuses, type PaymentStatus } from './payment-status.ts';

describe('news of a payment', () => {
  it('in whatever order leaves the payment at the latest state of all, and never takes one back', () => {
    const news = fc.array(fc.constantFrom(...paymentStatuses), { minLength: 1 });
    fc.assert(
      fc.property(news, (heard) => {
        const apply = (status: PaymentStatus, told: PaymentStatus) =>
          movesForward(status, told) ? told : status;
        const end = heard.reduce(apply, 'pending');
        expect(heard.toReversed().reduce(apply, 'pending')).toBe(end);
        if (heard.includes('succeeded')) expect(end).toBe('succeeded');
      }),
    );
  });
});
