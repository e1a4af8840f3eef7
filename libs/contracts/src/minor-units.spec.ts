import { describe, expect, it } from '@jest/globals';
import { decimalsOf } from './minor-units.ts';

describe('the decimals of a currency', () => {
  it('are those of ISO 4217: two, but for those that have none or three', () => {
    expect(['EUR', 'USD', 'HUF'].map(decimalsOf)).toEqual([2, 2, 2]);
    expect(['JPY', 'KRW', 'ISK'].map(decimalsOf)).toEqual([0, 0, 0]);
    expect(['KWD', 'BHD', 'TND'].map(decimalsOf)).toEqual([3, 3, 3]);
  });
});
