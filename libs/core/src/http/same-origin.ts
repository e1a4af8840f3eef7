import type { FastifyInstance, FastifyRequest } from 'fastify';
import { DomainError } from '../errors/domain-error.ts';
import { sessionCookieName } from './sessions.ts';

export class CrossOriginRequest extends DomainError {
  readonly status = 403;
  readonly code = 'cross_origin_request';
  constructor() {
    super('This request came from another site.');
  }
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Protects cookies against cross-site request forgery without tokens: browsers tell where a request comes from,
 * and scripts cannot forge these headers. Source: OWASP, Cross-Site Request Forgery Prevention, Fetch Metadata.
 */
export function refuseCrossOrigin(server: FastifyInstance): void {
  server.addHook('onRequest', (request, _reply, done) => {
    done(safeMethods.has(request.method) || isSameOrigin(request) ? undefined : new CrossOriginRequest());
  });
}

function isSameOrigin(request: FastifyRequest): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const { origin } = request.headers;
  if (origin !== undefined) return hostOf(origin) === request.host;
  // No browser of today omits both on an unsafe request. Programs do, and are welcome without a session.
  return request.cookies[sessionCookieName] === undefined;
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
