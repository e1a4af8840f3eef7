import type { FastifyRequest } from 'fastify';
import type { Config } from './config.ts';
import { InvalidRequest, Unauthenticated } from './stripe-error.ts';

/** Who asks, and on whose behalf. */
export interface Caller {
  /** A browser holds the publishable key and must show the client secret as well. */
  key: 'secret' | 'publishable';
  account: string | null;
  requestId: string;
  idempotencyKey: string | null;
}

/** Reads the key, the account and the idempotency key of a request; throws when they are not in order. */
export function callerOf(request: FastifyRequest, config: Config): Caller {
  return {
    key: keyKind(request.headers.authorization, config),
    account: accountOf(request),
    requestId: request.id,
    idempotencyKey: idempotencyKeyOf(request),
  };
}

function keyKind(authorization: string | undefined, config: Config): Caller['key'] {
  const key = keyOf(authorization);
  if (key === config.secretKey) return 'secret';
  if (key === config.publishableKey) return 'publishable';
  if (key === '') throw new Unauthenticated(NO_KEY);
  throw new Unauthenticated(`Invalid API Key provided: ${key.slice(0, 8)}****${key.slice(-4)}`);
}

const NO_KEY =
  'You did not provide an API key. You need to provide your API key in the Authorization header, ' +
  "using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').";

/** `Bearer sk_...`, or `curl -u sk_...:` as Stripe's examples have it. */
function keyOf(authorization = ''): string {
  const [scheme = '', value = ''] = authorization.split(' ');
  if (scheme.toLowerCase() === 'bearer') return value;
  if (scheme.toLowerCase() !== 'basic') return '';
  return Buffer.from(value, 'base64').toString('utf8').split(':')[0] ?? '';
}

function accountOf(request: FastifyRequest): string | null {
  const account = headerOf(request, 'stripe-account');
  if (account === undefined) return null;
  if (!/^acct_\w{1,40}$/.test(account)) {
    throw new InvalidRequest(`The provided key does not have access to account '${account.slice(0, 50)}'.`, {
      code: 'account_invalid',
    });
  }
  return account;
}

function idempotencyKeyOf(request: FastifyRequest): string | null {
  const key = headerOf(request, 'idempotency-key');
  if (key === undefined || request.method !== 'POST') return null;
  if (key.length > 255) throw new InvalidRequest('Idempotency keys may be at most 255 characters long.');
  return key;
}

function headerOf(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
