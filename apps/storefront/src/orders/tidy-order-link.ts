import { NextResponse, type NextRequest } from 'next/server';
import { apiUrl } from '../api/api-url.ts';
import { browserOrigin } from '../shell/browser-origin.ts';

/** The order's own page, and the one where it is paid. */
const orderPath = /^\/orders\/([0-9a-f-]{36})(?:\/payment)?$/;
const tokenShape = /^[\w.~-]{16,300}$/;
const ninetyDays = 90 * 24 * 60 * 60;

/**
 * Links to an order carry secrets: the e-mail's `token`, and the client secret the payment provider
 * appends when it sends the buyer back. They are taken out of the address before anything is shown, so
 * that they stay out of bookmarks, shared links and referrers. Null when there is nothing to tidy.
 */
export async function tidyOrderLink(request: NextRequest): Promise<NextResponse | null> {
  const orderId = orderPath.exec(request.nextUrl.pathname)?.[1];
  const { pathname, searchParams } = request.nextUrl;
  const token = searchParams.get('token');
  const outcome = searchParams.get('redirect_status');
  if (!orderId || (token === null && outcome === null)) return null;

  const query = outcome === null ? '' : `?payment=${outcome === 'failed' ? 'failed' : 'sent'}`;
  const response = NextResponse.redirect(new URL(`${pathname}${query}`, browserOrigin(request)), 303);
  response.headers.set('cache-control', 'private, no-store');
  if (token && (await opensOrder(request, orderId, token)))
    keepToken(response, request, `${orderId}.${token}`);
  return response;
}

/** A wrong link must not cost a guest the good cookie they have, so the token is tried first. */
async function opensOrder(request: NextRequest, orderId: string, token: string): Promise<boolean> {
  if (!tokenShape.test(token)) return false;
  const answer = await fetch(`${apiUrl()}/api/orders/${orderId}`, {
    headers: {
      'order-token': token,
      'x-forwarded-host': request.headers.get('host') ?? '',
      'x-forwarded-for': request.headers.get('x-forwarded-for') ?? '',
    },
    cache: 'no-store',
  });
  await answer.arrayBuffer();
  return answer.ok;
}

/** The same cookie the API sets when the order is placed. */
function keepToken(response: NextResponse, request: NextRequest, value: string): void {
  response.cookies.set('tw_order', value, {
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    maxAge: ninetyDays,
    secure: request.headers.get('x-forwarded-proto') === 'https',
  });
}
