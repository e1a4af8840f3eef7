/** A position in PostgreSQL's write-ahead log, in bytes. Larger is later. */
export type Lsn = bigint;

/** Later than any position: with it a caller's reads go to the primary. */
export const beyondReplicas: Lsn = 2n ** 64n;

/** Reads PostgreSQL's text form, such as `16/B374D848`. */
export function parseLsn(text: string): Lsn {
  const [, high, low] = /^([0-9A-F]{1,8})\/([0-9A-F]{1,8})$/i.exec(text) ?? [];
  if (high === undefined || low === undefined) throw new Error(`Not a log position: ${text}`);
  return (BigInt(`0x${high}`) << 32n) + BigInt(`0x${low}`);
}

export const laterLsn = (a: Lsn | undefined, b: Lsn): Lsn => (a !== undefined && a > b ? a : b);
