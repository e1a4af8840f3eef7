import { describe, expect, it } from '@jest/globals';
import { networkOf } from './network-of.ts';

describe('whom an attempt is counted for', () => {
  it('is the IPv4 address, also in its IPv6 form', () => {
    expect(networkOf('203.0.113.7')).toBe('203.0.113.7');
    expect(networkOf('::ffff:203.0.113.7')).toBe('203.0.113.7');
  });

  it('is the /64 network of an IPv6 address, however it is written', () => {
    const spellings = ['2001:db8:0:1::1', '2001:0db8:0000:0001:ffff:ffff:ffff:ffff', '2001:DB8:0:1:0:0:0:2'];
    expect(new Set(spellings.map(networkOf))).toEqual(new Set(['2001:db8:0:1']));
    expect(networkOf('2001:db8:0:2::1')).not.toBe('2001:db8:0:1');
  });
});
