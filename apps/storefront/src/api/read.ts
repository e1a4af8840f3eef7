import { headers } from 'next/headers';
import type { ZodType } from 'zod';
import { apiUrl } from './api-url.ts';

/** What everybody sees alike: read without the visitor's cookies, so that the API may answer from its cache. */
export async function readShared<T>(path: string, schema: ZodType<T>): Promise<T | null> {
  return read(path, schema, await forwarded());
}

/** What is this visitor's own: their cookies decide, and also how fresh the answer must be (`tw_lsn`). */
export async function readOwn<T>(path: string, schema: ZodType<T>): Promise<T | null> {
  const cookie = (await headers()).get('cookie');
  return read(path, schema, { ...(await forwarded()), ...(cookie && { cookie }) });
}

/** Null when the API knows nothing like it for this visitor; throws when the API itself is in trouble. */
async function read<T>(path: string, schema: ZodType<T>, visitor: Record<string, string>): Promise<T | null> {
  const answer = await fetch(apiUrl() + path, {
    headers: { accept: 'application/json', ...visitor },
    // The API holds the cache that price and stock changes invalidate; a second one here would show old prices.
    cache: 'no-store',
    signal: AbortSignal.timeout(10_000),
  });
  if (answer.ok) return schema.parse(await answer.json());
  await answer.arrayBuffer();
  if (answer.status >= 500 || answer.status === 429)
    throw new Error(`The API answered ${answer.status} to ${path}`);
  return null;
}

/** The host names the store; the address is for rate limits and logs. */
async function forwarded(): Promise<Record<string, string>> {
  const incoming = await headers();
  const address = incoming.get('x-forwarded-for');
  return {
    'x-forwarded-host': incoming.get('host') ?? '',
    'x-forwarded-proto': incoming.get('x-forwarded-proto') ?? 'http',
    ...(address && { 'x-forwarded-for': address }),
  };
}
