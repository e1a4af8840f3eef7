import { describe, expect, it } from '@jest/globals';
import { unitsNeeded } from './restock.ts';

describe('how much is restocked', () => {
  it('is enough for a short run, and grows with a long one', () => {
    expect(unitsNeeded(20, 400)).toBe(200);
    expect(unitsNeeded(3_600, 400)).toBe(27_000);
    expect(unitsNeeded(20, 0)).toBeGreaterThan(0);
  });
});
