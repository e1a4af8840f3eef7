import { createHash } from 'node:crypto';
import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  type RawBodyRequest,
  type Type,
  UseInterceptors,
} from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import { IdempotencyKey } from '@tradewind/contracts';
import { Database, type Tx } from '@tradewind/database';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { firstValueFrom, from, type Observable } from 'rxjs';
import { DomainError, Invalid } from '../errors/domain-error.ts';

export class IdempotencyKeyReused extends DomainError {
  readonly status = 422;
  readonly code = 'idempotency_key_reused';
  constructor() {
    super('This Idempotency-Key was used for another request.');
  }
}

/**
 * Makes a POST safe to repeat. The key, the work and its answer are one transaction: a crash leaves all of it or
 * nothing. A second request with the same key waits for the first one's commit at the unique index, then gets
 * the same answer, to the byte; a refusal is not kept, so that it may be tried again.
 *
 * `around` runs outside of it, for a repeated answer as for the first one.
 *
 * The handler's own `db.write` joins the transaction, so it must not wait for anything outside the database.
 */
export const Idempotent = (...around: Type<NestInterceptor>[]) =>
  applyDecorators(
    UseInterceptors(...around, IdempotencyInterceptor),
    ApiHeader({
      name: 'Idempotency-Key',
      required: true,
      description: 'Any string of 8 to 200 characters, new for each order.',
    }),
  );

@Injectable()
class IdempotencyInterceptor implements NestInterceptor {
  constructor(private readonly db: Database) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<string> {
    const request = context.switchToHttp().getRequest<RawBodyRequest<FastifyRequest>>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const claim = readClaim(request);
    return from(
      this.db.write((tx) => this.answerOnce(tx, claim, () => firstValueFrom(next.handle()), reply)),
    );
  }

  private async answerOnce(
    tx: Tx,
    claim: Claim,
    work: () => Promise<unknown>,
    reply: FastifyReply,
  ): Promise<string> {
    void reply.header('content-type', 'application/json; charset=utf-8');
    const earlier = await claimKey(tx, claim);
    if (earlier) {
      void reply.status(earlier.status).header('idempotent-replayed', 'true');
      return earlier.body;
    }
    const body = JSON.stringify(await work());
    await tx.$executeRaw`
      UPDATE idempotency_keys SET status = ${reply.statusCode}, body = ${body}
      WHERE actor = ${claim.actor} AND key = ${claim.key}`;
    return body;
  }
}

interface Claim {
  actor: string;
  key: string;
  requestHash: string;
}

function readClaim(request: RawBodyRequest<FastifyRequest>): Claim {
  const key = IdempotencyKey.safeParse(request.headers['idempotency-key']);
  if (!key.success)
    throw new Invalid([{ path: 'Idempotency-Key', message: 'Send a key of 8 to 200 printable characters.' }]);
  return {
    // One customer's keys mean nothing to another; guests share one space, where keys must be unguessable.
    actor: request.session.customerId ?? request.session.staffId ?? 'guest',
    key: key.data,
    requestHash: createHash('sha256')
      .update(`${request.method} ${request.url}\n`)
      .update(request.rawBody ?? '')
      .digest('hex'),
  };
}

/** Inserts the key, waiting for a concurrent owner; returns the answer when there is one already. */
async function claimKey(
  tx: Tx,
  { actor, key, requestHash }: Claim,
): Promise<{ status: number; body: string } | undefined> {
  const claimed = await tx.$executeRaw`
    INSERT INTO idempotency_keys (actor, key, request_hash) VALUES (${actor}, ${key}, ${requestHash})
    ON CONFLICT DO NOTHING`;
  if (claimed === 1) return undefined;

  const earlier = await tx.idempotencyKey.findFirstOrThrow({ where: { actor, key } });
  if (earlier.requestHash !== requestHash) throw new IdempotencyKeyReused();
  if (earlier.status === null || earlier.body === null)
    throw new Error(`Key ${key} was committed without its answer.`);
  return { status: earlier.status, body: earlier.body };
}
