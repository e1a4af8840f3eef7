import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import type { Mailbox } from './mailbox.ts';

// A mail is somebody else's HTML: no scripts, no forms, no origin of its own.
const MAIL_POLICY =
  "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; img-src http: https: data:; " +
  "style-src 'unsafe-inline'; font-src http: https: data:; frame-ancestors 'self'";
const PAGE_POLICY = "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'";

const asset = (name: string): string => readFileSync(join(import.meta.dirname, 'browser', name), 'utf8');

/** The JSON API that tests read and the page that people read. */
export function createWeb(mailbox: Mailbox): FastifyInstance {
  const web = fastify({ requestTimeout: 10_000, forceCloseConnections: true });
  servePage(web);
  serveMessages(web, mailbox);
  web.get('/health', () => ({ status: 'ok', messages: mailbox.size }));
  web.setNotFoundHandler((_request, reply) => notFound(reply));
  return web;
}

function servePage(web: FastifyInstance): void {
  const files = [
    { path: '/', type: 'text/html', body: asset('index.html') },
    { path: '/page.css', type: 'text/css', body: asset('page.css') },
    { path: '/page.js', type: 'text/javascript', body: asset('page.js') },
  ];
  for (const { path, type, body } of files) {
    web.get(path, (_request, reply) =>
      reply
        .type(`${type}; charset=utf-8`)
        .header('content-security-policy', PAGE_POLICY)
        .header('x-content-type-options', 'nosniff')
        .send(body),
    );
  }
}

function serveMessages(web: FastifyInstance, mailbox: Mailbox): void {
  web.get<{ Querystring: { to?: string } }>(
    '/api/messages',
    { schema: { querystring: { type: 'object', properties: { to: { type: 'string' } } } } },
    ({ query }) => mailbox.list(query.to),
  );
  web.get('/api/arrivals', () => mailbox.arrivals);
  web.delete('/api/messages', (_request, reply) => {
    mailbox.clear();
    return reply.status(204).send();
  });
  web.get<{ Params: { id: string } }>(
    '/api/messages/:id',
    ({ params }, reply) => mailbox.find(params.id) ?? notFound(reply),
  );
  web.get<{ Params: { id: string }; Querystring: { links?: string } }>(
    '/api/messages/:id/html',
    ({ params, query }, reply) => {
      const message = mailbox.find(params.id);
      if (!message) return notFound(reply);
      return reply
        .type('text/html; charset=utf-8')
        .header('content-security-policy', MAIL_POLICY)
        .header('x-content-type-options', 'nosniff')
        .send(query.links === 'new-tab' ? withLinksInNewTabs(message.html) : message.html);
    },
  );
}

/** Inside the page's frame a link would open the shop without scripts; in a tab of its own it just works. */
function withLinksInNewTabs(html: string): string {
  const base = '<base target="_blank">';
  return /<head[^>]*>/i.test(html) ? html.replace(/<head[^>]*>/i, `$&${base}`) : base + html;
}

function notFound(reply: FastifyReply): FastifyReply {
  return reply
    .status(404)
    .type('application/problem+json')
    .send({ type: 'about:blank', title: 'There is no such message.', status: 404 });
}
