import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
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
import { Database, Prisma, type SqlTx } from '@tradewind/database';
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

/** The first request with this key is still being worked on. */
export class RequestInProgress extends DomainError {
  readonly status = 409;
  readonly code = 'request_in_progress';
  readonly retryAfterSeconds = 1;
  constructor() {
    super('A request with this Idempotency-Key is still being worked on.');
  }
}

/** How long a repeated request waits for the first one before it is told to come back. */
const patienceMs = 2_000;

/**
 * Makes a POST safe to repeat. The key, the work and its answer are one transaction: a crash leaves all of it or
 * nothing. A second request with the same key waits a while for the first one's commit and gets the same answer,
 * to the byte, or 409 when it takes too long; a refusal is not kept, so that it may be tried again.
 *
 * `around` runs outside of it, for a repeated answer as for the first one.
 *
 * The handler's own `db.writeSql` joins the transaction, so it must not wait for anything outside the database.
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
    return from(this.answerInTime(claim, () => firstValueFrom(next.handle()), reply));
  }

  /** Waits without a connection: twenty repetitions of a slow request must not use up the pool. */
  private async answerInTime(claim: Claim, work: Work, reply: FastifyReply): Promise<string> {
    const giveUpAt = performance.now() + patienceMs;
    for (;;) {
      const body = await this.db.writeSql((tx) => this.answerOnce(tx, claim, work, reply));
      if (body !== undefined) return body;
      if (performance.now() > giveUpAt) throw new RequestInProgress();
      await sleep(20 + Math.random() * 60);
    }
  }

  private async answerOnce(
    tx: SqlTx,
    claim: Claim,
    work: Work,
    reply: FastifyReply,
  ): Promise<string | undefined> {
    const outcome = await claimKey(tx, claim);
    if (outcome === 'in progress') return undefined;
    void reply.header('content-type', 'application/json; charset=utf-8');
    if (outcome === 'answered') {
      const earlier = await findAnswer(tx, claim);
      void reply.status(earlier.status).header('idempotent-replayed', 'true');
      return earlier.body;
    }
    const answer = await work();
    if (answer === undefined) throw new Error('What is safe to repeat must have an answer to repeat.');
    const body = JSON.stringify(answer);
    tx.atCommitTogether(Prisma.sql`
      UPDATE idempotency_keys SET status = ${reply.statusCode}, body = ${body}
      WHERE actor = ${claim.actor} AND key = ${claim.key}`);
    return body;
  }
}

type Work = () => Promise<unknown>;

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
    actor: actorOf(request),
    key: key.data,
    requestHash: createHash('sha256')
      .update(`${request.method} ${request.url}\n`)
      .update(request.rawBody ?? '')
      .digest('hex'),
  };
}

/** A browser may be signed in as both: on the staff's routes it is the member of staff who asks. */
function actorOf({ session, routeOptions }: FastifyRequest): string {
  const isForStaff = routeOptions.url?.startsWith('/api/staff/') === true;
  return (isForStaff ? session.staffId : session.customerId) ?? 'guest';
}

/**
 * Inserts the key, unless somebody holds it. The lock ends with the transaction that took it, after its commit can
 * be seen: so who gets the lock and finds the key taken finds its answer too.
 */
async function claimKey(
  tx: SqlTx,
  { actor, key, requestHash }: Claim,
): Promise<'claimed' | 'answered' | 'in progress'> {
  const [outcome] = await tx.$queryRaw<{ locked: boolean; claimed: boolean }[]>`
    WITH lock AS MATERIALIZED (
      SELECT pg_try_advisory_xact_lock(hashtextextended(
        concat_ws('/', current_setting('app.store_id'), ${actor}::text, ${key}::text), 0)) AS got),
    claim AS (
      INSERT INTO idempotency_keys (actor, key, request_hash) SELECT ${actor}, ${key}, ${requestHash} FROM lock WHERE got
      ON CONFLICT DO NOTHING RETURNING 1)
    SELECT got AS locked, EXISTS (SELECT FROM claim) AS claimed FROM lock`;
  if (!outcome?.locked) return 'in progress';
  return outcome.claimed ? 'claimed' : 'answered';
}

async function findAnswer(
  tx: SqlTx,
  { actor, key, requestHash }: Claim,
): Promise<{ status: number; body: string }> {
  const [earlier] = await tx.$queryRaw<{ requestHash: string; status: number | null; body: string | null }[]>`
    SELECT request_hash AS "requestHash", status, body FROM idempotency_keys WHERE actor = ${actor} AND key = ${key}`;
  if (earlier?.requestHash !== requestHash) throw new IdempotencyKeyReused();
  if (earlier.status === null || earlier.body === null)
    throw new Error(`Key ${key} was committed without its answer.`);
  return { status: earlier.status, body: earlier.body };
}
