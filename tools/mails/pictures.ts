import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { demoStores } from '../seed/demo-stores.ts';
import { renderOriginal } from '../seed/render.ts';

const samplePicture = /https?:\/\/[^"\s]+\/media\/sample\/([a-z0-9-]+)\/\d+\.\w+/g;

/** Draws the pictures that the samples name, beside the mails, and lets the mails show those. */
export async function withPictures(html: string, folder: string): Promise<string> {
  const names = new Set(Array.from(html.matchAll(samplePicture), ([, name = '']) => name));
  for (const name of names) await draw(name, join(folder, 'pictures'));
  return html.replaceAll(samplePicture, '../pictures/$1.jpg');
}

/** Once: the same product gives the same picture. */
async function draw(slug: string, folder: string): Promise<void> {
  const path = join(folder, `${slug}.jpg`);
  const product = demoStores.flatMap(({ products }) => products).find((each) => each.slug === slug);
  if (!product) throw new Error(`A sample shows ${slug}, which no demo store sells.`);
  if (existsSync(path)) return;
  await mkdir(folder, { recursive: true });
  await sharp(await renderOriginal(product, 0))
    .resize({ width: 320 })
    .jpeg({ quality: 82 })
    .toFile(path);
}
