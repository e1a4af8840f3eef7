import { describe, expect, it } from '@jest/globals';
import { couponCustomers } from './coupon-customers.ts';

const mailboxOf = (email: string): string | undefined => couponCustomers(email, undefined)[0];

describe('whom the use of a coupon is counted for', () => {
  it('is the mailbox, however its address is written', () => {
    const spellings = [
      'ada.lovelace@gmail.com',
      'ADALOVELACE@GMAIL.COM',
      'a.d.a.lovelace+anything+more@googlemail.com',
      // Full-width letters, and a sign that only looks like one of them.
      '\uff41\uff44\uff41lovelace@gmail.com',
    ];
    expect(new Set(spellings.map(mailboxOf))).toEqual(new Set(['email:adalovelace@gmail.com']));
  });

  it('is another where dots mean something, and where the name before the plus differs', () => {
    expect(mailboxOf('a.b@example.com')).toBe('email:a.b@example.com');
    expect(mailboxOf('ab@example.com')).toBe('email:ab@example.com');
    expect(mailboxOf('a.b+shop@example.com')).toBe(mailboxOf('a.b@example.com'));
    expect(mailboxOf('ab@gmail.com.example.com')).toBe('email:ab@gmail.com.example.com');
  });

  it('is the account as well, when somebody is signed in', () => {
    expect(couponCustomers('ada@example.com', 'id')).toEqual(['email:ada@example.com', 'customer:id']);
  });
});
