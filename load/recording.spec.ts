import { describe, expect, it } from '@jest/globals';
import { Recording } from './recording.ts';
import { Setback } from './setback.ts';

describe('a recording', () => {
  it('finds percentiles among what was measured', () => {
    const recording = new Recording();
    for (let ms = 1; ms <= 1_000; ms++) recording.took('place order', ms);
    const histogram = recording.steps.get('place order')!;
    expect(histogram.count).toBe(1_000);
    for (const [percentile, ms] of [
      [50, 500],
      [95, 950],
      [99, 990],
    ] as const) {
      expect(histogram.percentile(percentile) / 1_000 / ms).toBeCloseTo(1, 2);
    }
  });

  it('counts setbacks by step, status and code, and keeps them out of the latencies', async () => {
    const recording = new Recording();
    const refuse = () => Promise.reject(new Setback(409, 'out_of_stock', 'There is not enough stock.'));
    for (let i = 0; i < 2; i++) {
      await expect(recording.time('place order', refuse)).rejects.toThrow(Setback);
    }
    expect(recording.steps.size).toBe(0);
    expect([...recording.setbacks.values()]).toEqual([
      {
        step: 'place order',
        status: 409,
        code: 'out_of_stock',
        example: 'There is not enough stock.',
        count: 2,
      },
    ]);
  });

  it('does not take a mistake in a journey for a setback', async () => {
    const recording = new Recording();
    const stumble = () => Promise.reject(new TypeError('undefined is not a function'));
    await expect(recording.time('home', stumble)).rejects.toThrow(TypeError);
    expect(recording.setbacks.size).toBe(0);
  });

  it('counts what happened within the time asked for, apart from what came after', () => {
    const recording = new Recording();
    recording.count('placed');
    recording.perSecond('placed').push(5, 7);
    expect(recording.total('placed', 2)).toBe(6);
    expect(recording.total('placed')).toBe(13);
  });
});
