import { describe, expect, it } from '@jest/globals';
import { Random } from './random.ts';

describe('seeded chance', () => {
  const draw = (random: Random) => Array.from({ length: 5 }, () => random.next());

  it('repeats itself for the same seed, and not for another', () => {
    expect(draw(new Random(7))).toEqual(draw(new Random(7)));
    expect(draw(new Random(7))).not.toEqual(draw(new Random(8)));
  });

  it('gives each of many users choices of their own', () => {
    const first = new Set(Array.from({ length: 1_000 }, (_, user) => new Random(1).fork(user).next()));
    expect(first.size).toBe(1_000);
  });

  it('spreads evenly', () => {
    const random = new Random(1);
    const buckets = Array.from({ length: 10 }, () => 0);
    for (let i = 0; i < 10_000; i++) buckets[random.between(0, 9)]! += 1;
    expect(Math.min(...buckets)).toBeGreaterThan(900);
    expect(Math.max(...buckets)).toBeLessThan(1_100);
  });

  it('samples different items, and no more than there are', () => {
    const sample = new Random(3).sample(['a', 'b', 'c'], 5);
    expect(sample.toSorted()).toEqual(['a', 'b', 'c']);
    expect(new Random(3).pick<string>([])).toBeUndefined();
  });
});
