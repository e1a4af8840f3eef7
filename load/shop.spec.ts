import { describe, expect, it } from '@jest/globals';
import { CannotRun, findBooks, shopOf } from './shop.ts';

const environment = {
  API_URL: 'http://127.0.0.1:3001',
  DATABASE_OWNER_URL: 'postgresql://owner@127.0.0.1/tradewind',
  STRIPE_API_URL: 'http://127.0.0.1:3005',
  PUBLIC_ORIGIN: 'http://{host}:3010',
};

describe('finding the shop', () => {
  it('takes the storefront to be where customers are sent', () => {
    expect(shopOf(environment, 'a file').storefrontUrl).toBe('http://localhost:3010');
    expect(shopOf({ ...environment, STOREFRONT_URL: 'http://shop' }, 'a file').storefrontUrl).toBe(
      'http://shop',
    );
  });

  it('refuses to run against Stripe itself, and without a database to audit', () => {
    expect(() => shopOf({ ...environment, STRIPE_API_URL: undefined }, 'a file')).toThrow(CannotRun);
    expect(() => shopOf({ ...environment, DATABASE_OWNER_URL: undefined }, 'a file')).toThrow(/both needed/);
  });
});

describe('finding the books', () => {
  it('reads those of the environment and no others, also without a sandbox', () => {
    const { DATABASE_OWNER_URL: ownerUrl, STRIPE_API_URL: sandboxUrl } = environment;
    expect(findBooks(environment)).toEqual([{ ownerUrl, sandboxUrl }]);
    expect(findBooks({ DATABASE_OWNER_URL: ownerUrl })).toEqual([{ ownerUrl, sandboxUrl: undefined }]);
  });
});
