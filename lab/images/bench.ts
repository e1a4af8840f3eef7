/**
 * What the pipeline makes of one core, beside sharp called in a loop, once for each rendition of the same pictures in the
 * same sizes, formats and qualities. Ours also reads the original from the storage and writes every rendition to it.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { presets, renderPicture, renditionHash } from '../../libs/catalog/src/images/render-picture.ts';
import { DiskStorage } from '../../libs/core/src/storage/disk-storage.ts';
import { inTurns, type Measured, median } from '../measure.ts';

const size = { width: 2_400, height: 1_667 };
const rounds = 6;
const picturesPerRound = 3;
/** What AVIF_EFFORT is when nobody sets it. */
const effort = 3;

export async function measure(): Promise<Measured> {
  const folder = await mkdtemp(join(tmpdir(), 'tradewind-lab-'));
  const storage = new DiskStorage(folder);
  const original = await aPhoto();
  await storage.put('originals/photo.jpeg', original);
  const rates = await inTurns(
    {
      ours: () => perMinute(() => throughPipeline(storage)),
      bare: () => perMinute(() => bySharp(original)),
    },
    rounds,
  );
  await rm(folder, { recursive: true });
  return {
    title: `4-megapixel pictures on one core, ${presets.widths.length} widths in AVIF, WebP and JPEG each`,
    rows: [
      { name: 'sharp in a loop', value: median(rates.bare), unit: 'pictures/min' },
      { name: 'Tradewind, with its storage', value: median(rates.ours), unit: 'pictures/min' },
    ],
    ratio: median(rates.ours.map((rate, round) => rate / (rates.bare[round] ?? Infinity))),
    goal: 0.8,
  };
}

async function perMinute(render: () => Promise<void>): Promise<number> {
  const began = performance.now();
  for (let done = 0; done < picturesPerRound; done++) await render();
  return picturesPerRound / ((performance.now() - began) / 60_000);
}

/** What the job does between its two statements. */
async function throughPipeline(storage: DiskStorage): Promise<void> {
  const original = await storage.get('originals/photo.jpeg');
  const hash = renditionHash(original);
  await renderPicture(original, {
    avifEffort: effort,
    keep: (name, content) => storage.put(`media/${hash}/${name}`, content),
  });
}

/** Also with one thread for each picture: render-picture.ts has set that for this process. */
async function bySharp(original: Buffer): Promise<void> {
  for (const width of presets.widths) {
    const resized = () => sharp(original).autoOrient().resize({ width });
    await resized()
      .avif({ ...presets.avif, effort })
      .toBuffer();
    await resized().webp(presets.webp).toBuffer();
    await resized().jpeg(presets.jpeg).toBuffer();
  }
}

/** Soft shapes under the grain of a sensor: it compresses as photographs do, to about a megabyte. */
async function aPhoto(): Promise<Buffer> {
  const noise = (width: number, height: number, sigma: number) =>
    sharp({
      create: {
        width,
        height,
        channels: 3,
        background: '#888',
        noise: { type: 'gaussian', mean: 128, sigma },
      },
    })
      .png()
      .toBuffer();
  const grain = await noise(size.width, size.height, 12);
  return sharp(await noise(120, 84, 60))
    .resize({ ...size, fit: 'fill', kernel: 'cubic' })
    .composite([{ input: grain, blend: 'soft-light' }])
    .jpeg({ quality: 90 })
    .toBuffer();
}
