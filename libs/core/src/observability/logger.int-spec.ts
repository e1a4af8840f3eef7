import { Writable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { owner } from '@tradewind/testing';
import { Redis } from 'ioredis';
import { createLogger, nestLogger } from './logger.ts';

const errorOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => Promise.reject(new Error('It was not refused.')),
    (error: unknown) => error,
  );

/** What the real Redis refuses a command with. */
async function refusalOfRedis(name: string, ...args: string[]): Promise<unknown> {
  const redis = new Redis(process.env['REDIS_URL']!);
  return errorOf(redis.call(name, ...args)).finally(() => redis.disconnect());
}

/** What is written of an error, in every way in which one is logged. */
function logged(error: unknown): string[] {
  const lines: string[] = [];
  const keep = new Writable({ write: (line, _, done) => done(void lines.push(String(line))) });
  const logger = createLogger('info', keep);
  logger.error({ err: error }, 'It failed');
  logger.error(error);
  nestLogger(logger).error({ err: error }, 'Problem');
  nestLogger(logger).error(error, 'ExceptionsHandler');
  nestLogger(logger).error({ err: new Error('It failed', { cause: error }) }, 'Problem');
  expect(lines).toHaveLength(5);
  return lines;
}

describe('the log of an error', () => {
  it.each([
    ['WRONGPASS', ['AUTH', 'a-secret-word']],
    ['ERR wrong number of arguments', ['SET', 'a-secret-word']],
    ['OOM', ['EVAL', `return redis.error_reply('OOM command not allowed')`, '0', 'a-secret-word']],
  ] as const)(
    'says of Redis that it refused with %s, and not what was asked for',
    async (says, [name, ...args]) => {
      const error = await refusalOfRedis(name, ...args);
      expect(JSON.stringify(error)).toContain('a-secret-word');
      for (const line of logged(error)) {
        expect(line).toContain(says);
        expect(line).not.toContain('a-secret-word');
      }
    },
  );

  it('says which constraint of PostgreSQL refused, and nothing of the row', async () => {
    const email = 'a-secret-word@example.com';
    const twice = `INSERT INTO staff (id, email, name, password_hash)
      SELECT gen_random_uuid(), $1, 'Grace Hopper', 'none' FROM generate_series(1, 2)`;
    const error = await errorOf(owner.query(twice, [email]));
    expect(error).toMatchObject({ detail: expect.stringContaining(email) });
    for (const line of logged(error)) {
      expect(line).toContain('"code":"23505"');
      expect(line).toContain('staff_email_key');
      expect(line).not.toContain('a-secret-word');
    }
  });

  it('keeps what it is, where it was thrown, and why', () => {
    const error = new TypeError('It failed', {
      cause: Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' }),
    });
    expect(JSON.parse(logged(error)[0] ?? '')).toMatchObject({
      msg: 'It failed',
      err: {
        type: 'TypeError',
        message: 'It failed',
        stack: expect.stringContaining('logger.int-spec.ts'),
        cause: { type: 'Error', message: 'no answer', code: 'ETIMEDOUT', stack: expect.any(String) },
      },
    });
  });

  it('ends where causes go in a circle', () => {
    const error = new Error('It failed');
    error.cause = error;
    expect(logged(error)[0]).toContain('It failed');
  });
});
