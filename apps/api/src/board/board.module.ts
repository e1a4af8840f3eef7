import { createBullBoard } from '@bull-board/api';
import { FastifyAdapter } from '@bull-board/fastify';
import { Logger, Module, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Operators } from './operators.ts';
import { ShownQueues } from './shown-queues.ts';

const policy = 'content-security-policy';
const prefix = '/api/staff/queues';

/**
 * Nothing but what the board brings as files. Two things are refused: a font that its page would fetch from somebody
 * else, and the styles inside the page, which only its first moment has.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * What is in Redis, to look at, for the operators of the platform. Everybody else is told what is told of a page
 * that does not exist, also of its scripts: there is no telling that there is a board.
 */
@Module({ providers: [Operators, ShownQueues] })
export class BoardModule implements OnModuleInit {
  private readonly logger = new Logger('Board');
  private readonly adapter = new FastifyAdapter();
  private readonly board = createBullBoard({
    queues: [],
    serverAdapter: this.adapter,
    options: { uiConfig: { boardTitle: 'Queues', hideRedisDetails: true } },
  });

  constructor(
    private readonly host: HttpAdapterHost,
    private readonly operators: Operators,
    private readonly queues: ShownQueues,
  ) {}

  onModuleInit(): void {
    const server = this.host.httpAdapter.getInstance<FastifyInstance>();
    // What the error says may be anything: it is for the log.
    this.adapter.setErrorHandler((error) => {
      this.logger.error({ err: error }, 'The queues cannot be shown');
      return { status: 500, body: { error: 'The queues cannot be shown now.' } };
    });
    void server.register(async (scope) => {
      scope.addHook('onRequest', (request, reply) => this.admit(request, reply));
      scope.addHook('onSend', async (_request, reply) => keepByNobody(reply));
      await scope.register(this.adapter.setBasePath(prefix).registerPlugin(), { prefix });
    });
  }

  private async admit(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const isReading = request.method === 'GET' || request.method === 'HEAD';
    if (!isReading || !(await this.isOperator(request))) {
      reply.callNotFound();
      return;
    }
    void reply.header(policy, contentSecurityPolicy);
    this.board.replaceQueues(await this.queues.adapters());
  }

  /** Whoever cannot be looked up is none: an error would tell that there is something here. */
  private async isOperator({ session }: FastifyRequest): Promise<boolean> {
    if (!session.staffId) return false;
    return this.operators.include(session.staffId).catch((error: unknown) => {
      this.logger.error({ err: error }, 'It cannot be looked up who is an operator');
      return false;
    });
  }
}

/** Once more at the end: whoever sends files has rules of its own. What was refused looks as everywhere. */
function keepByNobody(reply: FastifyReply): void {
  if (reply.hasHeader(policy)) void reply.header('cache-control', 'private, no-store');
}
