import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ProductDetail, ProductPage } from '@tradewind/contracts';
import { ColdStorage, openStorage, Outbox, readConfig, RunningJob, type Storage } from '@tradewind/core';
import { runInScope } from '@tradewind/database';
import {
  aProduct,
  aStore,
  asOwner,
  replicaCaughtUp,
  TestApi,
  type TestProduct,
  type TestStore,
} from '@tradewind/testing';
import sharp, { type Sharp } from 'sharp';
import { request } from 'undici';
import { v7 as uuidv7 } from 'uuid';
import { Originals } from './originals.ts';
import { ResizeProductImageProcessor } from './resize-product-image.processor.ts';

let api: TestApi;
let storageDir: string;
let storage: Storage;
let processor: ResizeProductImageProcessor;
let store: TestStore;
let mug: TestProduct;

beforeAll(async () => {
  storageDir = await mkdtemp(join(tmpdir(), 'tradewind-media-'));
  api = await TestApi.start({ STORAGE_DIR: storageDir, AVIF_EFFORT: '0' });
  const config = readConfig();
  storage = openStorage(config);
  const originals = new Originals(storage, new ColdStorage(undefined), api.db, new Outbox());
  processor = new ResizeProductImageProcessor(api.db, storage, originals, config);
  store = await aStore();
  mug = await aProduct(store);
});
afterAll(async () => {
  await api.close();
  await rm(storageDir, { recursive: true, force: true });
});

/** Soft stripes, which compress as photographs do. */
const stripes = (width: number, height: number) =>
  sharp(
    Buffer.from(`<svg width="${width}" height="${height}"><rect width="100%" height="100%" fill="#d8c3a5"/>
    <circle cx="50%" cy="50%" r="30%" fill="#8e8d8a"/><rect y="60%" width="100%" height="10%" fill="#e85a4f"/></svg>`),
  );

const blank = (width: number, height: number, background: string) =>
  sharp({ create: { width, height, channels: 3, background } });

let position = 0;

/** An original that was uploaded and has not been rendered yet. */
async function anOriginal(content: Buffer, [width, height] = [800, 600]): Promise<string> {
  const id = uuidv7();
  const originalKey = `originals/${store.id}/${id}.jpg`;
  await storage.put(originalKey, content);
  await asOwner(
    store.id,
    `INSERT INTO product_images (id, product_id, position, alt, original_key, width, height) VALUES ($1, $2, $3, 'A mug', $4, $5, $6)`,
    [id, mug.id, position++, originalKey, width, height],
  );
  return id;
}

const aPicture = async (width: number, height: number): Promise<string> =>
  anOriginal(await stripes(width, height).jpeg().toBuffer(), [width, height]);

interface ImageState {
  renditionKey: string | null;
  widths: number[];
  width: number;
  height: number;
  failedWith: string | null;
}

async function stateOf(imageId: string): Promise<ImageState> {
  const [row] = await asOwner<ImageState>(
    store.id,
    `SELECT rendition_key AS "renditionKey", widths, width, height, failed_with AS "failedWith" FROM product_images WHERE id = $1`,
    [imageId],
  );
  return row!;
}

/** What is in storage of a picture that was rendered. */
async function renditionsOf(imageId: string): Promise<{ name: string; bytes: Buffer }[]> {
  const folder = join(storageDir, 'media', (await stateOf(imageId)).renditionKey!);
  const names = await readdir(folder);
  return Promise.all(names.map(async (name) => ({ name, bytes: await readFile(join(folder, name)) })));
}

const resize = (imageId: string) =>
  runInScope({ storeId: store.id }, () => processor.handle({ imageId }, new RunningJob(uuidv7())));

/** Every file under media, with the moment it was written. */
async function files(): Promise<Record<string, number>> {
  const names = await readdir(join(storageDir, 'media'), { recursive: true, withFileTypes: true });
  const entries = names
    .filter((entry) => entry.isFile())
    .map(async ({ parentPath, name }) => {
      const path = join(parentPath, name);
      return [path, (await stat(path)).mtimeMs] as const;
    });
  return Object.fromEntries(await Promise.all(entries));
}

describe('a picture of 2000 by 1500 pixels', () => {
  let imageId: string;
  let image: ProductDetail['images'][number];
  beforeAll(async () => {
    imageId = await aPicture(2_000, 1_500);
    await resize(imageId);
    await replicaCaughtUp();
    const { body } = await api.visitor(store).get(`/api/products/${mug.slug}`);
    image = ProductDetail.parse(body).images[0]!;
  });

  const addressOf = (width: number, format: string) =>
    image.url!.replace('{width}', String(width)).replace('{format}', format);

  it('becomes the preset widths, and a preview that travels inside the page', async () => {
    expect(image).toMatchObject({ id: imageId, widths: [320, 640, 960, 1600], width: 2_000, height: 1_500 });
    expect(image.url).toMatch(/^\/media\/[0-9a-f-]{36}\/[0-9a-f]{20}\/\{width\}\.\{format\}$/);
    const preview = Buffer.from(image.blurDataUrl!.replace('data:image/webp;base64,', ''), 'base64');
    expect(await sharp(preview).metadata()).toMatchObject({ format: 'webp', width: 16, height: 12 });
    expect(preview.length).toBeLessThan(400);
  });

  it('is shown on the card of its product', async () => {
    const { body } = await api.visitor(store).get('/api/products');

    expect(ProductPage.parse(body).items[0]!.image).toEqual(image);
  });

  it.each([
    ['avif', 'heif'],
    ['webp', 'webp'],
    ['jpeg', 'jpeg'],
  ])('is served in every width as %s, to be kept for ever', async (format, decoder) => {
    for (const width of image.widths) {
      const answer = await fetchImage(addressOf(width, format));

      expect(answer.headers).toMatchObject({
        'content-type': `image/${format}`,
        'cache-control': 'public, max-age=31536000, immutable',
        'cross-origin-resource-policy': 'cross-origin',
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'; sandbox",
        'content-length': String(answer.bytes.length),
      });
      expect(await sharp(answer.bytes).metadata()).toMatchObject({
        format: decoder,
        width,
        height: width * 0.75,
      });
    }
  });

  it('has a WebP for its JPEG, for a minute, where it was rendered before there were any', async () => {
    const folder = `media/${(await stateOf(imageId)).renditionKey}`;
    const jpeg = await storage.get(`${folder}/640.jpeg`);
    await storage.delete(`${folder}/640.jpeg`);
    const { headers, bytes } = await fetchImage(addressOf(640, 'jpeg'));

    expect(headers).toMatchObject({ 'content-type': 'image/webp', 'cache-control': 'public, max-age=60' });
    expect(bytes.equals(await storage.get(`${folder}/640.webp`))).toBe(true);
    await storage.delete(`${folder}/640.webp`);
    expect((await api.visitor(store).get(addressOf(640, 'jpeg'))).status).toBe(404);
    await storage.put(`${folder}/640.jpeg`, jpeg);
    await storage.put(`${folder}/640.webp`, bytes);
    expect((await fetchImage(addressOf(640, 'jpeg'))).headers['content-type']).toBe('image/jpeg');
  });

  it('is not rendered again when the job comes twice', async () => {
    const before = await files();
    await resize(imageId);

    expect(await files()).toEqual(before);
    expect(Object.keys(before)).toHaveLength(12);
  });

  it.each(['1600.jpeg', '320.avif'])('is rendered again when %s was lost', async (name) => {
    const before = Object.keys(await files());
    await storage.delete(`media/${(await stateOf(imageId)).renditionKey}/${name}`);
    await resize(imageId);

    expect(Object.keys(await files()).toSorted()).toEqual(before.toSorted());
  });

  it('becomes the same files when the first worker died before it could say so', async () => {
    const before = await files();
    const bytes = await readFile(Object.keys(before)[0]!);
    await asOwner(store.id, `UPDATE product_images SET rendition_key = NULL, widths = '{}' WHERE id = $1`, [
      imageId,
    ]);

    await resize(imageId);

    expect(Object.keys(await files())).toEqual(Object.keys(before));
    expect(await readFile(Object.keys(before)[0]!)).toEqual(bytes);
    expect((await stateOf(imageId)).widths).toEqual([320, 640, 960, 1600]);
  });

  it('is rendered again when it was rendered by other presets, at another address', async () => {
    const older = `${store.id}/${'0'.repeat(20)}`;
    await asOwner(store.id, 'UPDATE product_images SET rendition_key = $2 WHERE id = $1', [imageId, older]);

    await resize(imageId);

    expect((await stateOf(imageId)).renditionKey).toBe(image.url!.slice('/media/'.length).split('/{')[0]);
  });

  it.each([
    ['a width nobody set', (path: string) => path.replace('320', '321')],
    ['a huge width', (path: string) => path.replace('320', '999999')],
    ['a format nobody set', (path: string) => path.replace('webp', 'png')],
    ['a script', (path: string) => path.replace('320.webp', 'x.svg')],
    ['a hash that is none', (path: string) => path.replace(/[0-9a-f]{20}/, 'z'.repeat(20))],
    ['a hash of nothing', (path: string) => path.replace(/[0-9a-f]{20}/, '0'.repeat(20))],
    ['another store', (path: string) => path.replace(/[0-9a-f-]{36}/, uuidv7())],
    ['a store that is none', (path: string) => path.replace(/[0-9a-f-]{36}/, 'lumen')],
    ['a folder above', (path: string) => path.replace(/[0-9a-f]{20}/, '..%2f..%2foriginals')],
    ['a folder above, twice encoded', (path: string) => path.replace(/[0-9a-f]{20}/, '%252e%252e')],
    ['a backslash', (path: string) => path.replace('320.webp', '..%5c320.webp')],
    ['a NUL', (path: string) => path.replace('320.webp', '320.webp%00.svg')],
    ['a folder', (path: string) => path.replace('320.webp', '')],
    ['an original', () => `/media/originals/${imageId}.jpg`],
    ['no picture at all', () => '/media/..%2f..%2f..%2fetc%2fpasswd'],
  ])('is not found under the address of %s', async (_what, change) => {
    const path = change(addressOf(320, 'webp'));
    const { status, headers } = await api.visitor(store).get(path);

    expect(path).not.toBe(addressOf(320, 'webp'));
    expect([404, 422]).toContain(status);
    expect(headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(headers['cache-control']).toBe('no-store');
  });

  async function fetchImage(path: string) {
    const { statusCode, headers, body } = await request(`${api.origin}${path}`, {
      headers: { host: store.host },
    });
    expect(statusCode).toBe(200);
    return { headers, bytes: Buffer.from(await body.arrayBuffer()) };
  }
});

describe('a picture', () => {
  it('is not blown up', async () => {
    const imageId = await aPicture(700, 525);
    await resize(imageId);

    expect(await stateOf(imageId)).toMatchObject({ widths: [320, 640], width: 700, height: 525 });
  });

  it('tells nobody where it was taken, and stands upright', async () => {
    const gps = { GPSLatitude: '52/1 31/1 12/1', GPSLatitudeRef: 'N' };
    const lying = await stripes(1_000, 500)
      .withMetadata({ orientation: 6 })
      .withExif({ IFD0: { Copyright: 'Ada Lovelace' }, IFD3: gps })
      .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"><secret>home</secret></x:xmpmeta>')
      .withIccProfile('p3')
      .jpeg()
      .toBuffer();
    const { exif, xmp, icc, orientation } = await sharp(lying).metadata();
    expect([exif, xmp, icc].every(Boolean)).toBe(true);
    expect(orientation).toBe(6);

    const imageId = await anOriginal(lying, [500, 1_000]);
    await resize(imageId);

    const renditions = await renditionsOf(imageId);
    expect(renditions.map(({ name }) => name).toSorted()).toEqual(['320.avif', '320.jpeg', '320.webp']);
    for (const { bytes } of renditions) {
      const { exif, xmp, icc, iptc, orientation, space, width, height } = await sharp(bytes).metadata();
      expect([exif, xmp, icc, iptc, orientation]).toEqual(Array.from({ length: 5 }, () => undefined));
      expect({ space, width, height }).toEqual({ space: 'srgb', width: 320, height: 640 });
      expect(bytes.includes('Ada Lovelace')).toBe(false);
      // The red stripe, which lay below the middle, stands left of it.
      const { data, info } = await sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true });
      const colourAt = (x: number) => data[(40 * info.width + Math.round(x * info.width)) * 3 + 1]!;
      expect(colourAt(0.35)).toBeLessThan(120);
      expect(colourAt(0.65)).toBeGreaterThan(170);
    }
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'stands upright whichever way the camera was held: %i',
    async (orientation) => {
      const corner = { input: await blank(200, 100, '#000').png().toBuffer(), left: 0, top: 0 };
      const lying = await blank(900, 600, '#fff')
        .composite([corner])
        .withMetadata({ orientation })
        .jpeg()
        .toBuffer();
      const imageId = await anOriginal(lying);
      await resize(imageId);

      const jpeg = (await renditionsOf(imageId)).find(
        ({ name }) => name === '640.jpeg' || name === '320.jpeg',
      )!;
      const { width, height } = await sharp(jpeg.bytes).metadata();
      const pixelsOf = (picture: Sharp) => picture.greyscale().resize(9, 9, { fit: 'fill' }).raw().toBuffer();
      const expected = await pixelsOf(sharp(await sharp(lying).autoOrient().toBuffer()));
      const seen = await pixelsOf(sharp(jpeg.bytes));
      expect(width > height).toBe(orientation < 5);
      expect(expected.every((value, index) => Math.abs(value - seen[index]!) < 60)).toBe(true);
    },
  );

  it.each([
    ['16 bits and transparency', () => stripes(400, 300).toColourspace('rgb16').ensureAlpha(0).png()],
    ['shades of grey', () => stripes(400, 300).toColourspace('b-w').png()],
    ['the colours of a press', () => stripes(400, 300).toColourspace('cmyk').jpeg()],
    ['a palette', () => stripes(400, 300).png({ palette: true })],
    ['another kind', () => stripes(400, 300).webp()],
    ['a newer kind', () => stripes(400, 300).avif({ effort: 0 })],
    ['one pixel', () => stripes(1, 1).png()],
    ['the shape of a thread', () => stripes(12_000, 2).png()],
    ['scans from coarse to fine', () => stripes(400, 300).jpeg({ progressive: true })],
  ])('may have %s', async (_what, made) => {
    const imageId = await anOriginal(await made().toBuffer());
    await resize(imageId);

    const { failedWith, widths } = await stateOf(imageId);
    expect(failedWith).toBeNull();
    const renditions = await renditionsOf(imageId);
    expect(renditions).toHaveLength(widths.length * 3);
    for (const { bytes } of renditions) expect((await sharp(bytes).metadata()).space).toBe('srgb');
  });

  it('is white, and not black, where a JPEG cannot be transparent', async () => {
    const background = { r: 0, g: 0, b: 0, alpha: 0 };
    const nothing = sharp({ create: { width: 400, height: 300, channels: 4, background } });
    const imageId = await anOriginal(await nothing.png().toBuffer());
    await resize(imageId);

    const jpeg = (await renditionsOf(imageId)).find(({ name }) => name === '320.jpeg');
    expect((await sharp(jpeg!.bytes).stats()).channels.every(({ min }) => min > 250)).toBe(true);
  });

  it('is not pointed to before all of it is there, and is rendered when the storage is back', async () => {
    const imageId = await aPicture(640, 480);
    const put = jest.spyOn(storage, 'put');
    put.mockImplementationOnce(storage.put.bind(storage)).mockRejectedValueOnce(new Error('ENOSPC'));
    await expect(resize(imageId)).rejects.toThrow('ENOSPC');
    expect(await stateOf(imageId)).toMatchObject({ renditionKey: null, failedWith: null });
    put.mockRestore();

    await resize(imageId);
    expect(await renditionsOf(imageId)).toHaveLength(6);
  });

  it('is not given up when its original cannot be found just now', async () => {
    const imageId = await aPicture(640, 480);
    await storage.delete(`originals/${store.id}/${imageId}.jpg`);

    await expect(resize(imageId)).rejects.toThrow('is in no storage');
    expect(await stateOf(imageId)).toMatchObject({ renditionKey: null, failedWith: null });
  });

  it('is forgotten when the product is gone', async () => {
    await expect(resize(uuidv7())).resolves.toBeUndefined();
  });
});

describe('what cannot be rendered', () => {
  const white = (width: number, height: number) =>
    sharp({ create: { width, height, channels: 3, background: '#fff' }, limitInputPixels: false });
  const cut = async () => (await stripes(800, 600).jpeg().toBuffer()).subarray(0, 3_000);
  const corrupt = async () => {
    const png = await stripes(800, 600).png().toBuffer();
    return png.fill(0xaa, png.length / 2, png.length - 20);
  };

  it.each([
    ['a script', () => Buffer.from('<script>alert(1)</script>'), 'image_type_unsupported'],
    ['a drawing', () => Buffer.from('<svg width="9" height="9"></svg>'), 'image_type_unsupported'],
    ['an animation', () => stripes(9, 9).gif().toBuffer(), 'image_type_unsupported'],
    ['a stub', () => Buffer.from([0xff, 0xd8, 0xff]), 'image_unreadable'],
    ['a picture cut short', cut, 'image_unreadable'],
    ['a picture of broken pixels', corrupt, 'image_unreadable'],
    ['a picture of 12,001 pixels', () => white(12_001, 1).png().toBuffer(), 'image_too_large'],
    ['a picture of 41 megapixels', () => white(8_200, 5_000).png().toBuffer(), 'image_too_large'],
    ['an AVIF of 21', () => white(6_000, 3_500).avif({ effort: 0 }).toBuffer(), 'image_too_large'],
  ])('says why, and is shown nowhere: %s', async (_what, made, reason) => {
    const imageId = await anOriginal(await made());
    await resize(imageId);

    expect(await stateOf(imageId)).toMatchObject({ renditionKey: null, widths: [], failedWith: reason });
    await replicaCaughtUp();
    const { body } = await api.visitor(store).get(`/api/products/${mug.slug}`);
    expect(ProductDetail.parse(body).images.map(({ id }) => id)).not.toContain(imageId);
  });

  it('a picture of 14,000 by 14,000 pixels takes no memory, and the next one is rendered', async () => {
    const huge = await white(14_000, 14_000).png({ compressionLevel: 9 }).toBuffer();
    expect(huge.length).toBeLessThan(2_000_000);
    const [bad, good] = [await anOriginal(huge), await aPicture(640, 480)];
    const before = process.memoryUsage.rss();
    let peak = 0;
    const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 5);
    await Promise.all([resize(bad), resize(good)]).finally(() => clearInterval(watch));

    expect((await stateOf(bad)).failedWith).toBe('image_too_large');
    expect((await stateOf(good)).widths).toEqual([320, 640]);
    // Decoded, it would be 588 MB.
    expect(peak - before).toBeLessThan(150_000_000);
  });
});
