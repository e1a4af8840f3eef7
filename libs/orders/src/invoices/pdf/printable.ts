import type { Coverage } from './coverage.ts';

/** Stands, to be seen, where a character was that the font cannot draw or that nobody is to see. */
const replacement = '\u{fffd}';

/** What would move, turn or hide the text around it: controls, overrides of its direction, lonely surrogates. */
const meddling = /[\p{Cc}\p{Cs}\u{61c}\u{200e}\u{200f}\u{2028}-\u{202e}\u{2060}-\u{206f}]/gu;

/** What is nothing itself and only changes how others look: joiners, variations, marks at a text's beginning. */
const silent = /\p{Default_Ignorable_Code_Point}/gu;

/** More than fits any place on the page. */
const longest = 200;

/** A text from outside as it can be printed: of bounded length, on one line, and nothing but letters. */
export function printable(text: string, coverage: Coverage): string {
  const whole = text.length > 4 * longest ? text.slice(0, 4 * longest) : text;
  const plain = whole.normalize('NFC').replace(meddling, replacement).replace(silent, '');
  const characters = Array.from(plain.replace(/\s+/gu, ' ').trim());
  const kept = characters.length > longest ? [...characters.slice(0, longest), '…'] : characters;
  return kept
    .map((character) => (coverage.has(character.codePointAt(0) ?? 0) ? character : replacement))
    .join('');
}

/** Breaks a text into lines of a width, within words where they are longer; what is too much ends in an ellipsis. */
export function wrap(
  text: string,
  width: number,
  maxLines: number,
  widthOf: (text: string) => number,
): string[] {
  const space = widthOf(' ');
  const lines: string[] = [];
  let [line, used] = ['', 0];
  for (const word of text.split(' ').flatMap((long) => pieces(long, width, widthOf))) {
    // Each word is measured once, as it is drawn: with the space behind it.
    const wide = widthOf(`${word} `);
    if (line === '' || used + wide - space <= width) {
      [line, used] = [line === '' ? word : `${line} ${word}`, used + wide];
      continue;
    }
    lines.push(line);
    [line, used] = [word, wide];
    if (lines.length === maxLines)
      return [...lines.slice(0, -1), ellipsis(lines.at(-1) ?? '', width, widthOf)];
  }
  return line === '' ? lines : [...lines, line];
}

/** A word in parts that fit. The longest part is looked for by halves: measuring is what costs. */
function pieces(word: string, width: number, widthOf: (text: string) => number): string[] {
  if (widthOf(word) <= width) return [word];
  const characters = Array.from(word);
  let [fits, tooMany] = [1, characters.length];
  while (tooMany - fits > 1) {
    const middle = (fits + tooMany) >> 1;
    if (widthOf(characters.slice(0, middle).join('')) <= width) fits = middle;
    else tooMany = middle;
  }
  return [characters.slice(0, fits).join(''), ...pieces(characters.slice(fits).join(''), width, widthOf)];
}

function ellipsis(line: string, width: number, widthOf: (text: string) => number): string {
  const characters = Array.from(line);
  while (characters.length > 0 && widthOf(`${characters.join('')}…`) > width) characters.pop();
  return `${characters.join('').trimEnd()}…`;
}
