import { apiUrl } from './api-url.ts';

/** Headers that speak of one connection (RFC 9110, 7.6.1), or that fetch sets by itself. */
const perConnection = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'expect',
  'host',
  'content-length',
]);

/**
 * Hands a browser's request to the API and its answer back, both as streams, so that the API shares the
 * store's origin and its cookies are first-party. A `rewrites()` entry would bake API_URL into the build.
 */
export async function passThrough(request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  try {
    const answer = await fetch(apiUrl() + pathname + search, asStream(request));
    return new Response(answer.body, { status: answer.status, headers: withoutHopByHop(answer.headers) });
  } catch (failure) {
    if (request.signal.aborted) return new Response(null, { status: 499 });
    console.error('The API did not answer', pathname, failure);
    return apiUnreachable();
  }
}

// `duplex` is what Node asks for when a body is a stream; the browser's types do not know it.
function asStream(request: Request): RequestInit & { duplex: 'half' } {
  return {
    method: request.method,
    headers: requestHeaders(request.headers),
    body: request.body,
    duplex: 'half',
    redirect: 'manual',
    cache: 'no-store',
    signal: request.signal,
  };
}

function requestHeaders(incoming: Headers): Headers {
  const headers = withoutHopByHop(incoming);
  // What the browser asked for decides the store, whatever it claims in a forwarded header.
  headers.set('x-forwarded-host', incoming.get('host') ?? '');
  // Compression is for the last hop: fetch would unpack it here and break the ETag's bytes.
  headers.set('accept-encoding', 'identity');
  return headers;
}

function withoutHopByHop(incoming: Headers): Headers {
  const named =
    incoming
      .get('connection')
      ?.toLowerCase()
      .split(/\s*,\s*/) ?? [];
  const headers = new Headers(incoming);
  for (const name of [...perConnection, ...named]) if (name) headers.delete(name);
  return headers;
}

function apiUnreachable(): Response {
  const problem = {
    type: 'about:blank',
    title: 'Bad Gateway',
    status: 502,
    code: 'api_unreachable',
    detail: 'The shop cannot be reached right now. Please try again in a moment.',
    requestId: crypto.randomUUID(),
  };
  return Response.json(problem, {
    status: 502,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
  });
}
