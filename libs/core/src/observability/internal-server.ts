import { fastify, type FastifyInstance } from 'fastify';
import { metrics } from './metrics.ts';

export interface InternalServerOptions {
  host: string;
  port: number;
  /** Throws while the process should get no work. */
  isReady: () => Promise<unknown>;
}

/**
 * Probes and metrics, on a port that the public never reaches. Liveness asks nobody: a database that is away is
 * no reason to restart us.
 */
export async function startInternalServer({
  host,
  port,
  isReady,
}: InternalServerOptions): Promise<FastifyInstance> {
  const server = fastify({ logger: false });
  // Told to stop: no new work, while what is under way is finished.
  let stopping = false;
  process.once('SIGTERM', () => {
    stopping = true;
  });
  server.get('/health/live', () => ({ status: 'live' }));
  server.get('/health/ready', async (_request, reply) => {
    const reason = stopping ? 'stopping' : await reasonAgainst(isReady);
    return reason === undefined
      ? { status: 'ready' }
      : reply.status(503).send({ status: 'not ready', reason });
  });
  server.get('/metrics', (_request, reply) => reply.type(metrics.contentType).send(metrics.metrics()));
  await server.listen({ host, port });
  return server;
}

const reasonAgainst = (isReady: () => Promise<unknown>): Promise<string | undefined> =>
  isReady().then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
