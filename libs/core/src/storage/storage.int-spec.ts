import { mkdtemp, open, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { TestS3 } from '@tradewind/testing';
import { readConfig } from '../config/config.ts';
import { openColdStorage, openStorage } from './open-storage.ts';
import { type S3Place, S3Storage, StorageUnavailable } from './s3-storage.ts';
import type { Storage } from './storage.ts';

let folder: string;
let s3: TestS3;
const drivers: Record<string, Storage> = {};

beforeAll(async () => {
  [folder, s3] = [await mkdtemp(join(tmpdir(), 'tradewind-storage-')), await TestS3.start()];
  const open = (env: NodeJS.ProcessEnv) =>
    openStorage(readConfig({ ...process.env, ...s3.credentials, ...env }));
  drivers['a folder'] = open({ STORAGE_DIR: folder });
  drivers['a folder by its address'] = open({ STORAGE_URL: pathToFileURL(join(folder, 'by address')).href });
  drivers['a bucket'] = open({ STORAGE_URL: s3.address() });
  drivers['a folder of a bucket'] = open({ STORAGE_URL: s3.address('/shop/files/') });
});
afterAll(async () => {
  await s3.close();
  await rm(folder, { recursive: true, force: true });
});

const text = (content: Buffer | undefined) => content?.toString();

describe.each(['a folder', 'a folder by its address', 'a bucket', 'a folder of a bucket'])('%s', (name) => {
  const key = 'originals/some-store/0a1b.jpg';
  let storage: Storage;
  beforeAll(() => {
    storage = drivers[name]!;
  });

  it('gives back what was put there, to the byte', async () => {
    const every = Buffer.from(Array.from({ length: 100_000 }, (_, index) => index % 256));
    await storage.put(key, every);

    expect(every.equals(await storage.get(key))).toBe(true);
    expect(await storage.exists(key)).toBe(true);
  });

  it('replaces what was there', async () => {
    await storage.put(key, Buffer.from('one'));
    await storage.put(key, Buffer.from('two'));

    expect(text(await storage.find(key))).toBe('two');
  });

  it('keeps a file of no bytes', async () => {
    await storage.put('empty', Buffer.alloc(0));

    expect(await storage.find('empty')).toHaveLength(0);
    expect(await storage.exists('empty')).toBe(true);
  });

  it('says when there is nothing', async () => {
    expect(await storage.find('media/nothing.webp')).toBeUndefined();
    expect(await storage.exists('media/nothing.webp')).toBe(false);
    await expect(storage.get('media/nothing.webp')).rejects.toThrow('has no media/nothing.webp');
  });

  it('deletes, also what is not there', async () => {
    await storage.put('gone', Buffer.from('x'));
    await storage.delete('gone');
    await storage.delete('gone');

    expect(await storage.exists('gone')).toBe(false);
  });

  it('shows one whole file of those that were put at the same moment', async () => {
    const contents = Array.from({ length: 12 }, (_, index) => String(index).repeat(200_000));
    const reads = contents.map(async (content) => {
      await storage.put('contended', Buffer.from(content));
      return text(await storage.find('contended'));
    });

    for (const read of await Promise.all(reads)) expect(contents.includes(read ?? '')).toBe(true);
  });

  it.each([
    ...[
      '../up',
      'a/../b',
      '/etc/passwd',
      'a//b',
      'a/',
      '',
      '.',
      'a\\b',
      'a\0b',
      'a?b',
      'a#b',
      'a%2e%2e/b',
      'ä',
      'a b',
    ],
  ])('knows no file under "%s"', async (bad) => {
    await expect(storage.put(bad, Buffer.from('x'))).rejects.toThrow('no key of a file');
    await expect(storage.find(bad)).rejects.toThrow('no key of a file');
    await expect(storage.exists(bad)).rejects.toThrow('no key of a file');
    await expect(storage.delete(bad)).rejects.toThrow('no key of a file');
  });
});

describe('a folder', () => {
  it('holds nothing but whole files', async () => {
    const names = await readdir(folder, { recursive: true });
    expect(names.filter((name) => name.endsWith('.draft'))).toEqual([]);
  });
});

describe('a folder, when the power goes', () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('has kept the name of a file, and of each folder above it', async () => {
    const handle = await open(folder, 'r');
    const kind: typeof handle = Object.getPrototypeOf(handle);
    const flushed: number[] = [];
    jest.spyOn(kind, 'sync').mockImplementation(async function (this: typeof handle) {
      flushed.push((await this.stat()).ino);
    });
    await drivers['a folder']!.put('new/newer/file', Buffer.from('x'));
    await handle.close();

    for (const path of ['new/newer', 'new', ''])
      expect(flushed).toContain((await stat(join(folder, path))).ino);
  });
});

describe('a folder of a bucket', () => {
  it('holds files under the folder that the address names', () => {
    expect([...s3.files.keys()]).toContain('/bucket/shop/files/originals/some-store/0a1b.jpg');
  });
});

describe('a bucket', () => {
  // One for each test: what one was to meet, and did not, must not happen to the next.
  let bucket: TestS3;
  const content = Buffer.from('a mug');
  beforeEach(async () => {
    bucket = await TestS3.start();
  });
  afterEach(async () => {
    await bucket.close();
  });

  const opened = (more: Partial<S3Place> = {}, name = 'bucket') =>
    new S3Storage({
      url: `${new URL(bucket.address()).searchParams.get('endpoint')}/${name}`,
      region: 'eu-test-1',
      accessKeyId: bucket.credentials.AWS_ACCESS_KEY_ID,
      secretAccessKey: bucket.credentials.AWS_SECRET_ACCESS_KEY,
      ...more,
    });

  it('is asked again when it is busy, hangs up or hangs', async () => {
    bucket.willMeet('busy', 'hangs up');
    await opened().put('patience', content);
    bucket.willMeet('hangs');

    expect(text(await opened({ patienceMs: 6_000 }).find('patience'))).toBe('a mug');
    expect(bucket.requests).toHaveLength(5);
  });

  it('is given up after a few times', async () => {
    bucket.willMeet('busy', 'hangs up', 'busy');

    await expect(opened().find('patience')).rejects.toThrow(StorageUnavailable);
    expect(bucket.requests).toHaveLength(3);
  });

  it.each<[string, (storage: S3Storage) => Promise<unknown>]>([
    ['reads', (storage) => storage.find('patience')],
    ['looks', (storage) => storage.exists('patience')],
    ['writes', (storage) => storage.put('patience', content)],
    ['deletes', (storage) => storage.delete('patience')],
  ])('lets nobody who %s wait for three attempts that hang', async (_what, ask) => {
    bucket.willMeet('hangs', 'hangs', 'hangs');

    await expect(ask(opened({ patienceMs: 1_000 }))).rejects.toThrow(StorageUnavailable);
    expect(bucket.requests.length).toBeLessThan(3);
  });

  it('is asked no more by whoever has no more time', async () => {
    const began = performance.now();
    bucket.willMeet('hangs');
    const hurry = AbortSignal.timeout(1_000);

    await expect(opened({ patienceMs: 20_000 }).delete('hurry', hurry)).rejects.toThrow(StorageUnavailable);
    expect(performance.now() - began).toBeLessThan(8_000);
    expect(bucket.requests).toHaveLength(1);
  });

  it('lets nobody in with a wrong secret or under another name, and is not asked twice', async () => {
    for (const wrong of [{ secretAccessKey: 'another' }, { accessKeyId: 'AKIDOTHER' }])
      await expect(opened(wrong).put('secret', content)).rejects.toMatchObject({
        status: 503,
        cause: { message: expect.stringMatching(/refused to PUT secret: 403 \w+/) },
      });
    expect(bucket.requests).toHaveLength(2);
    expect([...bucket.files.keys()]).toEqual([]);
  });

  it.each<[string, (storage: S3Storage) => Promise<unknown>]>([
    ['read', (storage) => storage.find('mug')],
    ['written', (storage) => storage.put('mug', content)],
    ['deleted', (storage) => storage.delete('mug')],
  ])('that is not there is no file that is not there, when one is %s', async (_what, ask) => {
    await expect(ask(opened({}, 'nowhere'))).rejects.toThrow(StorageUnavailable);
  });
});

describe('the colder storage', () => {
  it('is there when it is configured', async () => {
    expect(openColdStorage(readConfig()).storage).toBeUndefined();
    const cold = openColdStorage(
      readConfig({ ...process.env, COLD_STORAGE_URL: pathToFileURL(folder).href }),
    ).storage;
    await cold?.put('cold', Buffer.from('brr'));

    expect(text(await drivers['a folder']?.find('cold'))).toBe('brr');
  });
});
