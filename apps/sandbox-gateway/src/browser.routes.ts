import type { FastifyInstance } from 'fastify';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const FOLDER = join(import.meta.dirname, '..', 'browser');

/** What browsers load: the script of Stripe.js' shape, the card form in its frame, the pages' style. */
const FILES = {
  '/v3/stripe.js': ['stripe.js', 'text/javascript; charset=utf-8'],
  '/v3/element': ['element.html', 'text/html; charset=utf-8'],
  '/assets/element.js': ['element.js', 'text/javascript; charset=utf-8'],
  '/assets/card-fields.js': ['card-fields.js', 'text/javascript; charset=utf-8'],
  '/assets/texts.js': ['texts.js', 'text/javascript; charset=utf-8'],
  '/assets/element.css': ['element.css', 'text/css; charset=utf-8'],
  '/assets/page.css': ['page.css', 'text/css; charset=utf-8'],
} as const;

/** The frame runs our scripts and talks to this server, nothing else. Any shop may embed it, as with Stripe. */
const FRAME_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'";

export async function browserRoutes(app: FastifyInstance): Promise<void> {
  for (const [path, [file, type]] of Object.entries(FILES)) {
    const content = await readFile(join(FOLDER, file));
    app.get(path, async (_request, reply) => {
      reply
        .header('content-type', type)
        .header('cache-control', 'no-cache')
        .header('x-content-type-options', 'nosniff');
      reply.header('cross-origin-resource-policy', 'cross-origin');
      if (file === 'element.html') reply.header('content-security-policy', FRAME_POLICY);
      return reply.send(content);
    });
  }
  letShopsReadPayments(app);
}

/**
 * The script runs on the shop's page and asks for a payment's state from there. Nothing else is open to
 * other origins: the frame, which confirms, has this one.
 */
function letShopsReadPayments(app: FastifyInstance): void {
  const route = '/v1/payment_intents/:id';
  app.addHook('onRequest', async (request, reply) => {
    if (request.routeOptions.url !== route) return;
    reply.header('access-control-allow-origin', '*').header('access-control-expose-headers', 'request-id');
  });
  app.options(route, async (_request, reply) =>
    reply
      .code(204)
      .header('access-control-allow-methods', 'GET')
      .header('access-control-allow-headers', 'authorization, stripe-account, stripe-version')
      .header('access-control-max-age', '86400')
      .send(),
  );
}
