import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { laterLsn, parseLsn } from './lsn.ts';

describe('a position in the write-ahead log', () => {
  it('is read as PostgreSQL writes it', () => {
    expect(parseLsn('0/0')).toBe(0n);
    expect(parseLsn('16/B374D848')).toBe(0x16_b374_d848n);
    expect(parseLsn('FFFFFFFF/ffffffff')).toBe(2n ** 64n - 1n);
  });

  it('keeps its order: the low half is not padded, so neither text nor number of digits tells it', () => {
    const half = fc.integer({ min: 0, max: 0xffff_ffff });
    const written = (high: number, low: number) => `${high.toString(16)}/${low.toString(16)}`.toUpperCase();
    fc.assert(
      fc.property(half, half, half, half, (aHigh, aLow, bHigh, bLow) => {
        const isLater = aHigh === bHigh ? aLow > bLow : aHigh > bHigh;
        expect(parseLsn(written(aHigh, aLow)) > parseLsn(written(bHigh, bLow))).toBe(isLater);
      }),
    );
  });

  it.each(['', '16', '16/', '/16', '16/B374D8480', 'x/1', '1/2/3', ' 1/2', '1/2\n3'])('is not %j', (text) => {
    expect(() => parseLsn(text)).toThrow('Not a log position');
  });
});

describe('the later of two positions', () => {
  it('is the larger, whichever comes first, and any is later than none', () => {
    expect(laterLsn(undefined, 0n)).toBe(0n);
    expect(laterLsn(1n, 2n)).toBe(2n);
    expect(laterLsn(2n, 1n)).toBe(2n);
  });
});
