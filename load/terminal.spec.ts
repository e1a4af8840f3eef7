import { describe, expect, it } from '@jest/globals';
import { milliseconds, sparkline, table } from './terminal.ts';

describe('what is printed', () => {
  it('puts numbers under each other', () => {
    expect(
      table(
        ['step', 'p50'],
        [
          ['home', '3.4'],
          ['place order', '12'],
        ],
      ),
    ).toBe(['  step          p50', '  home          3.4', '  place order    12'].join('\n'));
  });

  it('draws the course of a run', () => {
    expect(sparkline([0, 5, 10])).toBe('▁▅█');
    expect(sparkline([])).toBe('');
    expect(sparkline([0, 0])).toBe('▁▁');
  });

  it('writes durations as people read them', () => {
    expect([0.42, 9.96, 12.4, 3_400].map(milliseconds)).toEqual(['0.4', '10', '12', '3,400']);
  });
});
