import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ProductDetail, ProductPage } from '@tradewind/contracts';
import { openStorage, readConfig, type Storage } from '@tradewind/core';
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
import sharp from 'sharp';
import { request } from 'undici';
import { v7 as uuidv7 } from 'uuid';
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
  processor = new ResizeProductImageProcessor(api.db, storage, config);
  store = await aStore();
  mug = await aProduct(store);
});
afterAll(async () => {
  await api.close();
  await rm(storageDir, { recursive: true, force: true });
});

/** An uploaded picture that has not been rendered yet: soft stripes, which compress as photographs do. */
async function anUpload(width: number, height: number, position = 0): Promise<string> {
  const id = uuidv7();
  const stripes = `<svg width="${width}" height="${height}"><rect width="100%" height="100%" fill="#d8c3a5"/>
    <circle cx="50%" cy="50%" r="30%" fill="#8e8d8a"/><rect y="60%" width="100%" height="10%" fill="#e85a4f"/></svg>`;
  const originalKey = `originals/${id}.jpg`;
  await storage.put(
    originalKey,
    await sharp(Buffer.from(stripes))
      .withExif({ IFD0: { Copyright: 'Where it was taken' } })
      .jpeg()
      .toBuffer(),
  );
  await asOwner(
    store.id,
    `INSERT INTO product_images (id, product_id, position, alt, original_key, width, height) VALUES ($1, $2, $3, 'A mug', $4, $5, $6)`,
    [id, mug.id, position, originalKey, width, height],
  );
  return id;
}

const resize = (imageId: string) => runInScope({ storeId: store.id }, () => processor.handle({ imageId }));

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
    imageId = await anUpload(2_000, 1_500);
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
  ])('is served in every width as %s, to be kept for ever, without its metadata', async (format, decoder) => {
    for (const width of image.widths) {
      const answer = await fetchImage(addressOf(width, format));

      expect(answer.headers).toMatchObject({
        'content-type': `image/${format}`,
        'cache-control': 'public, max-age=31536000, immutable',
        'cross-origin-resource-policy': 'cross-origin',
        'x-content-type-options': 'nosniff',
      });
      const { exif, ...metadata } = await sharp(answer.bytes).metadata();
      expect(metadata).toMatchObject({ format: decoder, width, height: width * 0.75 });
      expect(exif).toBeUndefined();
    }
  });

  it('is not rendered again when the job comes twice', async () => {
    const before = await files();
    await resize(imageId);

    expect(await files()).toEqual(before);
    expect(Object.keys(before)).toHaveLength(8);
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
    const rows = await asOwner(store.id, 'SELECT widths FROM product_images WHERE id = $1', [imageId]);
    expect(rows).toEqual([{ widths: [320, 640, 960, 1600] }]);
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

describe('a picture that is not as large as the presets', () => {
  it('is not blown up', async () => {
    await resize(await anUpload(700, 525, 1));

    const rows = await asOwner(store.id, 'SELECT widths FROM product_images WHERE position = 1');
    expect(rows).toEqual([{ widths: [320, 640] }]);
  });
});

describe('what is no picture', () => {
  it('fails the job and leaves nothing to be shown', async () => {
    const imageId = await anUpload(800, 600, 2);
    await storage.put(`originals/${imageId}.jpg`, Buffer.from('<script>alert(1)</script>'));

    await expect(resize(imageId)).rejects.toThrow('unsupported image format');
    const rows = await asOwner(store.id, 'SELECT rendition_key FROM product_images WHERE id = $1', [imageId]);
    expect(rows).toEqual([{ rendition_key: null }]);
  });

  it('is not decoded when it would fill the memory', async () => {
    const imageId = await anUpload(800, 600, 3);
    const huge = { width: 9_000, height: 9_000, channels: 3, background: '#fff' } as const;
    await storage.put(`originals/${imageId}.jpg`, await sharp({ create: huge }).png().toBuffer());

    await expect(resize(imageId)).rejects.toThrow('exceeds pixel limit');
  });

  it('is forgotten when the product is gone', async () => {
    await expect(resize(uuidv7())).resolves.toBeUndefined();
  });
});
