import { NextResponse, type NextRequest } from 'next/server';
import { contentSecurityPolicy } from './shell/content-security-policy.ts';
import { tidyOrderLink } from './orders/tidy-order-link.ts';

/** Runs before every page: opens links from e-mails, then gives the page its content security policy. */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const tidied = await tidyOrderLink(request);
  if (tidied) return tidied;

  const nonce = crypto.randomUUID();
  const policy = contentSecurityPolicy(nonce);
  const headers = new Headers(request.headers);
  // Next reads the nonce from the policy of the request and puts it on its own scripts.
  headers.set('content-security-policy', policy);

  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  return response;
}

export const config = { matcher: '/((?!api/|media/|_next/|healthz$).*)' };
