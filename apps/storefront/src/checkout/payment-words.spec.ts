import { describe, expect, it } from '@jest/globals';
import { refusalWords } from './payment-words.ts';

const declined = (decline_code?: string) =>
  refusalWords({
    type: 'card_error',
    code: 'card_declined',
    message: 'Your card was declined.',
    ...(decline_code && { decline_code }),
  });

describe('a payment that was refused', () => {
  it('is explained where the buyer can do something about it', () => {
    expect(declined('insufficient_funds')).toContain('not enough money');
    expect(refusalWords({ type: 'card_error', code: 'expired_card' })).toContain('has expired');
  });

  it('is only "declined" where the reason would help a thief', () => {
    const plain = declined();
    expect([declined('lost_card'), declined('stolen_card'), declined('fraudulent')]).toEqual([
      plain,
      plain,
      plain,
    ]);
  });

  it('always says that no money was taken and that it can be tried again', () => {
    for (const words of [
      declined(),
      refusalWords({}),
      refusalWords({ code: 'payment_intent_authentication_failure' }),
    ]) {
      expect(words).toMatch(/No money was taken.*try again/);
    }
  });

  it('that only lacks a digit is told in the words of the form', () => {
    const message = 'Your card number is incomplete.';
    expect(refusalWords({ type: 'validation_error', code: 'incomplete_number', message })).toBe(message);
  });
});
