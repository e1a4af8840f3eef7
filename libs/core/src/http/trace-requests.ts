import { currentScope, type Scope } from '@tradewind/database';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { beginSpan, type Span } from '../observability/tracing.ts';

declare module 'fastify' {
  interface FastifyRequest {
    span: Span | null;
  }
}

/** Every request is a span, of the trace that its caller names or of a new one. */
export function traceRequests(server: FastifyInstance): void {
  server.decorateRequest('span', null);
  server.addHook('onRequest', (request, _reply, done) => {
    const { traceparent } = request.headers;
    request.span = beginSpan({
      name: request.method,
      kind: 'request',
      parent: typeof traceparent === 'string' ? traceparent : undefined,
    });
    done();
  });
  server.addHook('onResponse', (request, { statusCode }, done) => {
    const route = request.routeOptions.url ?? 'unknown';
    const storeId = currentScope()?.storeId;
    request.span?.end({
      name: `${request.method} ${route}`,
      attributes: {
        'http.request.method': request.method,
        'http.route': route,
        'http.response.status_code': statusCode,
        'tradewind.request_id': request.id,
        ...(storeId && { 'tradewind.store_id': storeId }),
      },
      ...(statusCode >= 500 && { failedWith: String(statusCode) }),
    });
    done();
  });
}

/** What tells a request apart in the logs and traces of everything that it causes. */
export function originOf({ id, span }: FastifyRequest): Pick<Scope, 'requestId' | 'traceparent'> {
  return { requestId: id, ...(span && { traceparent: span.traceparent }) };
}
