import { describe, expect, it } from '@jest/globals';
import { runInScope } from '@tradewind/database';
import { readConfig } from '../config/config.ts';
import { AccessToken } from './access-token.ts';
import { deriveKey, Signer } from './keys.ts';

const secret = 'x'.repeat(32);
const [storeId, otherStoreId] = [
  '0190a0a0-0000-7000-8000-000000000001',
  '0190a0a0-0000-7000-8000-000000000002',
];

describe('a derived key', () => {
  it('is another one for each purpose and each secret, and always the same', () => {
    const keys = [
      deriveKey(secret, 'sessions'),
      deriveKey(secret, 'tokens'),
      deriveKey(`${secret}y`, 'sessions'),
    ].map((key) => key.toString('hex'));
    expect(new Set(keys).size).toBe(3);
    expect(keys.every((key) => key.length === 64)).toBe(true);
    expect(deriveKey(secret, 'sessions').toString('hex')).toBe(keys[0]);
  });
});

describe('a signature', () => {
  const signer = new Signer(secret, 'test');

  it('fits its value alone', () => {
    const signature = signer.sign('value');
    expect(signature).toMatch(/^[\w-]{22}$/);
    expect(signer.verify('value', signature)).toBe(true);
    for (const [value, given] of [
      ['Value', signature],
      ['value', signature.slice(0, -1)],
      ['value', `${signature}x`],
      ['value', ''],
      ['value', new Signer(secret, 'another purpose').sign('value')],
      ['value', new Signer(`${secret}y`, 'test').sign('value')],
    ] as const) {
      expect(signer.verify(value, given)).toBe(false);
    }
  });
});

describe('an access token', () => {
  const tokens = new AccessToken(
    readConfig({
      NODE_ENV: 'test',
      DATABASE_URL: 'postgresql://127.0.0.1/tradewind',
      REDIS_URL: 'redis://127.0.0.1',
      APP_SECRET: secret,
      STRIPE_SECRET_KEY: 'sk_test_1234',
      STRIPE_PUBLISHABLE_KEY: 'pk_test_1234',
      STRIPE_WEBHOOK_SECRET: 'whsec_1234',
      STORAGE_DIR: '/tmp',
      SMTP_URL: 'smtp://127.0.0.1',
    }),
  );

  it('opens one thing of one kind in one store', () => {
    const token = runInScope({ storeId }, () => tokens.issue('order', 'an-id'));
    const opens = (store: string, kind: 'cart' | 'order', id: string, given: string | undefined) =>
      runInScope({ storeId: store }, () => tokens.opens(kind, id, given));
    expect(opens(storeId, 'order', 'an-id', token)).toBe(true);
    expect(opens(otherStoreId, 'order', 'an-id', token)).toBe(false);
    expect(opens(storeId, 'cart', 'an-id', token)).toBe(false);
    expect(opens(storeId, 'order', 'another-id', token)).toBe(false);
    expect(opens(storeId, 'order', 'an-id', undefined)).toBe(false);
    expect(tokens.opens('order', 'an-id', token)).toBe(false); // outside of any store
  });
});
