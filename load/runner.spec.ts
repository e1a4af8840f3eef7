import { describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { Recording } from './recording.ts';
import { runLoad } from './runner.ts';
import { Setback } from './setback.ts';

const never = new AbortController().signal;
const load = { users: 3, seconds: 60, rampSeconds: 0, stop: never };

describe('running load', () => {
  it('sends every user again and again until the time is up, and lets the last journey end', async () => {
    const passes = [0, 0, 0];
    let under = 0;
    await runLoad(
      {
        ...load,
        seconds: 1,
        journey: async (user) => {
          under += 1;
          await sleep(20);
          passes[user]! += 1;
          under -= 1;
        },
      },
      new Recording(),
    );
    expect(Math.min(...passes)).toBeGreaterThan(1);
    expect(under).toBe(0);
  });

  it('lets users arrive one after the other', async () => {
    const arrivals: number[] = [];
    const recording = new Recording();
    const all = new AbortController();
    const journey = async () => {
      arrivals.push(recording.elapsedMs);
      if (arrivals.length === load.users) all.abort();
      await sleep(60_000, undefined, { signal: all.signal }).catch(() => undefined);
    };
    await runLoad({ ...load, rampSeconds: 0.3, stop: all.signal, journey }, recording);
    expect(arrivals).toHaveLength(3);
    expect(arrivals[2]).toBeGreaterThan(150);
  });

  it('goes on after a setback', async () => {
    let passes = 0;
    const enough = new AbortController();
    const journey = async () => {
      passes += 1;
      if (passes === 2) enough.abort();
      throw new Setback(503, 'unavailable', 'Come back later.');
    };
    await runLoad({ ...load, users: 1, stop: enough.signal, journey }, new Recording());
    expect(passes).toBe(2);
  });

  it('ends the run, and says why, when a journey itself is broken', async () => {
    const journey = async (user: number) => {
      await sleep(5);
      if (user === 1) throw new TypeError('no such thing');
    };
    await expect(runLoad({ ...load, journey }, new Recording())).rejects.toThrow('no such thing');
  });

  it('ends early when it is told to', async () => {
    const recording = new Recording();
    await runLoad({ ...load, stop: AbortSignal.timeout(50), journey: () => sleep(10) }, recording);
    expect(recording.elapsedMs).toBeLessThan(30_000);
  });
});
