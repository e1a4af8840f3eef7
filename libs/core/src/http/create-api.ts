import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import { StandardSchemaValidationPipe, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type FastifyInstance, LogController } from 'fastify';
import type { Config } from '../config/config.ts';
import { Invalid } from '../errors/domain-error.ts';
import { ProblemFilter, sendProblem } from '../errors/problem.filter.ts';
import { createLogger, nestLogger } from '../observability/logger.ts';
import { requestDuration } from '../observability/metrics.ts';
import { traceIdOf } from '../observability/trace-context.ts';
import { startTracing } from '../observability/tracing.ts';
import { openRedis } from '../queues/redis.ts';
import { serveDocs } from './docs.ts';
import { takeJsonOnly } from './json-only.ts';
import { carryReadAfter } from './read-your-writes.ts';
import { refuseCrossOrigin } from './same-origin.ts';
import { useSessions } from './sessions.ts';
import { enterStoreScope, StoreLookup } from './store-scope.ts';
import { takeUploads } from './uploads.ts';
import { traceRequests } from './trace-requests.ts';

const bodyLimit = 256 * 1024;

/** Builds the HTTP API around a module: every rule that holds for all routes is in this one function. */
export async function createApi(module: Type, config: Config): Promise<NestFastifyApplication> {
  const logger = createLogger(config.LOG_LEVEL);
  await startTracing('tradewind-api', config);
  const adapter = new FastifyAdapter({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: config.TRUSTED_PROXIES,
    genReqId: () => randomUUID(),
    bodyLimit,
    // A picture may take its time on its way; headers, and whoever falls silent, may not.
    requestTimeout: 60_000,
    http: { headersTimeout: 10_000 },
    connectionTimeout: 15_000,
    keepAliveTimeout: 65_000,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: sendProblem,
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    rawBody: true,
    bodyParser: false,
    logger: nestLogger(logger),
  });
  takeJsonOnly(app, bodyLimit);
  app.setGlobalPrefix('api', { exclude: ['media/*file'] });
  app.useGlobalFilters(new ProblemFilter());
  app.useGlobalPipes(new StandardSchemaValidationPipe({ exceptionFactory: toInvalid }));
  // As process 1 of a container we would outlive a signal that is sent again; so end the process ourselves.
  app.enableShutdownHooks([], { useProcessExit: true });

  const server: FastifyInstance = adapter.getInstance();
  const secure = config.PUBLIC_ORIGIN.startsWith('https:');
  const redis = openRedis(config.REDIS_URL);
  server.addHook('onClose', () => redis.disconnect());
  await server.register(helmet, { contentSecurityPolicy: false, hsts: secure });
  await server.register(cookie);
  traceRequests(server);
  enterStoreScope(server, app.get(StoreLookup));
  carryReadAfter(server, config.APP_SECRET);
  await useSessions(server, redis, config.APP_SECRET, secure);
  refuseCrossOrigin(server);
  await takeUploads(server);
  observe(server);
  serveDocs(app);
  await app.init();
  return app;
}

const toInvalid = (issues: readonly { message: string; path?: readonly unknown[] | undefined }[]) =>
  new Invalid(issues.map(({ path, message }) => ({ path: (path ?? []).map(pathPart).join('.'), message })));

const pathPart = (part: unknown): string =>
  typeof part === 'object' && part !== null && 'key' in part ? String(part.key) : String(part);

function observe(server: FastifyInstance): void {
  server.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id);
    done();
  });
  server.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unknown';
    const status = `${Math.floor(reply.statusCode / 100)}xx`;
    requestDuration.observe({ method: request.method, route, status }, reply.elapsedTime / 1000);
    // Also of what belongs to no store, and therefore has no scope that says so.
    const ids = { requestId: request.id, traceId: traceIdOf(request.span?.traceparent) };
    request.log.info(
      { ...ids, method: request.method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime) },
      'Answered',
    );
    done();
  });
}
