import type { Pattern } from '../../types.ts';
import { mix, rgb, scale, type Rgb } from '../colour.ts';
import type { Random } from '../random.ts';
import { herringbone, plain, twill, weave, yarns, type Texture } from './texture.ts';

/** What a pattern is made for: colours, chance, and how large one thread and the whole piece appear. */
export interface Order {
  palette: string[];
  random: Random;
  /** Pixels per thread. */
  thread: number;
  /** The whole piece in pixels, for patterns that do not repeat. */
  piece: { width: number; height: number };
}

/** Writes a sequence of threads: pairs of yarn and how many times. */
const threads = (...runs: [yarn: number, count: number][]) =>
  runs.flatMap(([yarn, count]) => Array.from({ length: count }, () => yarn));
const mirrored = (sequence: number[]) => [...sequence, ...sequence.toReversed()];

/** Warp and weft in given yarns, one over the other: checks, tartans and stripes come out by themselves. */
function cloth({ palette, random, thread }: Order, warp: number[], weft: number[], over = twill): Texture {
  const yarn = yarns(palette);
  const even = (sequence: number[]) =>
    sequence.length % 4 === 0 ? sequence : [...sequence, ...sequence, ...sequence, ...sequence];
  const [ends, picks] = [even(warp), even(weft)];
  return weave(
    {
      cols: ends.length,
      rows: picks.length,
      thread,
      over,
      colour: (x, y) => yarn((over(x, y) ? ends[x] : picks[y]) ?? 0),
    },
    random,
  );
}

/** Cloth whose colour is chosen at every crossing, as on a jacquard loom. */
function jacquard(
  { palette, random, thread }: Order,
  [cols, rows]: [number, number],
  yarnAt: (x: number, y: number) => number,
): Texture {
  const yarn = yarns(palette);
  return weave({ cols, rows, thread, over: twill, colour: (x, y) => yarn(yarnAt(x, y)) }, random);
}

const along = ({ piece, thread }: Order) => Math.ceil(piece.height / thread / 4) * 4;

type Woven = Extract<
  Pattern,
  | 'stripes'
  | 'ticking'
  | 'tartan'
  | 'gingham'
  | 'minigingham'
  | 'buffalo'
  | 'windowpane'
  | 'houndstooth'
  | 'herringbone'
  | 'chevron'
  | 'birdseye'
  | 'waffle'
  | 'pinstripe'
  | 'bands'
  | 'colourblock'
  | 'ombre'
  | 'glencheck'
  | 'kilim'
>;

/** Every woven pattern by name. */
export const loom: Record<Woven, (order: Order) => Texture> = {
  stripes: (order) => {
    const more = order.palette.length;
    const run = threads(
      [0, 18],
      [1, 22],
      [0, 5],
      [1, 3],
      [0, 14],
      [2, 12],
      [0, 3],
      [2, 3],
      [0, 12],
      [3 % more, 28],
      [0, 3],
      [3 % more, 3],
      [0, 20],
      [4 % more, 9],
      [0, 6],
      [1, 4],
    );
    return cloth(order, run, threads([0, 4]), (x, y) => (x * 2 + y) % 4 !== 0);
  },
  ticking: (order) =>
    cloth(
      order,
      threads([0, 20], [1, 2], [0, 2], [1, 12], [0, 2], [1, 2]),
      threads([0, 4]),
      (x, y) => (x + y) % 4 !== 0,
    ),
  tartan: (order) => {
    const sett = mirrored(
      threads([0, 26], [1, 4], [0, 4], [1, 4], [0, 6], [1, 24], [2, 3], [1, 10], [3, 2], [1, 6], [4, 5]),
    );
    return cloth(order, sett, sett);
  },
  gingham: (order) => cloth(order, threads([0, 16], [1, 16]), threads([0, 16], [1, 16]), plain),
  minigingham: (order) => cloth(order, threads([0, 8], [1, 8]), threads([0, 8], [1, 8]), plain),
  buffalo: (order) => cloth(order, threads([0, 44], [1, 44]), threads([0, 44], [1, 44])),
  windowpane: (order) => {
    const pane = threads([0, 56], [1, 3], [0, 3], [2, 2]);
    return cloth(order, pane, pane);
  },
  houndstooth: (order) => {
    // Four and four on a twill is the real thing; thicker threads enlarge it to be seen from afar.
    const enlarged = { ...order, thread: order.thread * 2 };
    return cloth(enlarged, threads([0, 4], [1, 4]), threads([0, 4], [1, 4]));
  },
  herringbone: (order) => {
    const wide = { ...order, thread: Math.round(order.thread * 1.7) };
    return cloth(wide, threads([0, 48]), threads([1, 4]), herringbone(12));
  },
  chevron: (order) => {
    const bands = [0, 0, 1, 1, 1, 2, 0, 3, 3, 3, 4 % order.palette.length, 0];
    return jacquard(
      order,
      [48, 96],
      (x, y) => bands[Math.floor((y + Math.abs((x % 48) - 24) + 96) / 8) % 12] ?? 0,
    );
  },
  birdseye: (order) => {
    const enlarged = { ...order, thread: order.thread + 2 };
    return jacquard(enlarged, [12, 12], (x, y) => {
      const distance = Math.abs(x - 6) + Math.abs(y - 6);
      return distance === 6 || distance === 5 || distance < 2 ? 1 : 0;
    });
  },
  waffle: (order) => {
    const [light, dark] = [order.palette[0] ?? '', order.palette[1] ?? ''];
    const tones = Array.from({ length: 9 }, (_, depth) =>
      rgb(mix(mix(light, '#ffffff', 0.1), mix(dark, '#2a2018', 0.3), depth / 8)),
    );
    // A cell is a pit: its upper left wall lies in shade, its lower right wall in the light.
    const depth = (x: number, y: number) => 6 - Math.max(Math.abs(x - 6), Math.abs(y - 6));
    const lit = (x: number, y: number) =>
      Math.max(0, Math.min(8, depth(x, y) * 1.1 + (depth(x, y) === 0 ? 0 : x + y < 12 ? 2 : -1)) | 0);
    return weave(
      { cols: 12, rows: 12, thread: order.thread, colour: (x, y) => tones[lit(x, y)] ?? [0, 0, 0] },
      order.random,
    );
  },
  pinstripe: (order) => {
    const grid = threads([0, 15], [1, 1]);
    return cloth(order, grid, grid, plain);
  },
  bands: (order) => {
    const rows = along(order);
    const repeat = Math.round(order.piece.width / order.thread / 2) * 2;
    const [narrow, edge] = order.piece.width < order.piece.height * 0.5 ? [true, 0] : [false, 0.07];
    const across = (place: number) =>
      Math.abs(place - 0.5) < 0.075 || Math.abs(Math.abs(place - 0.5) - 0.13) < 0.016 ? 1 : 0;
    const ends = (place: number) => {
      const near = Math.min(place, 1 - place) - edge;
      return (near > 0 && near < 0.05) || (near > 0.062 && near < 0.07) || (near > 0.08 && near < 0.085)
        ? 1
        : 0;
    };
    return jacquard(order, [narrow ? repeat : 4, narrow ? 4 : rows], (x, y) =>
      narrow ? across(x / repeat) : ends(y / rows),
    );
  },
  colourblock: (order) => {
    const rows = along(order);
    const sameTop = order.palette[0] === order.palette[1];
    const line = (place: number) =>
      (!sameTop && Math.abs(place - 0.34) < 0.006) || Math.abs(place - 0.66) < 0.006;
    const band = (place: number) => (line(place) ? 3 : place < 0.34 ? 0 : place < 0.66 ? 1 : 2);
    return jacquard(order, [4, rows], (_, y) => band(y / rows));
  },
  ombre: (order) => {
    const rows = along(order);
    const shades: Rgb[] = Array.from({ length: rows }, (_, y) => rgb(scale(order.palette, y / rows)));
    // Long enough across that the wandering of the dye does not show as a repeat.
    const wander = (x: number) => Math.round(Math.sin((x / 64) * Math.PI * 2) * 5);
    return weave(
      {
        cols: 64,
        rows,
        thread: order.thread,
        colour: (x, y) => shades[Math.min(rows - 1, Math.max(0, y + wander(x)))] ?? [0, 0, 0],
      },
      order.random,
    );
  },
  glencheck: (order) => {
    const small = Array.from({ length: 10 }, () => threads([0, 2], [1, 2])).flat();
    const large = Array.from({ length: 5 }, () => threads([0, 4], [1, 4])).flat();
    const sett = [...small, ...large].map((yarn, i) =>
      i === 60 || i === 61 || i === 18 || i === 19 ? 2 : yarn,
    );
    return cloth({ ...order, thread: order.thread + 2 }, sett, sett);
  },
  kilim: (order) => {
    const size = 96;
    return jacquard({ ...order, thread: order.thread }, [size, size * 2], (x, y) => {
      const [cx, cy] = [
        Math.floor(Math.abs((x % size) - size / 2 + 0.5) / 4),
        Math.floor(Math.abs((y % size) - size / 2 + 0.5) / 4),
      ];
      const ring = cx + cy;
      const flip = Math.floor(y / size) % 2;
      if (ring < 2) return 4;
      if (ring < 4) return 1;
      if (ring < 7) return flip ? 2 : 3;
      if (ring < 8) return 1;
      if (ring < 11) return flip ? 3 : 2;
      if (ring < 12) return 1;
      return ring > 18 ? (ring > 20 ? 4 : 1) : 0;
    });
  },
};
