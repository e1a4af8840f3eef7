import { describe, expect, it } from '@jest/globals';
import { readConfig } from './config.ts';

/** The least that must be set. */
const environment = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgresql://tradewind_app:x@127.0.0.1/tradewind',
  REDIS_URL: 'redis://127.0.0.1',
  APP_SECRET: 'f3a1'.repeat(16),
  STRIPE_SECRET_KEY: 'sk_test_1234',
  STRIPE_PUBLISHABLE_KEY: 'pk_test_1234',
  STRIPE_WEBHOOK_SECRET: 'whsec_1234',
  STORAGE_DIR: '/var/lib/tradewind',
  SMTP_URL: 'smtp://127.0.0.1',
};

describe('the configuration', () => {
  it('is read when everything is there', () => {
    expect(readConfig(environment)).toMatchObject({
      PORT: 3001,
      REPLICA_URLS: [],
      TRUSTED_PROXIES: 'loopback',
    });
  });

  it.each(Object.keys(environment))('is refused by name without %s', (name) => {
    expect(() => readConfig({ ...environment, [name]: undefined })).toThrow(new RegExp(`\\n  ${name} \\(`));
  });

  it.each([
    ['APP_SECRET', 'short'],
    ['NODE_ENV', 'prod'],
    ['PORT', '70000'],
    ['DATABASE_URL', 'mysql://127.0.0.1'],
    ['REPLICA_URLS', 'postgresql://127.0.0.1,nonsense'],
    ['REDIS_URL', 'http://127.0.0.1'],
    ['PUBLIC_ORIGIN', 'http://localhost:3000'],
    ['UNPAID_ORDER_MINUTES', '0'],
    ['LOG_LEVEL', 'loud'],
  ])('is refused by name when %s is "%s"', (name, value) => {
    expect(() => readConfig({ ...environment, [name]: value })).toThrow(name);
  });

  it('is refused with a secret that everybody knows, wherever the public can come', () => {
    const known = { ...environment, APP_SECRET: 'an-insecure-secret-that-is-long-enough-to-pass' };
    expect(() => readConfig({ ...known, PUBLIC_ORIGIN: 'https://{host}' })).toThrow(
      'APP_SECRET is a default',
    );
    expect(() => readConfig({ ...known, PUBLIC_ORIGIN: 'http://{host}:3000' })).not.toThrow();
  });

  it('needs no folder where files are kept elsewhere, and credentials for a storage that asks for them', () => {
    const inS3 = {
      ...environment,
      STORAGE_DIR: undefined,
      STORAGE_URL: 's3://bucket/folder?region=eu-west-1',
    };
    expect(() => readConfig(inS3)).toThrow(/AWS_ACCESS_KEY_ID .*\n {2}AWS_SECRET_ACCESS_KEY /);
    const known = { AWS_ACCESS_KEY_ID: 'AKID', AWS_SECRET_ACCESS_KEY: 'secret' };
    expect(() => readConfig({ ...inS3, ...known })).not.toThrow();
    expect(() =>
      readConfig({ ...environment, STORAGE_DIR: undefined, STORAGE_URL: 'file:///var' }),
    ).not.toThrow();
    expect(() => readConfig({ ...environment, COLD_STORAGE_URL: 's3://cold' })).toThrow(
      'AWS_SECRET_ACCESS_KEY',
    );
    expect(() => readConfig({ ...environment, STORAGE_URL: 'ftp://somewhere' })).toThrow('STORAGE_URL');
  });

  it('never repeats what a secret was in its refusal', () => {
    const told = (() => {
      try {
        readConfig({ ...environment, APP_SECRET: 'my-own-secret', STRIPE_SECRET_KEY: 'sk_x' });
      } catch (error) {
        return String(error);
      }
      return '';
    })();
    expect(told).toContain('APP_SECRET');
    expect(told).toContain('STRIPE_SECRET_KEY');
    expect(told).not.toMatch(/my-own-secret|sk_x/);
  });
});
