import type { z } from 'zod';
import { InvalidRequest } from './stripe-error.ts';

/** The sandbox's own addresses speak JSON, and name what they do not understand. */
export class Unprocessable extends InvalidRequest {
  override readonly status = 422;
}

/** Checks a body or a query of the sandbox's own addresses; every fault is told at once. */
export function checkedJson<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const faults = result.error.issues.map((issue) => ({ param: paramOf(issue), message: issue.message }));
  throw new Unprocessable(faults.map(({ param, message }) => `${param}: ${message}`).join('; '), {
    param: faults[0]?.param,
  });
}

function paramOf(issue: z.core.$ZodIssue): string {
  const path = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys.join(', ')] : issue.path;
  return path.length === 0 ? 'body' : path.join('.').slice(0, 200);
}
