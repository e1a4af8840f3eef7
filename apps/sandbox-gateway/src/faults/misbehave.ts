import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Finished } from '../idempotency.ts';
import type { ArmedFault } from './armed-fault.ts';
import type { CallFault } from './fault.ts';

/** A call that is in order and could be answered. */
interface StruckCall {
  reply: FastifyReply;
  /** Does what was asked for. It is on file afterwards, answered or not. */
  work: () => Promise<Finished>;
  answer: (finished: Finished) => FastifyReply;
}

/** Treats a call as its fault wants it. */
export async function misbehave(
  struck: ArmedFault<CallFault>,
  { reply, work, answer }: StruckCall,
): Promise<FastifyReply> {
  const { fault } = struck;
  const finished = 'after_work' in fault && fault.after_work ? await work() : undefined;
  switch (fault.kind) {
    case 'delay':
      await struck.pause(fault.ms);
      return answer(finished ?? (await work()));
    case 'hang':
      await struck.pause(fault.ms);
      return cut(reply);
    case 'fail':
      return reply.code(fault.status).send(failure(fault.status));
    case 'garbage':
      return reply.header('content-type', 'text/html; charset=utf-8').send(garbage(fault.bytes));
    case 'drop_reply':
      await work();
      return cut(reply);
    case 'wrong_answer':
      return answer(changed(await work(), fault.change));
  }
}

/** The connection ends without an answer. */
function cut(reply: FastifyReply): FastifyReply {
  reply.hijack();
  reply.raw.destroy();
  return reply;
}

/** What Stripe says when it has too much to do, or trouble of its own. */
function failure(status: number): object {
  if (status === 429) {
    const message =
      'Request rate limit exceeded. Learn more about rate limits here https://stripe.com/docs/rate-limits.';
    return { error: { code: 'rate_limit', message, type: 'invalid_request_error' } };
  }
  return { error: { message: 'An error occurred internally with the sandbox.', type: 'api_error' } };
}

function garbage(bytes: number): string {
  const page = '<!doctype html><title>Bad gateway</title><h1>Something between us went wrong</h1>';
  return page.padEnd(bytes, '<p>Please try again later.</p>').slice(0, bytes);
}

const List = z.looseObject({ object: z.literal('list'), data: z.array(z.looseObject({})) });

/** The right answer with wrong fields; in a list every item has them. What is on file stays right. */
function changed(finished: Finished, change: object): Finished {
  const body = z.looseObject({}).parse(JSON.parse(finished.body));
  const { data: list } = List.safeParse(body);
  const wrong =
    list === undefined
      ? { ...body, ...change }
      : { ...list, data: list.data.map((item) => ({ ...item, ...change })) };
  return { ...finished, body: JSON.stringify(wrong) };
}
