import { STATUS_CODES } from 'node:http';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from './domain-error.ts';

/**
 * The one place where an error becomes an answer: RFC 9457 `application/problem+json`. Only what a DomainError
 * or an HTTP exception says reaches the client; everything else is logged and answered by a bare 500.
 */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Problem');

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    if (sendProblem(error, request, reply) >= 500)
      this.logger.error({ err: error, requestId: request.id }, 'A request failed');
  }
}

/** Also what Fastify calls for requests that it refuses before they reach a route, such as a malformed address. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): number {
  const { status, code, detail, ...more } = describe(error);
  if (typeof more['retryAfterSeconds'] === 'number')
    void reply.header('retry-after', more['retryAfterSeconds']);
  void reply
    .status(status)
    .header('content-type', 'application/problem+json')
    .header('cache-control', 'no-store')
    .header('x-request-id', request.id)
    .send({
      type: 'about:blank',
      title: STATUS_CODES[status],
      status,
      code,
      detail,
      requestId: request.id,
      ...more,
    });
  return status;
}

interface Description extends Record<string, unknown> {
  status: number;
  code: string;
  detail: string;
}

function describe(error: unknown): Description {
  if (error instanceof DomainError) {
    const { status, code, message, name: _name, stack: _stack, cause: _cause, ...fields } = error;
    return { ...fields, status, code, detail: message };
  }
  const status = statusOf(error);
  if (status >= 400 && status < 500)
    return { status, code: codeOf(status), detail: STATUS_CODES[status] ?? 'Refused.' };
  if (isOverload(error))
    return { status: 503, code: 'busy', detail: 'Too busy. Try again.', retryAfterSeconds: 1 };
  return { status: 500, code: 'internal', detail: 'Something went wrong on our side. It has been logged.' };
}

/** Nest's exceptions know their status; Fastify's (broken JSON, a body too large) carry it as `statusCode`. */
function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  if (error instanceof Error && 'statusCode' in error) return Number(error.statusCode);
  return 500;
}

const codeOf = (status: number): string =>
  (STATUS_CODES[status] ?? 'refused').toLowerCase().replaceAll(/[^a-z]+/g, '_');

/**
 * No free connection within the time limit (pool), no transaction within it (P2028), a lock held too long; or
 * Redis is away, full or not up yet, which only those who sign in or out must wait for.
 */
function isOverload(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const text = `${'code' in error ? String(error.code) : ''} ${error.message}`;
  return databaseIsBusy.test(text) || redisIsAway.test(text);
}

const databaseIsBusy =
  /P2028|timeout exceeded when trying to connect|55P03|57014|53300|57P0|P1001|P1008|P1017|P2037|ECONNREFUSED|ECONNRESET|ETIMEDOUT|Query read timeout|Connection terminated/;
const redisIsAway =
  /Stream isn't writeable|Connection is closed|Command timed out|max retries per request|\b(?:OOM|READONLY|LOADING|MISCONF) /;
