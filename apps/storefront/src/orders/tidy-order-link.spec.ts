import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { NextRequest } from 'next/server.js';
import { tidyOrderLink } from './tidy-order-link.ts';

const order = '/orders/01a1fde4-8375-762b-802a-0926855af6ad';
const token = 'a-token-from-an-e-mail';

afterEach(() => {
  jest.restoreAllMocks();
});

/** What somebody gets who opens the link; the API says whether the token is good. */
async function opened(path: string, status = 200) {
  jest.spyOn(globalThis, 'fetch').mockImplementation(async () => new Response('{}', { status }));
  const request = new NextRequest(`http://lumen.localhost:3000${path}`, {
    headers: { host: 'lumen.localhost:3000' },
  });
  const response = await tidyOrderLink(request);
  return response && { to: response.headers.get('location'), key: response.cookies.get('tw_order')?.value };
}

describe('a link from an e-mail', () => {
  it.each(['', '/payment'])(
    'to the order%s leads there without its token, which the browser keeps',
    async (page) => {
      const answer = await opened(`${order}${page}?token=${token}`);
      expect(answer?.to).toBe(`http://lumen.localhost:3000${order}${page}`);
      expect(answer?.key).toBe(`${order.slice(8)}.${token}`);
    },
  );

  it('that opens nothing leaves the key that is there alone', async () => {
    expect(await opened(`${order}/payment?token=${token}`, 404)).toMatchObject({ key: undefined });
  });

  it('without anything to take out, or to another page, is let through', async () => {
    expect(await opened(order)).toBeNull();
    expect(await opened(`${order}/other?token=${token}`)).toBeNull();
  });
});
