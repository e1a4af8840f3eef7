import { describe, expect, it, jest } from '@jest/globals';
import { startOfPng } from './picture-kind.ts';
import { isAnimatedPng, isWhole } from './whole-picture.ts';

const chunk = (name: string, content = Buffer.alloc(0)): Buffer => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  return Buffer.concat([length, Buffer.from(name), content, Buffer.alloc(4)]);
};
const aPng = (...chunks: Buffer[]): Buffer => Buffer.concat([startOfPng, ...chunks]);

describe('a PNG', () => {
  it('is whole when it reaches to its end, whatever is behind', () => {
    expect(isWhole(aPng(chunk('IDAT', Buffer.alloc(9)), chunk('IEND')), 'png')).toBe(true);
    expect(isWhole(aPng(chunk('IEND'), Buffer.from('trailer')), 'png')).toBe(true);
    expect(isWhole(aPng(chunk('IDAT', Buffer.from('0000IEND0000'))), 'png')).toBe(false);
    expect(isWhole(aPng(chunk('IEND').subarray(0, -1)), 'png')).toBe(false);
  });

  it('moves when it says so before its end', () => {
    expect(isAnimatedPng(aPng(chunk('acTL'), chunk('IEND')))).toBe(true);
    expect(isAnimatedPng(aPng(chunk('IEND'), chunk('acTL')))).toBe(false);
    expect(isAnimatedPng(aPng(chunk('tEXt', Buffer.from('acTL')), chunk('IEND')))).toBe(false);
  });

  it('of a million empty chunks is read without a string for each: the whole process would wait', () => {
    const bytes = aPng(Buffer.alloc(12_000_000, chunk('tEXt')), chunk('acTL'), chunk('IEND'));
    const strings = jest.spyOn(bytes, 'toString');

    expect([isWhole(bytes, 'png'), isAnimatedPng(bytes)]).toEqual([true, true]);
    expect(strings).not.toHaveBeenCalled();
  });
});
