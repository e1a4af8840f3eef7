import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { drawLogo } from '../seed/art/logo.ts';
import { demoStores } from '../seed/demo-stores.ts';
import { renderOriginal } from '../seed/render.ts';

const samplePicture = /https?:\/\/[^"\s]+\/media\/sample\/([a-z0-9-]+)\/\d+\.\w+/g;

/** Draws the pictures that the samples name, beside the mails, and lets the mails show those. */
export async function withPictures(html: string, folder: string): Promise<string> {
  const names = new Set(Array.from(html.matchAll(samplePicture), ([, name = '']) => name));
  for (const name of names) await draw(name, join(folder, 'pictures'));
  return html.replaceAll(samplePicture, '../pictures/$1.jpg');
}

/** Once: the same name gives the same picture. */
async function draw(name: string, folder: string): Promise<void> {
  const path = join(folder, `${name}.jpg`);
  if (existsSync(path)) return;
  await mkdir(folder, { recursive: true });
  await sharp(await originalOf(name))
    .resize({ width: 640 })
    .jpeg({ quality: 82 })
    .toFile(path);
}

async function originalOf(name: string): Promise<Buffer> {
  const store = demoStores.find(({ slug }) => name === `logo-${slug}`);
  if (store) return drawLogo(store.identity.logo);
  const product = demoStores.flatMap(({ products }) => products).find(({ slug }) => slug === name);
  if (!product) throw new Error(`A sample shows ${name}, which no demo store has.`);
  return renderOriginal(product, 0);
}
