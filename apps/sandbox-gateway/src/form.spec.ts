import { describe, expect, it } from '@jest/globals';
import { parseForm } from './form.ts';

describe('reading a form', () => {
  it('follows square brackets into objects and lists', () => {
    expect(parseForm('a=1&b[c]=2&b[d][e]=3&list[0]=x&list[1]=y&open[]=p&open[]=q')).toEqual({
      a: '1',
      b: { c: '2', d: { e: '3' } },
      list: { 0: 'x', 1: 'y' },
      open: { 0: 'p', 1: 'q' },
    });
  });

  it('takes __proto__ for a name like any other', () => {
    parseForm('__proto__[polluted]=yes&constructor[prototype][polluted]=yes');
    expect({}).not.toHaveProperty('polluted');
  });

  it.each(['a=1&a[b]=2', '[x]=1', 'a[b][c][d][e][f][g]=1'])('refuses %s', (encoded) => {
    expect(() => parseForm(encoded)).toThrow(/Invalid/);
  });

  it('refuses more fields than any honest request has', () => {
    expect(() => parseForm('a=1&'.repeat(501))).toThrow(/at most 500/);
  });
});
