import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Coverage } from './coverage.ts';

const load = (file: string): Buffer =>
  readFileSync(createRequire(import.meta.url).resolve(`dejavu-fonts-ttf/ttf/${file}.ttf`));

export interface Fonts {
  regular: Buffer;
  bold: Buffer;
  /** Of both: the bold one draws a few characters less. */
  coverage: Coverage;
}

let fonts: Fonts | undefined;

/** Latin, Greek, Cyrillic, Armenian, Georgian, Hebrew and Arabic letters, currencies, arrows and many symbols. */
export function loadFonts(): Fonts {
  if (fonts) return fonts;
  const bold = load('DejaVuSansCondensed-Bold');
  fonts = { regular: load('DejaVuSansCondensed'), bold, coverage: new Coverage(bold) };
  return fonts;
}
