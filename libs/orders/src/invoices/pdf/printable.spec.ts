import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { loadFonts } from './fonts.ts';
import { printable, wrap } from './printable.ts';

const { coverage } = loadFonts();
const print = (text: string) => printable(text, coverage);

describe('a text from outside', () => {
  it.each([
    ['markup', '<iframe src=file:///etc/passwd>', '<iframe src=file:///etc/passwd>'],
    ['letters of Europe', 'Łódź, Ελλάδα, Київ, Ísafjörður', 'Łódź, Ελλάδα, Київ, Ísafjörður'],
    ['currencies', '€ £ ¥ ₹ ₺ ₽ ₴', '€ £ ¥ ₹ ₺ ₽ ₴'],
    ['a NUL', 'a\0b', 'a�b'],
    ['an override of its direction', 'invoice\u202Efdp.exe', 'invoice�fdp.exe'],
    ['isolates and marks of direction', '\u2066a\u2069\u200E\u061C', '�a���'],
    ['half a character', 'a\ud83d', 'a�'],
    ['letters that the font has not', '漢字', '��'],
    ['what only joins or varies', 'a\u200Db\uFE0F\u00ADc', 'abc'],
    ['lines and tabs', ' a\n\tb\u00A0c ', 'a��b c'],
    ['an accent that was typed apart', 'e\u0301', 'é'],
  ])('(%s) is printed as what it is, or where it cannot be so that one sees it', (_, text, printed) => {
    expect(print(text)).toBe(printed);
  });

  it('of a megabyte is cut before anybody measures it', () => {
    expect(print('x'.repeat(1_000_000))).toBe(`${'x'.repeat(200)}…`);
    expect(print('👩‍🚀'.repeat(300_000)).length).toBeLessThan(500);
  });

  it('of any kind becomes letters that the font can draw, and no more than fit', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 1_000 }), (text) => {
        const characters = Array.from(print(text));
        expect(characters.length).toBeLessThanOrEqual(201);
        expect(characters.every((character) => coverage.has(character.codePointAt(0)!))).toBe(true);
      }),
    );
  });
});

describe('lines of a width', () => {
  const broken = (text: string, width: number, maxLines = 9) =>
    wrap(text, width, maxLines, (part) => part.length);

  it('break between words, and within those that are longer', () => {
    expect(broken('one two three', 7)).toEqual(['one two', 'three']);
    expect(broken('abcdefghij kl', 4)).toEqual(['abcd', 'efgh', 'ij', 'kl']);
    expect(broken('', 4)).toEqual([]);
  });

  it('end in an ellipsis when there are too many', () => {
    expect(broken('one two three four', 5, 2)).toEqual(['one', 'two…']);
    expect(broken('abcdefghij', 4, 1)).toEqual(['abc…']);
    expect(broken('one two', 7, 1)).toEqual(['one two']);
  });

  it('are never wider and never more, and say all of it where there is room', () => {
    const anyText = fc
      .array(fc.string({ minLength: 1, maxLength: 30 }), { maxLength: 20 })
      .map((words) => words.join(' ').replace(/\s+/g, ' ').trim());
    fc.assert(
      fc.property(
        anyText,
        fc.integer({ min: 2, max: 20 }),
        fc.integer({ min: 1, max: 4 }),
        (text, width, max) => {
          const lines = broken(text, width, max);
          expect(lines.length).toBeLessThanOrEqual(max);
          expect(lines.every((line) => line.length <= width)).toBe(true);
          expect(broken(text, width, 1_000).join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
        },
      ),
    );
  });
});
