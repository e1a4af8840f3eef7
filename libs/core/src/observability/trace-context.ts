import { randomFillSync } from 'node:crypto';

/** Where somebody stands in a trace, as the header `traceparent` of the W3C (Trace Context, level 1) names it. */
export interface TracePosition {
  traceId: string;
  spanId: string;
  isSampled: boolean;
}

/** Versions to come may say more after the flags; `ff` is none, and ids of zeros are nobody's. */
const form = /^(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;

/** What a header says; undefined when it is missing or malformed, and a new trace begins. */
export function parseTraceparent(header: unknown): TracePosition | undefined {
  const parts = typeof header === 'string' && header.length <= 512 ? form.exec(header) : null;
  const [, version, traceId, spanId, flags, more] = parts ?? [];
  if (!traceId || !spanId || !flags || (version === '00' && more !== undefined)) return undefined;
  return { traceId, spanId, isSampled: (parseInt(flags, 16) & 1) === 1 };
}

export const formatTraceparent = ({ traceId, spanId, isSampled }: TracePosition): string =>
  `00-${traceId}-${spanId}-${isSampled ? '01' : '00'}`;

/** The position of something new: in the trace of its parent, or in one that begins with it. */
export const nextPosition = (parent: TracePosition | undefined): TracePosition =>
  parent
    ? { ...parent, spanId: randomHex(8) }
    : { traceId: randomHex(16), spanId: randomHex(8), isSampled: false };

/** For the lines of the log. */
export const traceIdOf = (traceparent: string | undefined): string | undefined => traceparent?.slice(3, 35);

/** Filled seldom: asking for a few random bytes costs as much as asking for many. */
const pool = Buffer.alloc(4_096);
let used = pool.length;

function randomHex(bytes: number): string {
  if (used + bytes > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += bytes;
  return pool.toString('hex', used - bytes, used);
}
