import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type imageFormats, imageWidths } from '@tradewind/contracts';
import sharp, { type Sharp } from 'sharp';
import { isTooLarge, kindOf, maxPixels } from './picture-kind.ts';

type Format = (typeof imageFormats)[number];

// One picture takes one core and its own memory, however many cores there are; pictures side by side are the jobs'.
sharp.concurrency(1);
sharp.cache(false);

/** Everything that decides what a rendition looks like, except AVIF_EFFORT. Changed presets get new addresses. */
export const presets = {
  version: 2,
  widths: imageWidths,
  avif: { quality: 55 },
  webp: { quality: 78, effort: 3 },
  jpeg: { quality: 78, mozjpeg: true },
  blur: { width: 16, quality: 40 },
} as const;

/** Why a picture cannot be rendered, now or ever. Its message is what the staff are told. */
export class CannotBeRendered extends Error {}

/** Where the renditions of a picture are: decided by its content and by how it is rendered. */
export const renditionHash = (original: Buffer): string =>
  createHash('sha256').update(JSON.stringify(presets)).update(original).digest('hex').slice(0, 20);

export interface Rendered {
  readonly width: number;
  readonly height: number;
  readonly widths: number[];
  readonly blurDataUrl: string;
}

interface RenderOptions {
  readonly avifEffort: number;
  /** Called with one file after the other, so that only one of them is in memory. */
  readonly keep: (name: string, content: Buffer) => Promise<void>;
}

/**
 * Renders the preset widths of a picture in every format. It is decoded once, upright, in sRGB and only as large as the
 * largest preset; the others are made from that. Metadata, such as where a photo was taken, is not carried over.
 */
export async function renderPicture(original: Buffer, options: RenderOptions): Promise<Rendered> {
  const { width, height } = await measure(original);
  const widths = widthsFor(width);
  const largest = await inTurn(width * height, () => decode(original, Math.max(...widths)));
  for (const preset of widths) await encodeAll(await resized(largest, preset), preset, options);
  return { width, height, widths, blurDataUrl: await blurred(largest) };
}

/** The size of a picture as it is shown, from its header: nothing is decoded yet. */
async function measure(original: Buffer): Promise<{ width: number; height: number }> {
  const kind = kindOf(original);
  if (!kind) throw new CannotBeRendered('image_type_unsupported');
  const { autoOrient } = await sharp(original, { limitInputPixels: false }).metadata().catch(unreadable);
  if (isTooLarge(kind, autoOrient)) throw new CannotBeRendered('image_too_large');
  return autoOrient;
}

/** The presets up to the picture's own width, and at least one. */
function widthsFor(width: number): number[] {
  const [smallest, ...others] = imageWidths;
  return [smallest, ...others.filter((preset) => preset <= width)];
}

interface Pixels {
  readonly data: Buffer;
  readonly info: { width: number; height: number; channels: 1 | 2 | 3 | 4 };
}

/** What takes longer has failed, and its job comes again. */
const patienceSeconds = 60;

/** More pixels than that are not decoded beside each other: some kinds take 400 MB while they are. */
const largePixels = 12_000_000;
let lastLarge: Promise<unknown> = Promise.resolve();

/**
 * One that never ends takes its turn no longer than that, for not every decoder can be stopped. One that waited for so
 * long does not begin: its job is about to fail.
 */
export function inTurn<Result>(
  pixels: number,
  work: () => Promise<Result>,
  seconds = patienceSeconds,
): Promise<Result> {
  if (pixels <= largePixels) return work();
  const askedAt = performance.now();
  const turn = lastLarge.then(() => {
    if (performance.now() - askedAt > seconds * 1_000) throw new Error('Other pictures took too long.');
    return work();
  });
  // Whose turn it was hears of what went wrong; the next one only that it is over.
  const isOver = turn.catch(() => undefined);
  lastLarge = lastLarge.then(() => Promise.race([isOver, sleep(seconds * 1_000, undefined, { ref: false })]));
  return turn;
}

const decode = (original: Buffer, width: number): Promise<Pixels> =>
  sharp(original, { limitInputPixels: maxPixels, failOn: 'error', sequentialRead: true })
    .autoOrient()
    .resize({ width, withoutEnlargement: true })
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .timeout({ seconds: patienceSeconds })
    .toBuffer({ resolveWithObject: true })
    .catch(unreadableUnlessSlow);

function unreadable(cause: unknown): never {
  throw new CannotBeRendered('image_unreadable', { cause });
}

/** One that took too long may be fine; the machine was busy. */
function unreadableUnlessSlow(cause: unknown): never {
  if (cause instanceof Error && cause.message.includes('timeout')) throw cause;
  unreadable(cause);
}

const fromPixels = ({ data, info }: Pixels): Sharp =>
  sharp(data, { raw: info }).timeout({ seconds: patienceSeconds });

const resized = async (pixels: Pixels, width: number): Promise<Pixels> =>
  pixels.info.width <= width
    ? pixels
    : fromPixels(pixels).resize({ width }).raw().toBuffer({ resolveWithObject: true });

async function encodeAll(pixels: Pixels, width: number, { avifEffort, keep }: RenderOptions): Promise<void> {
  // Measured on a 4-megapixel picture, all widths: effort 2 takes 1.9 s of CPU, 0 takes 0.9 s and 15 % more bytes.
  const files: Record<Format, () => Sharp> = {
    avif: () => fromPixels(pixels).avif({ ...presets.avif, effort: avifEffort }),
    webp: () => fromPixels(pixels).webp(presets.webp),
    // It knows no transparency: what shines through would be black.
    jpeg: () => fromPixels(pixels).flatten({ background: '#fff' }).jpeg(presets.jpeg),
  };
  for (const [format, file] of Object.entries(files))
    await keep(`${width}.${format}`, await file().toBuffer());
}

/** A picture of 16 pixels' width, small enough to travel inside the page. */
async function blurred(pixels: Pixels): Promise<string> {
  const { width, quality } = presets.blur;
  const tiny = await fromPixels(pixels).resize({ width }).webp({ quality }).toBuffer();
  return `data:image/webp;base64,${tiny.toString('base64')}`;
}
