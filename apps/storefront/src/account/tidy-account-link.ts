import { NextResponse, type NextRequest } from 'next/server';
import { LinkToken } from '@tradewind/contracts';
import { browserOrigin } from '../shell/browser-origin.ts';

/** The pages that links in the mails about accounts lead to. */
const pages = ['/verify-email', '/reset-password', '/staff/invitation'];
const anHour = 60 * 60;

/** Where such a page finds the token of the link that was clicked. */
export const linkCookie = 'tw_link';

/**
 * Takes the token out of the address before anything is shown, so that it stays out of bookmarks, shared links and
 * referrers; the page finds it in a cookie that no other page gets. Null when there is nothing to tidy.
 */
export function tidyAccountLink(request: NextRequest): NextResponse | null {
  const { pathname, searchParams } = request.nextUrl;
  const token = searchParams.get('token');
  if (!pages.includes(pathname) || token === null) return null;

  const response = NextResponse.redirect(new URL(pathname, browserOrigin(request)), 303);
  response.headers.set('cache-control', 'private, no-store');
  response.headers.set('referrer-policy', 'no-referrer');
  response.cookies.set(linkCookie, LinkToken.safeParse(token).data ?? '', {
    httpOnly: true,
    sameSite: 'lax',
    path: pathname,
    maxAge: anHour,
    secure: request.headers.get('x-forwarded-proto') === 'https',
  });
  return response;
}
