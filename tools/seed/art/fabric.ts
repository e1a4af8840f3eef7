import sharp from 'sharp';
import type { FabricPicture } from '../types.ts';
import { lay, side } from './fabric/cloth.ts';
import { stagings } from './fabric/forms.ts';
import { loom, type Order } from './fabric/loom.ts';
import { print, tiles } from './fabric/prints.ts';
import type { Texture } from './fabric/texture.ts';
import { penFor } from './pen.ts';
import { randomFrom } from './random.ts';

/** Draws a textile in its surroundings and returns it as a JPEG. */
export async function renderFabric(seed: string, { form, pattern, palette }: FabricPicture): Promise<Buffer> {
  const { thread, piece, backdrop, lies } = stagings[form];
  const pen = penFor(seed, palette);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}">${backdrop(pen)}</svg>`;
  const pixels = await sharp(Buffer.from(svg), { unlimited: true }).removeAlpha().raw().toBuffer();
  speckle(pixels, seed);
  const texture = await textureOf(
    pattern,
    { palette, thread, piece, random: randomFrom(`${seed} cloth`) },
    seed,
  );
  for (const lie of lies(pen)) lay(pixels, texture, lie);
  return sharp(pixels, { raw: { width: side, height: side, channels: 3 } })
    .jpeg({ quality: 82 })
    .toBuffer();
}

async function textureOf(pattern: FabricPicture['pattern'], order: Order, seed: string): Promise<Texture> {
  return isPrinted(pattern) ? print(pattern, order, seed) : loom[pattern](order);
}

const isPrinted = (pattern: FabricPicture['pattern']): pattern is keyof typeof tiles => pattern in tiles;

/** A little grain, so that smooth walls do not fall into bands. */
function speckle(pixels: Buffer, seed: string): void {
  const random = randomFrom(`${seed} grain`);
  const grain = Int8Array.from({ length: 65_536 }, () => Math.round((random() + random() - 1) * 3));
  for (let i = 0, at = 0; i < pixels.length; i += 3) {
    if (i % (side * 3) === 0) at = Math.floor(random() * 65_536);
    const speck = grain[at++ & 65_535] ?? 0;
    pixels[i] = bounded((pixels[i] ?? 0) + speck);
    pixels[i + 1] = bounded((pixels[i + 1] ?? 0) + speck);
    pixels[i + 2] = bounded((pixels[i + 2] ?? 0) + speck);
  }
}

const bounded = (value: number) => (value < 0 ? 0 : value > 255 ? 255 : value);
