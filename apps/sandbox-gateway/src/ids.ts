import { randomFillSync } from 'node:crypto';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Random bytes are drawn in bulk: one system call for some three hundred ids instead of one each. */
const pool = Buffer.alloc(8192);
let used = pool.length;

function randomByte(): number {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  return pool.readUInt8(used++);
}

/** A random alphanumeric text; bytes beyond the last full round of the alphabet are thrown away, so none is favoured. */
export function randomText(length: number): string {
  let text = '';
  while (text.length < length) {
    const byte = randomByte();
    if (byte < 248) text += ALPHABET.charAt(byte % 62);
  }
  return text;
}

/** An id the way Stripe writes them: `pi_3QkX...`. */
export function newId(prefix: 'pi' | 'pm' | 'ch' | 're' | 'evt' | 'req'): string {
  return `${prefix}_${randomText(24)}`;
}

/** Seconds since 1970, the unit of every time in Stripe's API. */
export function now(): number {
  return Math.floor(Date.now() / 1000);
}
