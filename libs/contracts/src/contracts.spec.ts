import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { z } from 'zod';
import { SetCartLine } from './carts.ts';
import { Email, Line, Money, Password, Slug } from './common.ts';
import { Address, IdempotencyKey } from './orders.ts';
import { SignUp } from './users.ts';

const accepts = (schema: z.ZodType, value: unknown): boolean => schema.safeParse(value).success;

describe('a line of text', () => {
  it('is trimmed and stored in one normal form', () => {
    expect(Line(20).parse('  Zoe\u0301 ')).toBe('Zo\u00e9');
  });

  it('holds neither control characters nor half of a character, wherever they are', () => {
    const bad = fc.constantFrom('\0', '\n', '\r', '\t', '\u001b', '\u007f', '\u0085', '\ud800', '\udfff');
    fc.assert(
      fc.property(
        fc.string({ maxLength: 20 }),
        bad,
        fc.string({ maxLength: 20 }),
        (before, character, after) => {
          expect(accepts(Line(100), `x${before}${character}${after}x`)).toBe(false);
        },
      ),
    );
  });

  it('is a person’s name in any script', () => {
    for (const name of ['O’Brien', '李小龍', 'Ærøskøbing', 'José María', 'محمد', '👩‍🚀 Ada']) {
      expect(accepts(Line(100), name)).toBe(true);
    }
    expect([accepts(Line(3), 'abcd'), accepts(Line(3), '   '), accepts(Line(3), 1)]).toEqual([
      false,
      false,
      false,
    ]);
  });
});

describe('an e-mail address', () => {
  it('is compared in lower case and without what surrounds it', () => {
    expect(Email.parse(' Ada@Example.COM ')).toBe('ada@example.com');
  });

  it('is exactly one', () => {
    const bad = [
      '',
      'ada',
      'a@x,b@y',
      'a@x.de, b@y.de',
      'a@x.de\r\nBcc: c@z.de',
      '<a@x.de>',
      'Ada <a@x.de>',
      'a@x.de\0',
    ];
    for (const email of [...bad, `${'a'.repeat(250)}@x.de`, null, ['a@x.de'], { contains: '' }]) {
      expect({ email, accepted: accepts(Email, email) }).toEqual({ email, accepted: false });
    }
  });

  it('is judged quickly, however long it is', () => {
    const since = performance.now();
    accepts(Email, 'a'.repeat(100_000) + '@');
    accepts(Email, 'a.'.repeat(50_000) + '@x');
    accepts(Slug, 'a-'.repeat(50_000));
    expect(performance.now() - since).toBeLessThan(200);
  });
});

describe('an address', () => {
  const address = {
    name: 'Ada',
    line1: '12 St James Square',
    postalCode: 'SW1Y',
    city: 'London',
    country: 'GB',
  };

  it('needs no second line and takes no unknown field', () => {
    expect(accepts(Address, address)).toBe(true);
    expect(accepts(Address, { ...address, line2: 'Top bell' })).toBe(true);
    expect(accepts(Address, { ...address, planet: 'Earth' })).toBe(false);
    expect(accepts(Address, { ...address, country: 'gb' })).toBe(false);
    expect(accepts(Address, { ...address, country: 'GBR' })).toBe(false);
  });
});

describe('numbers and keys', () => {
  it('quantities are whole, at least one and at most 99', () => {
    fc.assert(
      fc.property(fc.oneof(fc.integer(), fc.double(), fc.anything()), (quantity) => {
        const isRight = Number.isInteger(quantity) && Number(quantity) >= 1 && Number(quantity) <= 99;
        expect(accepts(SetCartLine, { quantity })).toBe(isRight && typeof quantity === 'number');
      }),
    );
  });

  it('money is a whole number of minor units', () => {
    expect(accepts(Money, { amount: 1_250, currency: 'EUR' })).toBe(true);
    for (const amount of [12.5, '1250', 2 ** 53, NaN, Infinity, null]) {
      expect(accepts(Money, { amount, currency: 'EUR' })).toBe(false);
    }
  });

  it('an Idempotency-Key is 8 to 200 printable characters', () => {
    const keys = {
      '1234567': false,
      '12345678': true,
      ['x'.repeat(200)]: true,
      ['x'.repeat(201)]: false,
    };
    for (const [key, right] of Object.entries(keys)) expect(accepts(IdempotencyKey, key)).toBe(right);
    for (const key of ['with a space', 'schlüssel', 'tab\ttab8', ''])
      expect(accepts(IdempotencyKey, key)).toBe(false);
  });

  it('a password may hold anything, and is as long as somebody can remember', () => {
    expect([9, 10, 128, 129].map((length) => accepts(Password, 'x'.repeat(length)))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(accepts(SignUp, { email: 'a@x.de', password: ' spaces kept ', name: 'Ada' })).toBe(true);
  });
});
