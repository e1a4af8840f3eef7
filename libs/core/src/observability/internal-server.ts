import { fastify } from 'fastify';
import { metrics } from './metrics.ts';

interface Address {
  host: string;
  port: number;
}

/**
 * Probes and metrics, on a port that the public never reaches. Start it first: a process that waits for its
 * database is alive, and not ready until `whileReady` has said how to tell. Liveness asks nobody: a database that
 * is away is no reason to restart us.
 */
export class InternalServer {
  private check: () => Promise<unknown> = () => Promise.reject(new Error('starting'));
  private look: () => Promise<void> = () => Promise.resolve();

  static async start(address: Address): Promise<InternalServer> {
    const internal = new InternalServer();
    const server = fastify({ logger: false });
    server.get('/health/live', () => ({ status: 'live' }));
    server.get('/health/ready', async (_request, reply) => {
      const reason = await internal.reasonAgainst();
      return reason === undefined
        ? { status: 'ready' }
        : reply.status(503).send({ status: 'not ready', reason });
    });
    server.get('/metrics', async (_request, reply) => {
      await internal.look();
      return reply.type(metrics.contentType).send(await metrics.metrics());
    });
    await server.listen(address);
    // Told to stop: no new work, while what is under way is finished.
    process.once('SIGTERM', () => internal.whileReady(() => Promise.reject(new Error('stopping'))));
    return internal;
  }

  /** `check` throws while the process should get no work. */
  whileReady(check: () => Promise<unknown>): void {
    this.check = check;
  }

  /** `look` refreshes what is measured only when somebody asks. */
  beforeScrape(look: () => Promise<void>): void {
    this.look = look;
  }

  private reasonAgainst(): Promise<string | undefined> {
    return this.check().then(
      () => undefined,
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
  }
}
