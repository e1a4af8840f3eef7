import { describe, expect, it } from '@jest/globals';
import { formatTraceparent, nextPosition, parseTraceparent, traceIdOf } from './trace-context.ts';

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const spanId = '00f067aa0ba902b7';
const header = `00-${traceId}-${spanId}-01`;

describe('the header traceparent', () => {
  it('is read, and written as it was', () => {
    const position = parseTraceparent(header);
    expect(position).toEqual({ traceId, spanId, isSampled: true });
    expect(position && formatTraceparent(position)).toBe(header);
  });

  it('is read by its first four parts when it is of a version to come', () => {
    expect(parseTraceparent(`cc-${traceId}-${spanId}-01-more`)).toEqual({ traceId, spanId, isSampled: true });
  });

  it.each([
    ['missing', undefined],
    ['empty', ''],
    ['a list', [header]],
    ['sent twice', `${header}, ${header}`],
    ['followed by more', `${header}-more`],
    ['followed by a line', `${header}\nx: y`],
    ['in capitals', header.toUpperCase()],
    ['of the version that is none', `ff${header.slice(2)}`],
    ['of a trace of zeros', `00-${'0'.repeat(32)}-${spanId}-01`],
    ['of a span of zeros', `00-${traceId}-${'0'.repeat(16)}-01`],
    ['too short', header.slice(0, -1)],
    ['in other letters', header.replace('4bf9', '4bg9')],
    ['far too long', `cc-${traceId}-${spanId}-01-${'x'.repeat(10_000)}`],
  ])('counts for nothing when it is %s', (_, malformed) => {
    expect(parseTraceparent(malformed)).toBeUndefined();
  });

  it('goes on in the same trace at a new position, with the decision of whoever began it', () => {
    const next = nextPosition(parseTraceparent(header));
    expect(next).toMatchObject({ traceId, isSampled: true });
    expect(next.spanId).not.toBe(spanId);
  });

  it('begins anew with ids that nobody has had', () => {
    const begun = Array.from({ length: 1_000 }, () => formatTraceparent(nextPosition(undefined)));
    expect(begun.every((each) => parseTraceparent(each) !== undefined)).toBe(true);
    expect(new Set(begun.map(traceIdOf)).size).toBe(1_000);
  });
});
