import type { ZodType } from 'zod';
import { callApi, type Call, type Outcome } from './call.ts';
import { keyForAttempt } from './idempotency-key.ts';

const mostTries = 5;

/**
 * Sends what must happen once, however often it is sent. While the first sending is still being worked on, the shop
 * asks to come back: so we do, with the same key, and get the first one's answer.
 */
export async function sendOnce<T>(call: Omit<Call, 'method'>, schema: ZodType<T>): Promise<Outcome<T>> {
  const headers = { 'idempotency-key': keyForAttempt(call) };
  for (let tries = 1; ; tries += 1) {
    const outcome = await callApi({ ...call, method: 'POST', headers }, schema);
    const isUnderWay = !outcome.ok && outcome.problem.code === 'request_in_progress';
    if (!isUnderWay || tries === mostTries) return outcome;
    await new Promise((resume) => setTimeout(resume, 1_000));
  }
}
