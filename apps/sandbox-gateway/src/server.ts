import Fastify, {
  LogController,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import { browserRoutes } from './browser.routes.ts';
import { challengeRoutes } from './challenge.routes.ts';
import type { Config } from './config.ts';
import { deliveryRoutes } from './deliveries.routes.ts';
import { eventRoutes } from './events.routes.ts';
import { faultRoutes } from './faults/faults.routes.ts';
import { parseForm } from './form.ts';
import { homeRoutes } from './home.routes.ts';
import { newId } from './ids.ts';
import { ledgerRoutes } from './ledger.routes.ts';
import { paymentRoutes } from './payments.routes.ts';
import { refundRoutes } from './refunds.routes.ts';
import { calmSandbox, closeSandbox, openSandbox } from './sandbox.ts';
import { InvalidRequest, StripeError } from './stripe-error.ts';

/** The whole sandbox, ready to listen. */
export async function buildServer(config: Config): Promise<FastifyInstance> {
  const app = Fastify({
    logger: { level: config.logLevel },
    // Requests carry card numbers and come by the thousand: only what went wrong is logged.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 64 * 1024,
    genReqId: () => newId('req'),
    routerOptions: { querystringParser: parseForm, maxParamLength: 200 },
  });
  const sandbox = await openSandbox(config, (details, message) => app.log.warn(details, message));
  app.addHook('preClose', () => calmSandbox(sandbox));
  app.addHook('onClose', () => closeSandbox(sandbox));
  app.addHook('onRequest', async (request, reply) => void reply.header('request-id', request.id));
  speakForms(app);
  answerInStripesShape(app);
  paymentRoutes(app, sandbox);
  refundRoutes(app, sandbox);
  eventRoutes(app, sandbox);
  challengeRoutes(app, sandbox);
  ledgerRoutes(app, sandbox);
  await app.register(async (control) => {
    speakJson(control);
    faultRoutes(control, sandbox);
    deliveryRoutes(control, sandbox);
  });
  homeRoutes(app, sandbox);
  await browserRoutes(app);
  return app;
}

/** The sandbox's own addresses take JSON, which no form on a foreign page can send unasked. */
function speakJson(control: FastifyInstance): void {
  control.removeAllContentTypeParsers();
  control.addContentTypeParser(
    'application/json',
    { parseAs: 'string' },
    control.getDefaultJsonParser('error', 'error'),
  );
}

/** Bodies are forms and nothing else, as at Stripe. */
function speakForms(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => {
      try {
        done(null, parseForm(body.toString()));
      } catch (error) {
        done(error instanceof Error ? error : new Error(String(error)));
      }
    },
  );
}

function answerInStripesShape(app: FastifyInstance): void {
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?')[0]?.slice(0, 200);
    return refuse(reply, new InvalidRequest(`Unrecognized request URL (${request.method}: ${path}).`), 404);
  });
  app.setErrorHandler((error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
    if (error instanceof StripeError) return refuse(reply, error, error.status);
    const status = error.statusCode ?? 500;
    if (status < 500) return refuse(reply, new InvalidRequest(error.message), status);
    request.log.error(error, 'request failed');
    return reply
      .code(500)
      .send({ error: { type: 'api_error', message: 'An unknown error occurred in the sandbox.' } });
  });
}

function refuse(reply: FastifyReply, error: StripeError, status: number): FastifyReply {
  return reply.code(status).send(error.body());
}
