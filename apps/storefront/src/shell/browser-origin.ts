import type { NextRequest } from 'next/server';

/** The origin as the browser knows it: what this process listens on is something else. */
export function browserOrigin({ headers }: NextRequest): string {
  return `${headers.get('x-forwarded-proto') ?? 'http'}://${headers.get('host') ?? 'localhost'}`;
}
