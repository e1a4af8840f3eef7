export const dynamic = 'force-dynamic';

/** For probes: this process answers. Whether the API does is the API's own probe to tell. */
export function GET() {
  return new Response('ok\n', { headers: { 'content-type': 'text/plain', 'cache-control': 'no-store' } });
}
