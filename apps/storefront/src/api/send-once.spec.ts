import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { z } from 'zod';
import { forgetAttempt } from './idempotency-key.ts';
import { sendOnce } from './send-once.ts';

const call = { path: '/api/orders', body: { cartId: 'cart' } };
const inProgress = { code: 'request_in_progress', status: 409 };
const problem = (more: object) => ({ type: 'about:blank', title: '', detail: '', requestId: '', ...more });

/** A shop that gives these answers, one after the other; what it was sent. */
function aShop(...answers: (Response | Error)[]) {
  const keys: string[] = [];
  jest.spyOn(globalThis, 'fetch').mockImplementation((_url, init) => {
    keys.push(new Headers(init?.headers).get('idempotency-key') ?? '');
    const answer = answers.shift() ?? new Error('No answer is left.');
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  });
  return keys;
}

async function send() {
  const sending = sendOnce(call, z.object({ id: z.string() }));
  await jest.advanceTimersByTimeAsync(10_000);
  return sending;
}
const placed = () => Response.json({ id: 'order' }, { status: 201 });

beforeEach(() => {
  const kept = new Map<string, string>();
  Object.assign(globalThis, {
    sessionStorage: {
      getItem: (name: string) => kept.get(name) ?? null,
      setItem: (name: string, value: string) => kept.set(name, value),
      removeItem: (name: string) => kept.delete(name),
    },
  });
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
  jest.useFakeTimers();
});
afterEach(() => {
  jest.restoreAllMocks();
  jest.useRealTimers();
});

describe('sending what must happen once', () => {
  it('comes back with the same key while the first sending is being worked on', async () => {
    const keys = aShop(Response.json(problem(inProgress), { status: 409 }), placed());
    expect(await send()).toEqual({ ok: true, value: { id: 'order' } });
    expect([keys.length, new Set(keys).size]).toEqual([2, 1]);
  });

  it('uses the same key for another try when the answer got lost', async () => {
    const keys = aShop(new Error('connection reset'), placed());
    expect((await send()).ok).toBe(false);
    expect((await send()).ok).toBe(true);
    expect(new Set(keys).size).toBe(1);
  });

  it('gives up after some tries, and says what the shop said', async () => {
    const keys = aShop(
      ...Array.from({ length: 9 }, () => Response.json(problem(inProgress), { status: 409 })),
    );
    expect(await send()).toMatchObject({ ok: false, problem: inProgress });
    expect(keys).toHaveLength(5);
  });

  it('takes another key for another request, and for the same one once it is forgotten', async () => {
    const keys = aShop(placed(), placed(), placed());
    await send();
    await sendOnce({ ...call, body: { cartId: 'another' } }, z.unknown());
    forgetAttempt();
    await sendOnce({ ...call, body: { cartId: 'another' } }, z.unknown());
    expect(new Set(keys).size).toBe(3);
  });
});
