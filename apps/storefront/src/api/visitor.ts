import { cookies } from 'next/headers';

/** Someone without our cookies has neither a cart nor a session: asking the API about them is a wasted call. */
export async function isKnownVisitor(): Promise<boolean> {
  const jar = await cookies();
  return jar.getAll().some(({ name }) => name.startsWith('tw_') && name !== 'tw_scheme');
}
