import { Problem } from '@tradewind/contracts';
import type { ZodType } from 'zod';

/** Refusals of some kinds say more than all of them do: what an order costs now, which lines are short. */
const Refused = Problem.loose();

/** What came of a call. A refusal is an answer like any other: callers show it, they do not catch it. */
export type Outcome<T> = { ok: true; value: T } | { ok: false; problem: Problem };

export interface Call {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  body?: unknown;
  headers?: Record<string, string>;
}

/** Calls the API from the browser, through the store's own origin. */
export async function callApi<T>(call: Call, schema: ZodType<T>): Promise<Outcome<T>> {
  try {
    const answer = await fetch(call.path, {
      method: call.method,
      headers: { accept: 'application/json', ...(call.body ? jsonBody : {}), ...call.headers },
      ...(call.body ? { body: JSON.stringify(call.body) } : {}),
      cache: 'no-store',
    });
    const content: unknown = answer.status === 204 ? null : await answer.json();
    return answer.ok
      ? { ok: true, value: schema.parse(content) }
      : { ok: false, problem: Refused.parse(content) };
  } catch (failure) {
    console.error(call.method, call.path, failure);
    return { ok: false, problem: noAnswer };
  }
}

const jsonBody = { 'content-type': 'application/json' };

const noAnswer: Problem = {
  type: 'about:blank',
  title: 'No answer',
  status: 0,
  code: 'no_answer',
  detail: 'The shop could not be reached. Check your connection and try again.',
  requestId: '',
};
