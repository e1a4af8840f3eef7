import { cookies } from 'next/headers';
import { LinkToken } from '@tradewind/contracts';
import { linkCookie } from './tidy-account-link.ts';

/** The token of the link that led here; undefined for somebody who came without one. */
export async function linkToken(): Promise<string | undefined> {
  return LinkToken.safeParse((await cookies()).get(linkCookie)?.value).data;
}
