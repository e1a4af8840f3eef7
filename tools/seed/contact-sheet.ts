import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { demoStores } from './demo-stores.ts';
import { renderOriginal } from './render.ts';
import type { SeedProduct } from './types.ts';

/**
 * Renders pictures and lays them out to be looked at: `node tools/seed/contact-sheet.ts FOLDER [STORE [WORD]]`.
 * Only products whose slug or category holds the word are drawn.
 */
const [folder = '/tmp/contact', store, word = ''] = process.argv.slice(2);
const cell = { width: 320, height: 400 };
await mkdir(folder, { recursive: true });

for (const { slug, categories, products } of demoStores.filter((each) => !store || each.slug === store)) {
  for (const category of categories) {
    const chosen = products.filter(
      (p) => p.category === category.slug && `${p.slug} ${p.category}`.includes(word),
    );
    if (chosen.length > 0) await layOut(`${slug}-${category.slug}`, chosen);
  }
}

async function layOut(name: string, products: SeedProduct[]): Promise<void> {
  const started = process.cpuUsage();
  const thumbs: Buffer[] = [];
  let largest = 0;
  for (const product of products) {
    for (const index of product.images.keys()) {
      const original = await renderOriginal(product, index);
      largest = Math.max(largest, original.length);
      await writeFile(join(folder, `${product.slug}-${index}.jpg`), original);
      thumbs.push(
        await sharp(original)
          .resize(cell.width, cell.height, { fit: 'contain', background: '#ffffff' })
          .toBuffer(),
      );
    }
  }
  const columns = Math.min(6, thumbs.length);
  const rows = Math.ceil(thumbs.length / columns);
  const base = {
    width: columns * cell.width,
    height: rows * cell.height,
    channels: 3 as const,
    background: '#ffffff',
  };
  const layers = thumbs.map((input, i) => ({
    input,
    left: (i % columns) * cell.width,
    top: Math.floor(i / columns) * cell.height,
  }));
  await sharp({ create: base })
    .composite(layers)
    .png()
    .toFile(join(folder, `_${name}.png`));
  const { user, system } = process.cpuUsage(started);
  const each = (user + system) / 1000 / thumbs.length;
  console.log(
    `${name}: ${thumbs.length} pictures, ${each.toFixed(0)} ms CPU each, largest ${(largest / 1024).toFixed(0)} KiB`,
  );
}
