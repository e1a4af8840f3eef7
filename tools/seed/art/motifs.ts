import type { Motif } from '../types.ts';
import type { Pen } from './pen.ts';
import * as architecture from './motifs/architecture.ts';
import * as botanical from './motifs/botanical.ts';
import * as celestial from './motifs/celestial.ts';
import * as colour from './motifs/colour.ts';
import * as landscapes from './motifs/landscapes.ts';
import * as waves from './motifs/waves.ts';

/** Every motif by name: draws the content of one sheet as SVG. */
export const motifs: Record<Motif, (pen: Pen) => string> = {
  ...architecture,
  ...botanical,
  ...celestial,
  ...colour,
  ...landscapes,
  ...waves,
};
