import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Image } from '@tradewind/contracts';
import {
  ColdStorage,
  openColdStorage,
  openStorage,
  Outbox,
  readConfig,
  RunningJob,
  type Storage,
} from '@tradewind/core';
import { runInScope } from '@tradewind/database';
import {
  aKey,
  aMember,
  aProduct,
  aStore,
  asOwner,
  eventually,
  type HttpClient,
  signInAsStaff,
  TestApi,
  type TestProduct,
  TestS3,
  type TestStore,
} from '@tradewind/testing';
import sharp from 'sharp';
import { FormData } from 'undici';
import { v7 as uuidv7 } from 'uuid';
import { CoolOriginalsProcessor } from './cool-originals.processor.ts';
import { originalKeyOf, Originals } from './originals.ts';
import { ResizeProductImageProcessor } from './resize-product-image.processor.ts';

let storageDir: string;
let s3: TestS3;
let api: TestApi;
let hot: Storage;
let cold: Storage;
let originals: Originals;
let cooling: CoolOriginalsProcessor;
let resizing: ResizeProductImageProcessor;
let store: TestStore;
let staff: HttpClient;
let mug: TestProduct;

beforeAll(async () => {
  [storageDir, s3] = [await mkdtemp(join(tmpdir(), 'tradewind-tiers-')), await TestS3.start()];
  api = await TestApi.start({ STORAGE_DIR: storageDir, AVIF_EFFORT: '0' });
  const config = readConfig({ ...process.env, ...s3.credentials, COLD_STORAGE_URL: s3.address('/cold') });
  hot = openStorage(config);
  cold = openColdStorage(config).storage!;
  originals = new Originals(hot, new ColdStorage(cold), api.db, new Outbox());
  cooling = new CoolOriginalsProcessor(api.db, originals, new Outbox(), config);
  resizing = new ResizeProductImageProcessor(api.db, hot, originals, config);
});
beforeEach(async () => {
  store = await aStore();
  mug = await aProduct(store);
  staff = api.visitor(store);
  await signInAsStaff(staff, (await aMember(store)).email);
});
afterAll(async () => {
  await api.close();
  await s3.close();
  await rm(storageDir, { recursive: true, force: true });
});

const inStore = <Result>(work: () => Promise<Result>): Promise<Result> =>
  runInScope({ storeId: store.id }, work);

let shade = 0;
const aPicture = (): Promise<Buffer> =>
  sharp({ create: { width: 64, height: 48, channels: 3, background: { r: ++shade, g: 90, b: 90 } } })
    .png()
    .toBuffer();

interface Picture {
  id: string;
  key: string;
  file: Buffer;
}

/** Uploaded by the staff and, unless it is to wait, rendered. */
async function anUpload({ file, product = mug, isRendered = true }: Partial<Upload> = {}): Promise<Picture> {
  const content = file ?? (await aPicture());
  const form = new FormData();
  form.append('alt', 'A mug');
  form.append('file', new Blob([new Uint8Array(content)]), 'mug.png');
  const { status, body, text } = await staff.post<Image>(`/api/staff/products/${product.id}/images`, {
    headers: { 'idempotency-key': aKey() },
    form,
  });
  if (status !== 201) throw new Error(text);
  if (isRendered) await inStore(() => resizing.handle({ imageId: body.id }, new RunningJob(uuidv7())));
  return { id: body.id, file: content, key: await inStore(async () => originalKeyOf(content, 'png')) };
}
interface Upload {
  file: Buffer;
  product: TestProduct;
  isRendered: boolean;
}

const age = ({ id }: Picture, days: number) =>
  asOwner(
    store.id,
    `UPDATE product_images SET created_at = now() - make_interval(days => $2) WHERE id = $1`,
    [id, days],
  );

async function anOldOriginal(more: Partial<Upload> = {}): Promise<Picture> {
  const picture = await anUpload(more);
  await age(picture, 91);
  return picture;
}

interface Place {
  originalKey: string;
  originalTier: string;
  renditionKey: string;
}

async function rowOf({ id }: Picture): Promise<Place> {
  const [row] = await asOwner<Place>(
    store.id,
    `SELECT original_key AS "originalKey", original_tier AS "originalTier", rendition_key AS "renditionKey" FROM product_images WHERE id = $1`,
    [id],
  );
  return row!;
}

/** What a row says, and where there really is a copy. */
const whereIs = async (picture: Picture) => ({
  says: (await rowOf(picture)).originalTier,
  hot: await hot.exists(picture.key),
  cold: await cold.exists(picture.key),
});
const cool = () => inStore(() => cooling.handle());

/** Runs what was written down to be tidied, as its job does. */
async function tidy(): Promise<void> {
  const rows = await asOwner<{ payload: { originalKey: string; renditionKey: string | null } }>(
    store.id,
    `UPDATE outbox SET done_at = now() WHERE job = 'tidy-image-files' AND store_id = $1 AND done_at IS NULL RETURNING payload`,
    [store.id],
  );
  for (const { payload } of rows) await inStore(() => originals.tidy(payload));
}

/** Looks until somebody is about to give a row to an original that another one holds. */
const somebodyWaitsFor = ({ key }: Picture) =>
  eventually(async () => {
    const waiting = await asOwner(
      store.id,
      `SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
         AND (classid::int8 << 32) + objid::int8 = hashtextextended('original/' || $1, 0)`,
      [key],
    );
    expect(waiting).toHaveLength(1);
  });

const readBack = async (picture: Picture) =>
  picture.file.equals(await inStore(async () => originals.read(await rowOf(picture))));

describe('an original', () => {
  it('moves to the colder storage when it is old and was rendered, and is read from there', async () => {
    const old = await anOldOriginal();
    const young = await anUpload();
    await age(young, 89);
    const waiting = await anOldOriginal({ isRendered: false });

    await cool();
    expect(await whereIs(old)).toEqual({ says: 'cold', hot: true, cold: true });
    await tidy();

    expect(await whereIs(old)).toEqual({ says: 'cold', hot: false, cold: true });
    for (const picture of [young, waiting])
      expect(await whereIs(picture)).toEqual({ says: 'hot', hot: true, cold: false });
    for (const picture of [old, young, waiting]) expect(await readBack(picture)).toBe(true);
    await cool();
    await tidy();
    expect(await whereIs(old)).toEqual({ says: 'cold', hot: false, cold: true });
  });

  it('is rendered anew from where it is', async () => {
    const old = await anOldOriginal();
    await cool();
    await tidy();
    await asOwner(store.id, 'UPDATE product_images SET rendition_key = NULL WHERE id = $1', [old.id]);

    await inStore(() => resizing.handle({ imageId: old.id }, new RunningJob(uuidv7())));
    expect((await rowOf(old)).renditionKey).toMatch(/\/[0-9a-f]{20}$/);
  });

  it('is more than one page of them', async () => {
    const pictures = [];
    for (let index = 0; index < 3; index++) pictures.push(await anOldOriginal());
    await asOwner(
      store.id,
      `INSERT INTO product_images (id, product_id, position, alt, original_key, width, height, rendition_key, created_at)
       SELECT gen_random_uuid(), $1, 100 + n, 'x', $2, 1, 1, 'x', now() - interval '1 year' FROM generate_series(1, 120) n`,
      [mug.id, pictures[0]!.key],
    );
    await cool();
    for (const picture of pictures) expect((await whereIs(picture)).says).toBe('cold');
  });

  it.each<[string, () => void]>([
    ['before the copy was written', () => jest.spyOn(cold, 'put').mockRejectedValueOnce(new Error('killed'))],
    ['after the copy was written', () => jest.spyOn(cold, 'get').mockRejectedValueOnce(new Error('killed'))],
    [
      'before it was noted',
      () => jest.spyOn(originals, 'noteCold').mockRejectedValueOnce(new Error('killed')),
    ],
  ])('is not lost by a run that ends %s, and the next run moves it', async (_when, kill) => {
    const old = await anOldOriginal();
    kill();
    await expect(cool()).rejects.toThrow('1 originals could not be moved');
    await tidy();
    expect(await whereIs(old)).toMatchObject({ says: 'hot', hot: true });
    expect(await readBack(old)).toBe(true);
    jest.restoreAllMocks();

    await cool();
    await tidy();
    expect(await whereIs(old)).toEqual({ says: 'cold', hot: false, cold: true });
    expect(await readBack(old)).toBe(true);
  });

  it('stays when its copy differs, and does not keep the others', async () => {
    const [bad, good] = [await anOldOriginal(), await anOldOriginal()];
    jest.spyOn(cold, 'get').mockResolvedValueOnce(Buffer.from('something else'));

    await expect(cool()).rejects.toThrow('1 originals could not be moved');
    await tidy();
    expect(await whereIs(bad)).toMatchObject({ says: 'hot', hot: true });
    expect(await whereIs(good)).toEqual({ says: 'cold', hot: false, cold: true });
  });

  it('stays when it is no longer what was uploaded', async () => {
    const rotten = await anOldOriginal();
    await hot.put(rotten.key, Buffer.from('rotten'));

    await expect(cool()).rejects.toThrow('could not be moved');
    expect(await whereIs(rotten)).toEqual({ says: 'hot', hot: true, cold: false });
  });

  it('is not moved where there is no colder storage', async () => {
    const old = await anOldOriginal();
    const here = new Originals(hot, new ColdStorage(undefined), api.db, new Outbox());
    await inStore(() => new CoolOriginalsProcessor(api.db, here, new Outbox(), readConfig()).handle());

    expect(await whereIs(old)).toEqual({ says: 'hot', hot: true, cold: false });
  });

  it('moves for all pictures that share it, and goes with the last of them', async () => {
    const file = await aPicture();
    const old = await anOldOriginal({ file });
    const young = await anUpload({ file, product: await aProduct(store) });
    await cool();
    await tidy();
    expect([await whereIs(old), (await whereIs(young)).says]).toEqual([
      { says: 'cold', hot: false, cold: true },
      'cold',
    ]);

    const rendition = `media/${(await rowOf(young)).renditionKey}/320.jpeg`;
    await staff.delete(`/api/staff/products/${mug.id}/images/${old.id}`);
    await tidy();
    expect(await readBack(young)).toBe(true);
    expect(await hot.exists(rendition)).toBe(true);

    await asOwner(store.id, 'DELETE FROM product_images WHERE id = $1', [young.id]);
    await inStore(() => originals.tidy({ originalKey: old.key, renditionKey: rendition.slice(6, -9) }));
    expect([await hot.exists(old.key), await cold.exists(old.key), await hot.exists(rendition)]).toEqual([
      false,
      false,
      false,
    ]);
  });

  it('is never deleted here when it is nowhere else, whatever its row says', async () => {
    const picture = await anUpload();
    await asOwner(store.id, `UPDATE product_images SET original_tier = 'cold' WHERE id = $1`, [picture.id]);
    await inStore(() => originals.tidy({ originalKey: picture.key, renditionKey: null }));

    expect(await hot.exists(picture.key)).toBe(true);
    expect(await readBack(picture)).toBe(true);
  });

  it('is there after the same picture was removed, tidied away and uploaded, all at once', async () => {
    const files = await Promise.all(Array.from({ length: 8 }, aPicture));
    for (const file of files) {
      const first = await anUpload({ file, isRendered: false });
      await staff.delete(`/api/staff/products/${mug.id}/images/${first.id}`);
      const sweeps = Array.from({ length: 6 }, () =>
        inStore(() => originals.tidy({ originalKey: first.key, renditionKey: null })),
      );
      const [again] = await Promise.all([anUpload({ file, isRendered: false }), ...sweeps]);
      expect(await whereIs(again)).toMatchObject({ says: 'hot', hot: true });
    }
  });

  it('is not tidied away by somebody slow, who saw that nobody needed it just before somebody did', async () => {
    const file = await aPicture();
    const first = await anUpload({ file, isRendered: false });
    await asOwner(store.id, 'DELETE FROM product_images WHERE id = $1', [first.id]);
    const isDeleting = Promise.withResolvers<undefined>();
    const remove = hot.delete.bind(hot);
    jest.spyOn(hot, 'delete').mockImplementation(async (key) => {
      if (key === first.key) {
        isDeleting.resolve(undefined);
        await somebodyWaitsFor(first);
      }
      await remove(key);
    });
    const tidying = inStore(() => originals.tidy({ originalKey: first.key, renditionKey: null }));
    await isDeleting.promise;
    const [again] = await Promise.all([anUpload({ file, isRendered: false }), tidying]);
    jest.restoreAllMocks();

    expect(await whereIs(again)).toMatchObject({ says: 'hot', hot: true });
  });

  it.each<[string, () => Promise<void>]>([
    ['and the worker goes on to its end', async () => undefined],
    ['and the worker is killed there', async () => Promise.reject(new Error('killed'))],
  ])('takes its renditions along when it is removed while it is rendered, %s', async (_what, goOn) => {
    const picture = await anUpload({ isRendered: false });
    const written: string[] = [];
    const put = hot.put.bind(hot);
    jest.spyOn(hot, 'put').mockImplementation(async (key, content) => {
      await put(key, content);
      if (written.push(key) > 1) return;
      await staff.delete(`/api/staff/products/${mug.id}/images/${picture.id}`);
      await goOn();
    });
    await Promise.allSettled([
      inStore(() => resizing.handle({ imageId: picture.id }, new RunningJob(uuidv7()))),
    ]);
    jest.restoreAllMocks();
    expect(await hot.exists(written[0]!)).toBe(true);

    await tidy();
    for (const key of [picture.key, ...written]) expect(await hot.exists(key)).toBe(false);
  });

  it('leaves the renditions to another one that is the same, under whatever name', async () => {
    const demo = { ...(await anUpload()), key: `originals/${store.id}/mug.png` };
    await hot.put(demo.key, demo.file);
    await asOwner(store.id, 'UPDATE product_images SET original_key = $2 WHERE id = $1', [demo.id, demo.key]);
    const waiting = await anUpload({ file: demo.file, isRendered: false });
    await staff.delete(`/api/staff/products/${mug.id}/images/${waiting.id}`);
    await tidy();

    expect(await hot.exists(waiting.key)).toBe(false);
    expect(await hot.exists(`media/${(await rowOf(demo)).renditionKey}/320.webp`)).toBe(true);
  });

  it('of a refused upload is left for others who may be about to need it, and tidied away later', async () => {
    const key = await inStore(async () => originalKeyOf(await aPicture(), 'png'));
    const refused = async () => Promise.reject(new Error('refused'));
    await expect(inStore(async () => originals.keepAround(key, Buffer.from('x'), refused))).rejects.toThrow(
      'refused',
    );

    expect(await hot.exists(key)).toBe(true);
    const [job] = await asOwner<{ isLater: boolean }>(
      store.id,
      `SELECT due_at > now() + interval '5 min' AS "isLater" FROM outbox WHERE job = 'tidy-image-files' AND payload->>'originalKey' = $1`,
      [key],
    );
    expect(job).toEqual({ isLater: true });
    await tidy();
    expect(await hot.exists(key)).toBe(false);
  });

  it('is not deleted for longer than its lock is held, and its lock not for longer than a few seconds', async () => {
    const picture = await anUpload({ isRendered: false });
    await asOwner(store.id, 'DELETE FROM product_images WHERE id = $1', [picture.id]);
    const began = performance.now();
    s3.willMeet('hangs');
    await expect(
      inStore(() => originals.tidy({ originalKey: picture.key, renditionKey: null })),
    ).rejects.toThrow('Files cannot be reached');

    expect(performance.now() - began).toBeLessThan(10_000);
    await inStore(() => originals.tidy({ originalKey: picture.key, renditionKey: null }));
  }, 20_000);

  it('is there after it was tidied away between its arrival and its row', async () => {
    const file = await aPicture();
    const key = await inStore(async () => originalKeyOf(file, 'png'));
    const work = async () => {
      await originals.tidy({ originalKey: key, renditionKey: null });
      await asOwner(
        store.id,
        `INSERT INTO product_images (id, product_id, position, alt, original_key, width, height) VALUES ($1, $2, 0, 'x', $3, 1, 1)`,
        [uuidv7(), mug.id, key],
      );
    };
    await inStore(() => originals.keepAround(key, file, work));

    expect(await hot.exists(key)).toBe(true);
  });
});
