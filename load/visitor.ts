import type { z } from 'zod';
import { Problem } from '@tradewind/contracts';
import { type Dispatcher, Pool } from 'undici';
import { Setback } from './setback.ts';

/** A server's patience with us is 10 s; what takes longer has failed. */
const patienceMs = 15_000;

export interface Ask {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

/**
 * One visitor of one store, as a browser would be: a connection that is kept alive, cookies, and the position
 * of the own last write, sent back so that it is read.
 */
export class Visitor {
  readonly #connections: Pool;
  readonly #host: string;
  readonly #cookies = new Map<string, string>();
  #readAfter: string | undefined;

  /** `host` says which store; the connection goes to `origin`, whatever a name server thinks of the host. */
  constructor(origin: string, host: string, connections = 1) {
    this.#connections = new Pool(origin, {
      connections,
      headersTimeout: patienceMs,
      bodyTimeout: patienceMs,
    });
    this.#host = host;
  }

  /** Asks for something and holds the answer against the contract. Throws a Setback when it is not that. */
  async ask<Schema extends z.ZodType>(request: Ask, answers: Schema): Promise<z.infer<Schema>> {
    const { statusCode, headers, body } = await this.#send(request);
    this.#remember(headers);
    if (statusCode >= 400) throw refusal(statusCode, body);
    const answer = answers.safeParse(jsonOf(body));
    if (answer.success) return answer.data;
    throw new Setback(
      statusCode,
      'contract_broken',
      answer.error.issues[0]?.message ?? 'not what was agreed',
    );
  }

  /** Comes back as somebody else, on the same connection. */
  forget(): void {
    this.#cookies.clear();
    this.#readAfter = undefined;
  }

  close(): Promise<void> {
    return this.#connections.close();
  }

  async #send({ method = 'GET', path, body, headers }: Ask): Promise<Answer> {
    return answerOf(() =>
      this.#connections.request({
        method,
        path,
        headers: {
          ...this.#headers(),
          ...headers,
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        body: body === undefined ? null : JSON.stringify(body),
      }),
    );
  }

  #headers(): Record<string, string> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    return {
      host: this.#host,
      accept: 'application/json',
      'user-agent': 'tradewind-load',
      'sec-fetch-site': 'same-origin',
      ...(cookie && { cookie }),
      ...(this.#readAfter && { 'read-after': this.#readAfter }),
    };
  }

  #remember(headers: Answer['headers']): void {
    for (const line of [headers['set-cookie'] ?? []].flat()) {
      const [, name = '', value = ''] = /^([^=;]+)=([^;]*)/.exec(line) ?? [];
      this.#cookies.set(name, value);
    }
    const readAfter = headers['read-after'];
    if (typeof readAfter === 'string') this.#readAfter = readAfter;
  }
}

export interface Answer {
  readonly statusCode: number;
  readonly headers: Dispatcher.ResponseData['headers'];
  readonly body: string;
}

/** The whole answer to a request. A connection that fails is a Setback too. */
export async function answerOf(request: () => Promise<Dispatcher.ResponseData>): Promise<Answer> {
  try {
    const { statusCode, headers, body } = await request();
    return { statusCode, headers, body: await body.text() };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
    throw new Setback(undefined, code, error.message);
  }
}

function refusal(status: number, body: string): Setback {
  const problem = Problem.safeParse(jsonOf(body));
  return problem.success
    ? new Setback(status, problem.data.code, problem.data.detail)
    : new Setback(status, 'no_problem_json', body.slice(0, 200));
}

export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // no schema takes that for an answer
  }
}
