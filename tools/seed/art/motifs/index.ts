import type { Motif } from '../../types.ts';
import type { Pen } from '../pen.ts';
import * as architecture from './architecture.ts';
import * as botanical from './botanical.ts';
import * as celestial from './celestial.ts';
import * as colour from './colour.ts';
import * as landscapes from './landscapes.ts';
import * as waves from './waves.ts';

/** Every motif by name: draws the content of one sheet as SVG. */
export const motifs: Record<Motif, (pen: Pen) => string> = {
  ...architecture, ...botanical, ...celestial, ...colour, ...landscapes, ...waves,
};
