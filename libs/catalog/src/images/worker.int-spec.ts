import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openStorage, readConfig } from '@tradewind/core';
import {
  aProduct,
  aStore,
  asOwner,
  BuiltWorker,
  eventually,
  OwnWorld,
  type TestProcess,
  type TestProduct,
  type TestStore,
} from '@tradewind/testing';
import sharp from 'sharp';
import { v7 as uuidv7 } from 'uuid';

/** A job's lock runs out after ten seconds, and a check of ten more sees it; then it is due again, and rendered. */
const promisedMs = 80_000;

let world: OwnWorld;
let built: BuiltWorker;
let folder: string;
let store: TestStore;
let mug: TestProduct;
const running = new Set<TestProcess>();

beforeAll(async () => {
  world = await OwnWorld.enter();
  [built, folder] = await Promise.all([
    BuiltWorker.build(),
    mkdtemp(join(tmpdir(), 'tradewind-worker-media-')),
  ]);
  store = await aStore();
  mug = await aProduct(store);
});
afterAll(async () => {
  for (const worker of running) await worker.kill();
  built.remove();
  await rm(folder, { recursive: true, force: true });
  await world.leave();
});

async function aWorker(env: NodeJS.ProcessEnv = {}) {
  const worker = await built.start({ STORAGE_DIR: folder, AVIF_EFFORT: '0', ...env });
  running.add(worker);
  return worker;
}

let position = 0;

/** An original with its row and its job, as an upload leaves them; looked at by nobody. */
async function anUpload(content: Buffer): Promise<string> {
  const id = uuidv7();
  const key = `originals/${store.id}/${id}.png`;
  await openStorage(readConfig({ ...process.env, STORAGE_DIR: folder })).put(key, content);
  await asOwner(
    store.id,
    `WITH image AS (
       INSERT INTO product_images (id, product_id, position, alt, original_key, width, height)
       VALUES ($1, $2, $3, 'A mug', $4, 800, 600) RETURNING id, store_id)
     INSERT INTO outbox (id, store_id, job, payload)
     SELECT gen_random_uuid(), store_id, 'resize-product-image', jsonb_build_object('imageId', id) FROM image`,
    [id, mug.id, position++, key],
  );
  return id;
}

interface Outcome {
  failedWith: string | null;
  renditionKey: string | null;
  widths: number[];
  isDone: boolean;
}

async function outcomeOf(imageId: string): Promise<Outcome> {
  const [outcome] = await asOwner<Outcome>(
    store.id,
    `SELECT i.failed_with AS "failedWith", rendition_key AS "renditionKey", widths, done_at IS NOT NULL AS "isDone"
     FROM product_images i JOIN outbox o ON o.payload->>'imageId' = i.id::text WHERE i.id = $1`,
    [imageId],
  );
  return outcome!;
}

const becomes = (imageId: string, outcome: Partial<Outcome>) =>
  eventually(async () => expect(await outcomeOf(imageId)).toMatchObject(outcome), promisedMs);

const blank = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#d8c3a5' }, limitInputPixels: false });

/** Every file below media, those that are being written too. */
async function mediaFiles(): Promise<string[]> {
  const entries = await readdir(join(folder, 'media'), { recursive: true, withFileTypes: true }).catch(
    () => [],
  );
  return entries.flatMap((entry) => (entry.isFile() ? [join(entry.parentPath, entry.name)] : []));
}

/** Looks again and again how much memory a worker takes; `stop` answers the most that was seen. */
function watchMemory(worker: StartedWorker): { stop: () => Promise<number> } {
  let most = 0;
  const ends = new AbortController();
  const watching = (async () => {
    while (!ends.signal.aborted) {
      const line = (await worker.metrics()).find((metric) =>
        metric.startsWith('process_resident_memory_bytes'),
      );
      most = Math.max(most, Number(line?.split(' ')[1]));
      await sleep(30);
    }
  })();
  return {
    stop: async () => {
      ends.abort();
      await watching;
      return most;
    },
  };
}
type StartedWorker = Awaited<ReturnType<BuiltWorker['start']>>;

describe('the worker', () => {
  it('gives up pictures that nobody can render, keeps its memory, and goes on with the others', async () => {
    const huge = await blank(14_000, 14_000).png({ compressionLevel: 9 }).toBuffer();
    const bad = [await anUpload(huge), await anUpload(huge), await anUpload(Buffer.from('<svg></svg>'))];
    const good = [];
    for (let index = 0; index < 3; index++)
      good.push(
        await anUpload(
          await blank(640 + index, 480)
            .png()
            .toBuffer(),
        ),
      );
    const worker = await aWorker();
    const memory = watchMemory(worker);

    for (const id of good) await becomes(id, { widths: [320, 640], failedWith: null, isDone: true });
    for (const id of bad.slice(0, 2)) await becomes(id, { failedWith: 'image_too_large', isDone: true });
    await becomes(bad[2]!, { failedWith: 'image_type_unsupported', isDone: true });
    // Decoded, one of them alone would be 574 MB.
    expect(await memory.stop()).toBeLessThan(450_000_000);
    expect(await worker.stop()).toBe(0);
  });

  it('that is killed while it writes leaves no half of a file, and nothing that points there; the next one renders', async () => {
    const photo = await sharp(await blank(60, 40).png().toBuffer())
      .resize(2_400, 1_600)
      .png()
      .toBuffer();
    const before = await mediaFiles();
    // Slow on purpose: it is to be killed between its first file and its last.
    const first = await aWorker({ AVIF_EFFORT: '9' });
    const id = await anUpload(photo);
    const written = await eventually(async () => {
      const files = (await mediaFiles()).filter((file) => !before.includes(file));
      expect(files.length).toBeGreaterThan(0);
      return files;
    }, promisedMs);
    await first.kill();

    expect(written.length).toBeLessThan(12);
    expect(await outcomeOf(id)).toMatchObject({ renditionKey: null, widths: [], isDone: false });
    const whole = (await mediaFiles()).filter((file) => !file.endsWith('.draft'));
    for (const file of whole) await expect(sharp(file).stats()).resolves.toBeDefined();

    const second = await aWorker();
    await becomes(id, { widths: [320, 640, 960, 1600], failedWith: null, isDone: true });
    const { renditionKey } = await outcomeOf(id);
    const names = (await readdir(join(folder, 'media', renditionKey!))).filter(
      (name) => !name.endsWith('.draft'),
    );
    expect(names).toHaveLength(12);
    expect(await second.stop()).toBe(0);
  });
});
