import { describe, expect, it } from '@jest/globals';
import { readOptions } from './options.ts';

describe('the command line', () => {
  it('has a default for everything but the scenario', () => {
    const { seed, ...options } = readOptions(['checkout']);
    expect(seed).toBeGreaterThanOrEqual(0);
    expect(options).toEqual({
      scenario: 'checkout',
      users: 16,
      seconds: 20,
      rampSeconds: 0,
      thinkMs: 0,
      stores: [],
      via: 'api',
      restock: true,
      kills: 0,
      staffPercent: 0,
      units: 100,
      settleSeconds: 60,
    });
  });

  it('understands what is asked for', () => {
    const args =
      'checkout --users 4 --duration 5 --seed 7 --store weft --via storefront --no-restock --staff 10 --units 7'.split(
        ' ',
      );
    expect(readOptions(args)).toMatchObject({
      users: 4,
      seconds: 5,
      seed: 7,
      stores: ['weft'],
      via: 'storefront',
      restock: false,
      staffPercent: 10,
      units: 7,
    });
  });

  it.each([
    [[], /npm run load/],
    [['checkout', '--help'], /npm run load/],
    [['checkout', '--users', '0'], /--users wants a whole number from 1/],
    [['checkout', '--users', ''], /--users/],
    [['checkout', '--duration', '1.5'], /--duration/],
    [['checkout', '--via', 'pigeon'], /api or storefront/],
    [['checkout', '--fast'], /--fast/],
    [['checkout', '--staff', '101'], /--staff wants a whole number from 0 to 100/],
    [['flash-sale', '--units', '0'], /--units/],
  ])('refuses %j', (args, complaint) => {
    expect(() => readOptions(args)).toThrow(complaint);
  });
});
