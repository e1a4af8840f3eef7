import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { z } from 'zod';
import { Coverage } from './coverage.ts';

const require = createRequire(import.meta.url);
// The one that pdfkit itself reads fonts with.
const { create } = z
  .object({ create: z.custom<(font: Buffer) => object>((value) => typeof value === 'function') })
  .parse(createRequire(require.resolve('pdfkit'))('fontkit'));

const load = (file: string): Buffer => readFileSync(require.resolve(`dejavu-fonts-ttf/ttf/${file}.ttf`));

export interface Fonts {
  regular: object;
  bold: object;
  /** Of both: the bold one draws a few characters less. */
  coverage: Coverage;
}

let fonts: Fonts | undefined;

/**
 * Latin, Greek, Cyrillic, Armenian, Georgian, Hebrew and Arabic letters, currencies, arrows and many symbols. Read once
 * for all invoices: to read a font anew costs three times as much as all that is printed with it.
 */
export function loadFonts(): Fonts {
  if (fonts) return fonts;
  const bold = load('DejaVuSansCondensed-Bold');
  fonts = { regular: create(load('DejaVuSansCondensed')), bold: create(bold), coverage: new Coverage(bold) };
  return fonts;
}

/**
 * A font for one document. A font remembers for each of its glyphs which character it was drawn for first; were that
 * shared, the bytes of an invoice would depend on the invoices before it.
 */
export const forOneDocument = (font: object): unknown =>
  Object.create(font, { _glyphs: { value: {}, writable: true } });
