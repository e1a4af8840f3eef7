import { NextResponse, type NextRequest } from 'next/server';
import { tidyAccountLink } from './account/tidy-account-link.ts';
import { contentSecurityPolicy } from './shell/content-security-policy.ts';
import { tidyOrderLink } from './orders/tidy-order-link.ts';

/** Runs before every page: opens links from e-mails, then gives the page its content security policy. */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  if (!isWellFormed(request.nextUrl.pathname)) return new NextResponse('Bad Request', { status: 400 });

  const tidied = tidyAccountLink(request) ?? (await tidyOrderLink(request));
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

/** Bytes that are no text, like `%ff`: Next would answer 500 when it decodes them for a page. */
function isWellFormed(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

export const config = { matcher: '/((?!api/|media/|_next/|healthz$).*)' };
