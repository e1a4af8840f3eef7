import { setTimeout as sleep } from 'node:timers/promises';
import type { Recording } from './recording.ts';
import { Setback } from './setback.ts';

export interface Load {
  /** How many shop at the same time. */
  readonly users: number;
  /** How long each begins a new journey when the last one has ended. */
  readonly seconds: number;
  /** Over how many seconds they arrive, evenly. */
  readonly rampSeconds: number;
  /** One pass of one user, counted from 0. A Setback ends the pass; any other error ends the run. */
  readonly journey: (user: number) => Promise<void>;
  /** Ends the run early; journeys that have begun are finished. */
  readonly stop: AbortSignal;
}

/** After a setback a person sighs before trying again; and a server that is down is not hammered. */
const sighMs = 200;

/**
 * Lets users go through their journey again and again until the time is up. Each waits for its answers before
 * it goes on (a closed model): when the server slows down, so do they. Returns when the last has finished.
 */
export async function runLoad(load: Load, recording: Recording): Promise<void> {
  const failed = new AbortController();
  const stop = AbortSignal.any([load.stop, failed.signal]);
  recording.begin();
  const users = Array.from({ length: load.users }, (_, user) =>
    shopOn({ ...load, stop }, recording, user).catch((error: unknown) => {
      failed.abort();
      throw error;
    }),
  );
  const [broken] = (await Promise.allSettled(users)).filter((result) => result.status === 'rejected');
  if (broken) throw broken.reason;
}

async function shopOn(load: Load, recording: Recording, user: number): Promise<void> {
  await pause((load.rampSeconds * 1_000 * user) / load.users, load.stop);
  while (!load.stop.aborted && recording.elapsedMs < load.seconds * 1_000) {
    try {
      await load.journey(user);
    } catch (error) {
      if (!(error instanceof Setback)) throw error;
      await pause(sighMs, load.stop);
    }
  }
}

/** Waits, but not beyond the end of the run. */
async function pause(ms: number, stop: AbortSignal): Promise<void> {
  if (ms > 0) await sleep(ms, undefined, { signal: stop }).catch(() => undefined);
}
