import { describe, expect, it } from '@jest/globals';
import type { Finding, Section } from './finding.ts';
import { report, tally, toJson } from './report.ts';

const finding = (found: Partial<Finding>): Finding => ({
  id: 'M1',
  name: 'it adds up',
  broken: 0,
  examples: [],
  ...found,
});
const sections: Section[] = [
  {
    title: 'Money',
    findings: [finding({ note: '3 payments' }), finding({ id: 'M10', broken: 2_000, examples: ['{"a":1}'] })],
  },
  { title: 'Orders', findings: [finding({ id: 'O1', skipped: 'nobody knows' })] },
];

describe('the report of an audit', () => {
  it('shows each sentence under its chapter, with what breaks it or why it was not checked', () => {
    expect(report(sections).split('\n')).toEqual([
      '  Money',
      '  ✔ M1  it adds up (3 payments)',
      '  ✘ M10 it adds up',
      '        broken by 2,000, such as',
      '        {"a":1}',
      '',
      '  Orders',
      '  – O1  it adds up (not checked: nobody knows)',
    ]);
  });

  it('counts how each came out', () => {
    expect(tally(sections)).toBe('1 hold, 1 is broken, 1 was not checked');
    expect(tally([{ title: 'Money', findings: [finding({})] }])).toBe('1 hold');
  });

  it('tells a machine the same', () => {
    const told: unknown = JSON.parse(toJson(sections, { stores: 2 }));
    expect(told).toMatchObject({
      stores: 2,
      holds: false,
      invariants: [
        { result: 'green' },
        { result: 'red', broken: 2_000 },
        { result: 'skipped', chapter: 'Orders' },
      ],
    });
  });
});
