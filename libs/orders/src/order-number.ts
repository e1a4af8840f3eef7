import { randomInt } from 'node:crypto';

// Without letters and digits that people mistake for one another.
const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/**
 * Ten random characters, such as `7KQ2M-X94TB`: 50 bits, so two orders of a store practically never draw the
 * same, and the unique index decides if they do. A counter would be the one row that every order must lock, and
 * would tell the world how much is sold.
 */
export function drawOrderNumber(): string {
  const characters = Array.from({ length: 10 }, () => alphabet.charAt(randomInt(alphabet.length)));
  return `${characters.slice(0, 5).join('')}-${characters.slice(5).join('')}`;
}
