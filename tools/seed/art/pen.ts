import { fractal, noiseFrom, randomFrom, type Noise, type Random } from './random.ts';

/** The sheet every motif is drawn on, in SVG units. */
export const sheet = { width: 1000, height: 1400 };

export type Point = [number, number];

/** What a motif draws with: its colours and a source of chance that belongs to its product. */
export interface Pen {
  ink: (index: number) => string;
  inks: string[];
  random: Random;
  between: (low: number, high: number) => number;
  pick: <Item>(list: readonly Item[]) => Item;
  noise: Noise;
  rough: Noise;
}

export function penFor(seed: string, palette: string[]): Pen {
  const random = randomFrom(seed);
  const noise = noiseFrom(random);
  return {
    ink: (index) => palette[index % palette.length] ?? '#000000',
    inks: palette,
    random,
    between: (low, high) => low + (high - low) * random(),
    pick: (list) => {
      const item = list[Math.floor(random() * list.length)];
      if (item === undefined) throw new Error('Nothing to pick from.');
      return item;
    },
    noise,
    rough: fractal(noise),
  };
}

export const times = <Item>(count: number, make: (index: number) => Item): Item[] =>
  Array.from({ length: count }, (_, index) => make(index));

const short = (value: number) => Math.round(value * 10) / 10;
export const xy = ([x, y]: Point) => `${short(x)} ${short(y)}`;

export const line = (points: Point[]) => `M${points.map(xy).join('L')}`;

// `opacity` makes the renderer draw every shape on a layer of its own; fill and stroke opacity cost nothing.
const cheaply = (more: string, part: 'fill' | 'stroke') =>
  more.replace(/(^| )opacity=/, `$1${part}-opacity=`);
const filled = (fill: string, more: string) =>
  `fill="${fill}" ${cheaply(more, fill === 'none' ? 'stroke' : 'fill')}`;

export const polygon = (points: Point[], fill: string, more = '') => shape(`${line(points)}Z`, fill, more);
export const shape = (d: string, fill: string, more = '') => `<path d="${d}" ${filled(fill, more)}/>`;
export const stroke = (d: string, colour: string, width: number, more = '') =>
  `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round" ${cheaply(more, 'stroke')}/>`;
export const circle = (x: number, y: number, r: number, fill: string, more = '') =>
  `<circle cx="${short(x)}" cy="${short(y)}" r="${short(r)}" ${filled(fill, more)}/>`;
export const rect = (x: number, y: number, width: number, height: number, fill: string, more = '') =>
  `<rect x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}" ${filled(fill, more)}/>`;
export const group = (content: string, more: string) => `<g ${more}>${content}</g>`;
export const at = (x: number, y: number, turn: number, content: string, size = 1) =>
  `<g transform="translate(${short(x)} ${short(y)}) rotate(${short(turn)}) scale(${size.toFixed(3)})">${content}</g>`;

/** A vertical gradient in the units of the sheet, with colours equally spaced from `top` to `bottom`. */
export function fade(id: string, colours: string[], top = 0, bottom = sheet.height): string {
  const stops = colours
    .map((colour, i) => `<stop offset="${i / (colours.length - 1)}" stop-color="${colour}"/>`)
    .join('');
  return `<linearGradient id="${id}" gradientUnits="userSpaceOnUse" x1="0" x2="0" y1="${short(top)}" y2="${short(bottom)}">${stops}</linearGradient>`;
}

/** From opaque in the middle to nothing at the rim. */
export function glow(id: string, colour: string, strength = 1): string {
  const stops = [0, 0.25, 0.5, 0.75, 1].map(
    (t) => `<stop offset="${t}" stop-color="${colour}" stop-opacity="${strength * (1 - t) ** 2}"/>`,
  );
  return `<radialGradient id="${id}">${stops.join('')}</radialGradient>`;
}

/** A smooth closed curve through the points (Catmull-Rom). */
export function smoothLoop(points: Point[]): string {
  return `${smooth(points, true)}Z`;
}

export function smooth(points: Point[], closed = false): string {
  const count = points.length;
  const get = (i: number): Point =>
    points[closed ? (i + count) % count : Math.min(count - 1, Math.max(0, i))] ?? [0, 0];
  const segments = times(closed ? count : count - 1, (i) => {
    const [p0, p1, p2, p3] = [get(i - 1), get(i), get(i + 1), get(i + 2)];
    const c1: Point = [p1[0] + (p2[0] - p0[0]) / 6, p1[1] + (p2[1] - p0[1]) / 6];
    const c2: Point = [p2[0] - (p3[0] - p1[0]) / 6, p2[1] - (p3[1] - p1[1]) / 6];
    return `C${xy(c1)} ${xy(c2)} ${xy(p2)}`;
  });
  return `M${xy(get(0))}${segments.join('')}`;
}

/** A round thing that was not drawn with compasses. */
export function blob(
  pen: Pen,
  x: number,
  y: number,
  rx: number,
  ry = rx,
  wobble = 0.12,
  corners = 9,
): string {
  const points = times(corners, (i): Point => {
    const angle = (i / corners) * Math.PI * 2;
    const reach = 1 + pen.between(-wobble, wobble);
    return [x + Math.cos(angle) * rx * reach, y + Math.sin(angle) * ry * reach];
  });
  return smoothLoop(points);
}

/** A pointed leaf from the origin to the right. */
export const leaf = (length: number, width: number) =>
  `M0 0C${short(length * 0.25)} ${short(-width)} ${short(length * 0.7)} ${short(-width)} ${length.toFixed(1)} 0C${short(length * 0.7)} ${short(width)} ${short(length * 0.25)} ${short(width)} 0 0Z`;

/** Fills everything below a horizon. */
export const below = (points: Point[], fill: string, more = '') =>
  polygon([...points, [sheet.width + 40, sheet.height + 40], [-40, sheet.height + 40]], fill, more);

/** A horizon that rises and falls; `bumps` is how many times across the sheet. */
export function horizon(pen: Pen, y: number, rise: number, bumps: number, row: number): Point[] {
  return times(141, (i): Point => {
    const x = -40 + (i * (sheet.width + 80)) / 140;
    return [x, y - pen.rough((x / sheet.width) * bumps + row * 7.7, row * 3.1) * rise * 2];
  });
}

/** Points spread out so that none is nearer than `gap` to another. */
export function scatter(
  pen: Pen,
  gap: number,
  box = { x: 0, y: 0, width: sheet.width, height: sheet.height },
  tries = 4000,
): Point[] {
  const kept: Point[] = [];
  for (let i = 0; i < tries; i++) {
    const point: Point = [pen.between(box.x, box.x + box.width), pen.between(box.y, box.y + box.height)];
    if (kept.every((other) => (other[0] - point[0]) ** 2 + (other[1] - point[1]) ** 2 > gap * gap))
      kept.push(point);
  }
  return kept;
}
