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
  const reached = (i: number) => (inside[i] ?? 0) > -step || (shadow[i] ?? 1) < 0.997;
  return reached(at) || reached(at + 1) || reached(at + cols) || reached(at + cols + 1);
}

/** The innermost loop of every picture, so it is written for speed: nothing is allocated, light is linear per row. */
function fillCell(
  pixels: Buffer,
  { width, height, texels }: Texture,
  grid: Grid,
  { at, x, y }: { at: number; x: number; y: number },
): void {
  for (let dy = 0; dy < step; dy++) {
    const down = dy / step;
    let edge = start(grid.inside, at, down);
    let u = start(grid.u, at, down);
    let v = start(grid.v, at, down);
    let light = start(grid.light, at, down);
    let shadow = start(grid.shadow, at, down);
    const edgeBy = (start(grid.inside, at + 1, down) - edge) / step;
    const uBy = (start(grid.u, at + 1, down) - u) / step;
    const vBy = (start(grid.v, at + 1, down) - v) / step;
    const lightBy = (start(grid.light, at + 1, down) - light) / step;
    const shadowBy = (start(grid.shadow, at + 1, down) - shadow) / step;
    let i = ((y + dy) * side + x) * 3;
    for (let dx = 0; dx < step; dx++, i += 3) {
      const cover = edge > 0.5 ? 1 : edge < -0.5 ? 0 : edge + 0.5;
      let column = Math.floor(u) % width;
      let row = Math.floor(v) % height;
      if (column < 0) column += width;
      if (row < 0) row += height;
      const t = (row * width + column) * 3;
      const under = (1 - cover) * shadow;
      const over = light * cover;
      const r = (pixels[i] ?? 0) * under + (texels[t] ?? 0) * over;
      const g = (pixels[i + 1] ?? 0) * under + (texels[t + 1] ?? 0) * over;
      const b = (pixels[i + 2] ?? 0) * under + (texels[t + 2] ?? 0) * over;
      pixels[i] = r > 255 ? 255 : r;
      pixels[i + 1] = g > 255 ? 255 : g;
      pixels[i + 2] = b > 255 ? 255 : b;
      edge += edgeBy;
      u += uBy;
      v += vBy;
      light += lightBy;
      shadow += shadowBy;
    }
  }
}

/** The value on the left side of a cell, this far down. */
function start(field: Float32Array, at: number, down: number): number {
  const top = field[at] ?? 0;
  return top + ((field[at + cols] ?? 0) - top) * down;
}
