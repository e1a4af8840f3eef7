import { setTimeout as sleep } from 'node:timers/promises';

/** Looks again until it is so: for what another process does in its own time. The last failure says what was not. */
export async function eventually<Result>(
  look: () => Result | Promise<Result>,
  patienceMs = 20_000,
): Promise<Result> {
  for (const end = performance.now() + patienceMs; ;) {
    try {
      return await look();
    } catch (error) {
      if (performance.now() > end) throw error;
      await sleep(50);
    }
  }
}
