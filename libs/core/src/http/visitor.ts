import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';

const secondsPerDay = 24 * 3600;

/** Who is calling, and the keys they hold: sign-in, cookies and headers, without the rest of HTTP. */
export class Visitor {
  constructor(
    private readonly request: FastifyRequest,
    private readonly reply: FastifyReply,
  ) {}

  get customerId(): string | undefined {
    return this.request.session.customerId;
  }

  /** The address they come from, as a trusted proxy reports it. */
  get ip(): string {
    return this.request.ip;
  }

  header(name: string): string | undefined {
    const value = this.request.headers[name];
    return typeof value === 'string' ? value : undefined;
  }

  /** A cookie of the form `<id>.<token>`; undefined when it is missing or malformed. */
  key(cookieName: string): { id: string; token: string } | undefined {
    const [id = '', token = ''] = this.request.cookies[cookieName]?.split('.') ?? [];
    return uuid.test(id) ? { id, token } : undefined;
  }

  /** Keeps such a key in the browser, where scripts cannot read it. */
  keepKey(cookieName: string, id: string, token: string, days: number): void {
    const secure = this.request.protocol === 'https';
    const options = {
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure,
      maxAge: days * secondsPerDay,
    } as const;
    void this.reply.setCookie(cookieName, `${id}.${token}`, options);
  }
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Who is calling, for guards and interceptors; handlers ask with `@CurrentVisitor()`. */
export function currentVisitor(context: ExecutionContext): Visitor {
  const http = context.switchToHttp();
  return new Visitor(http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
}

export const CurrentVisitor = createParamDecorator((_: unknown, context: ExecutionContext) =>
  currentVisitor(context),
);
