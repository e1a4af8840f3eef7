import type { Texture } from './texture.ts';

/** Pictures of textiles are square. */
export const side = 2400;
const step = 8;
const cols = side / step + 1;

/** How one piece of cloth lies in the picture, asked at points of the picture. */
export interface Lie {
  /** Distance to the edge in pixels, positive inside. */
  inside: (x: number, y: number) => number;
  /** The place on the cloth (in its own pixels) and the light there; 1 is flat and lit. */
  place: (x: number, y: number) => [u: number, v: number, light: number];
  shadow: { dx: number; dy: number; blur: number; depth: number };
}

/**
 * Lays cloth over what is already in `pixels`. Shape, folds and shadow change slowly, so they are worked
 * out on a grid and interpolated; only the texture is read per pixel.
 */
export function lay(pixels: Buffer, texture: Texture, lie: Lie): void {
  const grid = gridOf(lie);
  for (let row = 0; row < cols - 1; row++) {
    for (let col = 0; col < cols - 1; col++) {
      const at = row * cols + col;
      if (touched(grid, at)) fillCell(pixels, texture, grid, { at, x: col * step, y: row * step });
    }
  }
}

interface Grid {
  inside: Float32Array;
  u: Float32Array;
  v: Float32Array;
  light: Float32Array;
  shadow: Float32Array;
}

function gridOf({ inside, place, shadow }: Lie): Grid {
  const field = () => new Float32Array(cols * cols);
  const grid = { inside: field(), u: field(), v: field(), light: field(), shadow: field() };
  for (let row = 0, i = 0; row < cols; row++) {
    for (let col = 0; col < cols; col++, i++) {
      const [x, y] = [col * step, row * step];
      [grid.u[i], grid.v[i], grid.light[i]] = place(x, y);
      grid.inside[i] = inside(x, y);
      const near = inside(x - shadow.dx, y - shadow.dy) / shadow.blur;
      grid.shadow[i] = 1 - shadow.depth / (1 + Math.exp(-near * 2));
    }
  }
  return grid;
}

function touched({ inside, shadow }: Grid, at: number): boolean {
  const corners = [at, at + 1, at + cols, at + cols + 1];
  return corners.some((i) => (inside[i] ?? 0) > -step || (shadow[i] ?? 1) < 0.997);
}

function fillCell(pixels: Buffer, { width, height, texels }: Texture, grid: Grid, { at, x, y }: { at: number; x: number; y: number }): void {
  const edge = slope(grid.inside, at);
  const us = slope(grid.u, at);
  const vs = slope(grid.v, at);
  const lights = slope(grid.light, at);
  const shadows = slope(grid.shadow, at);
  for (let dy = 0; dy < step; dy++) {
    let i = ((y + dy) * side + x) * 3;
    for (let dx = 0; dx < step; dx++, i += 3) {
      const cover = Math.max(0, Math.min(1, value(edge, dx, dy) + 0.5));
      const under = (1 - cover) * value(shadows, dx, dy);
      if (cover === 0) {
        for (let c = 0; c < 3; c++) pixels[i + c] = (pixels[i + c] ?? 0) * under;
        continue;
      }
      const u = ((Math.floor(value(us, dx, dy)) % width) + width) % width;
      const v = ((Math.floor(value(vs, dx, dy)) % height) + height) % height;
      const light = value(lights, dx, dy) * cover;
      const t = (v * width + u) * 3;
      for (let c = 0; c < 3; c++) pixels[i + c] = Math.min(255, (pixels[i + c] ?? 0) * under + (texels[t + c] ?? 0) * light);
    }
  }
}

/** The bilinear patch of one cell: start, change along x, change along y, twist. */
type Patch = [number, number, number, number];

function slope(field: Float32Array, at: number): Patch {
  const [a = 0, b = 0, c = 0, d = 0] = [field[at], field[at + 1], field[at + cols], field[at + cols + 1]];
  return [a, (b - a) / step, (c - a) / step, (a - b - c + d) / (step * step)];
}

const value = ([a, b, c, d]: Patch, x: number, y: number) => a + b * x + c * y + d * x * y;
