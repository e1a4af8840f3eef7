import sharp from 'sharp';
import { rgb, type Rgb } from '../colour.ts';
import type { Random } from '../random.ts';

/** A piece of cloth seen flat, at one texel per pixel of the picture; it repeats in both directions. */
export interface Texture {
  width: number;
  height: number;
  /** Red, green and blue of every texel. */
  texels: Uint8ClampedArray;
}

/** What is set up on the loom, counted in threads. */
export interface Weave {
  cols: number;
  rows: number;
  /** Pixels per thread. */
  thread: number;
  /** The colour where warp thread `x` crosses weft thread `y`, and which of them lies on top is up to the caller. */
  colour: (x: number, y: number) => Rgb;
  /** True where the warp lies on top. */
  over?: (x: number, y: number) => boolean;
  /** How strongly the threads stand out; 1 is plain cloth. */
  relief?: number;
}

export const plain = (x: number, y: number) => ((x + y) & 1) === 0;
export const twill = (x: number, y: number) => ((x + y) & 3) < 2;
export const herringbone = (width: number) => (x: number, y: number) =>
  (((Math.floor(x / width) & 1 ? -x - 1 : x) + y) & 3) < 2;

/** Weaves cloth thread by thread: every crossing is rounded, every thread a little uneven. */
export function weave(
  { cols, rows, thread, colour, over = plain, relief = 1 }: Weave,
  random: Random,
): Texture {
  const [width, height] = [cols * thread, rows * thread];
  const texels = new Uint8ClampedArray(width * height * 3);
  const warpSlub = Float32Array.from({ length: cols }, () => 1 + (random() - 0.5) * 0.05 * relief);
  const weftSlub = Float32Array.from({ length: rows }, () => 1 + (random() - 0.5) * 0.05 * relief);
  const round = Float32Array.from(
    { length: thread },
    (_, i) => 1 - relief * 0.17 * (((i + 0.5) / thread) * 2 - 1) ** 2,
  );
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < cols; x++) {
      const [r, g, b] = colour(x, y);
      const warp = over(x, y);
      const slub = ((warp ? warpSlub[x] : weftSlub[y]) ?? 1) * (1 + (random() - 0.5) * 0.06 * relief) * 1.03;
      for (let dy = 0; dy < thread; dy++) {
        let i = ((y * thread + dy) * width + x * thread) * 3;
        for (let dx = 0; dx < thread; dx++, i += 3) {
          const light =
            slub *
            ((warp ? round[dx] : round[dy]) ?? 1) *
            (((warp ? round[dy] : round[dx]) ?? 1) * 0.4 + 0.6);
          texels[i] = r * light;
          texels[i + 1] = g * light;
          texels[i + 2] = b * light;
        }
      }
    }
  }
  return { width, height, texels };
}

/** Prints an SVG tile on plain cloth; ink sits on the threads, so the weave shows through it. */
export async function printed(
  content: string,
  size: [number, number],
  ground: string,
  thread: number,
  random: Random,
): Promise<Texture> {
  const whole = (side: number) => Math.round(side / (2 * thread)) * 2 * thread;
  const [width, height] = [whole(size[0]), whole(size[1])];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${size[0]} ${size[1]}" preserveAspectRatio="none"><rect width="100%" height="100%" fill="${ground}"/>${content}</svg>`;
  const ink = await sharp(Buffer.from(svg), { unlimited: true }).removeAlpha().raw().toBuffer();
  const cloth = weave(
    { cols: width / thread, rows: height / thread, thread, colour: () => [255, 255, 255], relief: 0.75 },
    random,
  );
  for (let i = 0; i < ink.length; i++) cloth.texels[i] = ((ink[i] ?? 0) * (cloth.texels[i] ?? 0)) / 250;
  return cloth;
}

/** Repeats what crosses the edges of a tile, so that the tile can repeat without seams. */
export function seamless(content: string, width: number, height: number): string {
  const copies = [-1, 0, 1].flatMap((dx) =>
    [-1, 0, 1].map((dy) => `<use href="#t" x="${dx * width}" y="${dy * height}"/>`),
  );
  return `<defs><g id="t">${content}</g></defs>${copies.join('')}`;
}

export const yarns = (palette: string[]): ((index: number) => Rgb) => {
  const colours = palette.map(rgb);
  return (index) => colours[((index % colours.length) + colours.length) % colours.length] ?? [0, 0, 0];
};
