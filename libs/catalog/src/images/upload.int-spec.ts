import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { type IncomingMessage, request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Image, Problem, StaffImageList } from '@tradewind/contracts';
import {
  aKey,
  aMember,
  type Answer,
  aProduct,
  aStore,
  asOwner,
  eventually,
  fingerprintOf,
  type HttpClient,
  inTurns,
  signInAsStaff,
  signUp,
  TestApi,
  type TestProduct,
  type TestStore,
} from '@tradewind/testing';
import sharp from 'sharp';
import { FormData } from 'undici';
import { v4 as randomId } from 'uuid';

let api: TestApi;
let storageDir: string;
let store: TestStore;
let mug: TestProduct;
let staff: HttpClient;

beforeAll(async () => {
  storageDir = await mkdtemp(join(tmpdir(), 'tradewind-uploads-'));
  api = await TestApi.start({ STORAGE_DIR: storageDir });
  store = await aStore();
  mug = await aProduct(store);
  staff = api.visitor(store);
  await signInAsStaff(staff, (await aMember(store)).email);
});
afterAll(async () => {
  await api.close();
  await rm(storageDir, { recursive: true, force: true });
});

const blank = (width: number, height: number, background = '#d8c3a5') =>
  sharp({ create: { width, height, channels: 3, background }, limitInputPixels: false });

interface Form {
  file?: Buffer | Buffer[];
  name?: string;
  type?: string;
  fields?: [string, string][];
}

function aForm({
  file = [],
  name = 'mug.jpg',
  type = 'image/jpeg',
  fields = [['alt', 'A mug']],
}: Form): FormData {
  const form = new FormData();
  for (const [field, value] of fields) form.append(field, value);
  for (const content of [file].flat())
    form.append('file', new Blob([new Uint8Array(content)], { type }), name);
  return form;
}

interface Sent {
  product?: { id: string };
  by?: HttpClient;
  key?: string;
}

const upload = (form: Form, { product = mug, by = staff, key = aKey() }: Sent = {}): Promise<Answer<Image>> =>
  by.post<Image>(`/api/staff/products/${product.id}/images`, {
    headers: { 'idempotency-key': key },
    form: aForm(form),
  });

/** As whoever comes again when there was no room. */
async function uploadUntilTaken(form: Form, sent: Sent): Promise<Answer<Image>> {
  const answer = await upload(form, sent);
  if (answer.status !== 503) return answer;
  await sleep(50);
  return uploadUntilTaken(form, sent);
}

const keyOf = (jpeg: Buffer): string =>
  `originals/${store.id}/${createHash('sha256').update(jpeg).digest('hex')}.jpeg`;

/** What is to be tidied away, and was not before. */
async function tidied(): Promise<string[]> {
  const rows = await asOwner<{ key: string }>(
    store.id,
    `UPDATE outbox SET done_at = now() WHERE job = 'tidy-image-files' AND store_id = $1 AND done_at IS NULL
     RETURNING payload->>'originalKey' AS key`,
    [store.id],
  );
  return rows.map(({ key }) => key);
}

const originals = async (): Promise<string[]> =>
  readdir(join(storageDir, 'originals', store.id)).catch(() => []);

const rowsOf = ({ id }: { id: string }) =>
  asOwner<{ id: string; position: number; alt: string; originalKey: string; jobs: number }>(
    store.id,
    `SELECT i.id, position, alt, original_key AS "originalKey", (
       SELECT count(*)::int FROM outbox WHERE job = 'resize-product-image' AND payload->>'imageId' = i.id::text
     ) AS jobs
     FROM product_images i WHERE product_id = $1 ORDER BY position`,
    [id],
  );

describe('a picture that is uploaded', () => {
  it('is kept to the byte under a name of our own, and asked to be rendered', async () => {
    const product = await aProduct(store);
    const file = await blank(900, 600).jpeg().toBuffer();
    const { status, body } = await upload({ file, name: 'C:\\Users\\Ada\\mug.jpg' }, { product });

    expect(status).toBe(201);
    expect(Image.parse(body)).toMatchObject({ alt: 'A mug', width: 900, height: 600, url: null, widths: [] });
    const originalKey = `originals/${store.id}/${createHash('sha256').update(file).digest('hex')}.jpeg`;
    expect(await rowsOf(product)).toEqual([{ id: body.id, position: 0, alt: 'A mug', originalKey, jobs: 1 }]);
    expect(file.equals(await readFile(join(storageDir, originalKey)))).toBe(true);
  });

  it.each([
    ['png', () => blank(40, 30).png()],
    ['webp', () => blank(40, 30).webp()],
    ['avif', () => blank(40, 30).avif({ effort: 0 })],
    ['jpeg', () => blank(40, 30).jpeg({ progressive: true })],
  ])('is a %s, whatever it is called', async (kind, made) => {
    const product = await aProduct(store);
    const file = await made().toBuffer();
    const { status } = await upload({ file, name: 'page.html', type: 'text/html' }, { product });

    expect(status).toBe(201);
    expect((await rowsOf(product))[0]?.originalKey).toMatch(new RegExp(`/[0-9a-f]{64}\\.${kind}$`));
  });

  it('has the size in which it is shown, when it was taken lying', async () => {
    const file = await blank(90, 60).withMetadata({ orientation: 6 }).jpeg().toBuffer();

    expect((await upload({ file }, { product: await aProduct(store) })).body).toMatchObject({
      width: 60,
      height: 90,
    });
  });

  it('may be as large as 40 megapixels and 12,000 pixels on a side', async () => {
    const product = await aProduct(store);
    for (const [width, height] of [
      [8_000, 5_000],
      [12_000, 3_333],
    ] as const) {
      expect((await upload({ file: await blank(width, height).png().toBuffer() }, { product })).status).toBe(
        201,
      );
    }
  });

  it('may have a camera’s preview inside, and what cameras write behind it', async () => {
    const preview = await blank(160, 120).jpeg().toBuffer();
    const jpeg = await blank(640, 480).jpeg().toBuffer();
    const length = Buffer.alloc(2);
    length.writeUInt16BE(preview.length + 2);
    const file = Buffer.concat([
      jpeg.subarray(0, 2),
      Buffer.from([0xff, 0xe5]),
      length,
      preview,
      jpeg.subarray(2),
    ]);

    expect((await upload({ file: Buffer.concat([file, Buffer.from('SEFT trailer')]) })).status).toBe(201);
  });

  it.each([
    '../../x.jpg',
    'a\r\nX-Evil: 1.jpg',
    '..\\..\\x.jpg',
    'x\0.jpg',
    'é'.repeat(500),
    '',
    'con',
    '.htaccess',
  ])('is called by no name of its sender’s: %j', async (name) => {
    const product = await aProduct(store);
    const file = await blank(30, 20, '#123456').jpeg().toBuffer();
    const { status, headers, text } = await upload({ file, name }, { product });

    // Without any name it is no file but a field.
    expect(status).toBe(name === '' ? 422 : 201);
    if (status === 201) expect((await rowsOf(product))[0]?.originalKey).toMatch(/\/[0-9a-f]{64}\.jpeg$/);
    expect(headers).not.toHaveProperty('x-evil');
    expect(text).not.toMatch(/evil|htaccess/i);
    for (const kept of await originals()) expect(kept).toMatch(/^[0-9a-f]{64}\.(jpeg|png|webp|avif)$/);
  });

  it('is kept once when the answer was lost and the request comes again', async () => {
    const product = await aProduct(store);
    const file = await blank(50, 50).jpeg().toBuffer();
    const key = aKey();
    const first = await upload({ file }, { product, key });
    const again = await upload({ file }, { product, key });

    expect([again.status, again.text]).toEqual([first.status, first.text]);
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect(await rowsOf(product)).toHaveLength(1);
    const another = await blank(51, 50).jpeg().toBuffer();
    const other = await upload({ file: another }, { product, key });
    expect([other.status, Problem.parse(other.body).code]).toEqual([422, 'idempotency_key_reused']);
    expect(await tidied()).toEqual([keyOf(another)]);
  });

  it('leaves no file behind when the request comes again and the picture was removed in between', async () => {
    const product = await aProduct(store);
    const file = await blank(52, 50).jpeg().toBuffer();
    const key = aKey();
    const { body } = await upload({ file }, { product, key });
    await staff.delete(`/api/staff/products/${product.id}/images/${body.id}`);
    await tidied();
    await rm(join(storageDir, keyOf(file)));

    expect((await upload({ file }, { product, key })).headers['idempotent-replayed']).toBe('true');
    expect(await tidied()).toEqual([keyOf(file)]);
  });

  it('is one of 20: of 25 at once, 20 are taken, each in a place of its own', async () => {
    const product = await aProduct(store);
    const files = await inTurns(25, (index) =>
      blank(20 + index, 20, '#abcdef')
        .jpeg()
        .toBuffer(),
    );
    const answers = await Promise.all(files.map((file) => uploadUntilTaken({ file }, { product })));

    const counts = Map.groupBy(answers, ({ status }) => status);
    expect([counts.get(201)?.length, counts.get(409)?.length]).toEqual([20, 5]);
    expect(Problem.parse(counts.get(409)![0]!.body).code).toBe('too_many_images');
    const rows = await rowsOf(product);
    expect(rows.map(({ position }) => position)).toEqual(Array.from({ length: 20 }, (_, index) => index));
    expect(rows.every(({ jobs }) => jobs === 1)).toBe(true);
    // Nor are those that were refused, in the end.
    const refused = files.filter((_, index) => answers[index]!.status === 409);
    expect((await tidied()).toSorted()).toEqual(refused.map(keyOf).toSorted());
  });

  it('is shared by the products that show it, and stays for one when it is taken from the other', async () => {
    const [one, other] = [await aProduct(store), await aProduct(store)];
    const file = await blank(77, 77).jpeg().toBuffer();
    const [first] = await Promise.all([
      upload({ file }, { product: one }),
      upload({ file }, { product: other }),
    ]);
    const path = `/api/staff/products/${one.id}/images/${first.body.id}`;

    expect((await staff.delete(path)).status).toBe(204);
    expect((await staff.delete(path)).status).toBe(404);
    expect([await rowsOf(one), (await rowsOf(other)).length]).toEqual([[], 1]);
    const [tidying] = await asOwner<{ payload: unknown; isLater: boolean }>(
      store.id,
      `SELECT payload, due_at > now() + interval '5 min' AS "isLater" FROM outbox
       WHERE job = 'tidy-image-files' AND store_id = $1 AND done_at IS NULL`,
      [store.id],
    );
    const originalKey = (await rowsOf(other))[0]!.originalKey;
    expect(tidying).toEqual({ payload: { originalKey, renditionKey: null }, isLater: true });
    expect((await originals()).map((name) => `originals/${store.id}/${name}`)).toContain(originalKey);
  });

  it('is listed for the staff, with why it cannot be rendered', async () => {
    const product = await aProduct(store);
    const { body } = await upload({ file: await blank(30, 30).jpeg().toBuffer() }, { product });
    await asOwner(store.id, `UPDATE product_images SET failed_with = 'image_unreadable' WHERE id = $1`, [
      body.id,
    ]);

    const { body: list } = await staff.get(`/api/staff/products/${product.id}/images`);
    expect(StaffImageList.parse(list).items).toEqual([
      { ...body, position: 0, failedWith: 'image_unreadable' },
    ]);
  });
});

describe('an upload that is refused', () => {
  const jpeg = () => blank(640, 480).jpeg().toBuffer();
  const text = (content: string) => async () => Buffer.from(content);
  const svg = '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
  const frames = (count: number) =>
    sharp(
      Buffer.alloc(8 * 8 * count * 3, 7).map((_, index) => index % 251),
      {
        raw: { width: 8, height: 8 * count, channels: 3, pageHeight: 8 },
      },
    );
  const cut = async (whole: Promise<Buffer>, keep = 0.6) => {
    const bytes = await whole;
    return bytes.subarray(0, Math.floor(bytes.length * keep));
  };
  /** The beginning of a PNG that claims to be that large: a signature and its header, and nothing behind. */
  const headerOnly = (width: number, height: number) => {
    const header = Buffer.from(
      '89504e470d0a1a0a0000000d49484452000000000000000008020000000000000000000000',
      'hex',
    );
    header.writeUInt32BE(width, 16);
    header.writeUInt32BE(height, 20);
    return header;
  };
  /** As that, with checksums, some pixels and an end: all that a decoder asks for before it decodes. */
  const claimOf = async (width: number, height: number) => {
    const png = await blank(1, 1).png().toBuffer();
    png.writeUInt32BE(width, 16);
    png.writeUInt32BE(height, 20);
    png.writeUInt32BE(crc32(png.subarray(12, 29)), 29);
    return png;
  };
  const bomb = async () => blank(14_000, 14_000).png({ compressionLevel: 9 }).toBuffer();
  const noise = (bytes: number) => Buffer.alloc(bytes, 'noise');

  /** A form whose bytes come by and by. */
  function beginUpload() {
    const sender = httpRequest(`${api.origin}/api/staff/products/${mug.id}/images`, {
      method: 'POST',
      headers: {
        host: store.host,
        cookie: `tw_session=${staff.cookie('tw_session')}`,
        'sec-fetch-site': 'same-origin',
        'idempotency-key': aKey(),
        'content-type': 'multipart/form-data; boundary=x',
      },
    });
    return sender.on('error', () => undefined);
  }

  /** Sends it and looks that nothing of it was kept. */
  async function expectRefusal(send: () => Promise<Answer>, status: number, code: string): Promise<void> {
    const before = [await fingerprintOf(store), await originals()];
    const answer = await send();
    const problem = Problem.parse(answer.body);
    expect({ status: answer.status, code: problem.code }).toEqual({ status, code });
    expect(answer.text).not.toMatch(/vips|libjpeg|\bat \w+.*\(|busboy/i);
    expect([await fingerprintOf(store), await originals()]).toEqual(before);
  }

  it.each<[string, () => Promise<Buffer>, string]>([
    ['a drawing with a script', text(svg), 'image_type_unsupported'],
    ['a page', text('<!doctype html><script>alert(1)</script>'), 'image_type_unsupported'],
    ['a PDF', text('%PDF-1.7\n%\xe2\xe3'), 'image_type_unsupported'],
    ['nothing', text(''), 'image_type_unsupported'],
    ['an animation of 100 pictures', () => frames(100).gif().toBuffer(), 'image_type_unsupported'],
    ['a GIF that stands still', () => blank(9, 9).gif().toBuffer(), 'image_type_unsupported'],
    ['a TIFF', () => blank(9, 9).tiff().toBuffer(), 'image_type_unsupported'],
    ['an animated WebP', () => frames(3).webp().toBuffer(), 'image_animated'],
    ['a header of 30,000 x 30,000 pixels', async () => headerOnly(30_000, 30_000), 'image_incomplete'],
    ['the same, ended as it should be', async () => claimOf(30_000, 30_000), 'image_too_large'],
    ['14,000 x 14,000 white pixels', bomb, 'image_too_large'],
    ['12,001 pixels on a side', () => blank(12_001, 1).png().toBuffer(), 'image_too_large'],
    ['41 megapixels', () => blank(8_200, 5_000).webp({ effort: 0 }).toBuffer(), 'image_too_large'],
    ['an AVIF of 21 megapixels', () => blank(6_000, 3_500).avif({ effort: 0 }).toBuffer(), 'image_too_large'],
    ['a JPEG cut short', () => cut(jpeg()), 'image_incomplete'],
    ['a JPEG without its last byte', async () => (await jpeg()).subarray(0, -1), 'image_incomplete'],
    ['a PNG cut short', () => cut(blank(640, 480).png().toBuffer(), 0.9), 'image_incomplete'],
    ['a WebP cut short', () => cut(blank(640, 480).webp().toBuffer(), 0.9), 'image_incomplete'],
    ['an AVIF cut short', () => cut(blank(640, 480).avif({ effort: 0 }).toBuffer(), 0.9), 'image_incomplete'],
    ['the first bytes of a JPEG', async () => Buffer.from([0xff, 0xd8, 0xff, 0xe0]), 'image_incomplete'],
    [
      'nonsense between the ends of a JPEG',
      async () => Buffer.from('ffd8ffda0008010100003f00ffd9', 'hex'),
      'image_unreadable',
    ],
    [
      'a page that begins as a JPEG',
      async () => Buffer.from('\xff\xd8\xff<script>alert(1)</script>', 'latin1'),
      'image_incomplete',
    ],
  ])('as %s', async (_what, made, code) => {
    const file = await made();
    await expectRefusal(() => upload({ file }), 422, code);
  });

  it.each<[string, Form]>([
    ['no file', {}],
    ['two files', { file: [headerOnly(1, 1), headerOnly(2, 2)] }],
    ['no words', { file: headerOnly(1, 1), fields: [] }],
    [
      'words twice',
      {
        file: headerOnly(1, 1),
        fields: [
          ['alt', 'A mug'],
          ['alt', 'A cup'],
        ],
      },
    ],
    [
      'a field that nobody asked for',
      {
        file: headerOnly(1, 1),
        fields: [
          ['alt', 'A mug'],
          ['productId', 'x'],
        ],
      },
    ],
    ['a line break in its words', { file: headerOnly(1, 1), fields: [['alt', 'A\r\nmug']] }],
    ['too many words', { file: headerOnly(1, 1), fields: [['alt', 'x'.repeat(301)]] }],
    ['a book as its words', { file: headerOnly(1, 1), fields: [['alt', 'x'.repeat(100_000)]] }],
  ])('with %s', async (_what, form) => {
    await expectRefusal(() => upload(form), 422, 'invalid');
  });

  it('with a field that is called as something of every object', async () => {
    const fields: [string, string][] = [
      ['alt', 'A mug'],
      ['__proto__', 'x'],
    ];
    await expectRefusal(() => upload({ file: headerOnly(1, 1), fields }), 400, 'bad_request');
    expect(Object.prototype).not.toHaveProperty('x');
  });

  it('of more than 20 MB, announced or not, and hears so while it is still sending', async () => {
    await expectRefusal(() => upload({ file: noise(21_000_000) }), 413, 'file_too_large');
    await expectRefusal(() => upload({ file: noise(20_000_001) }), 413, 'file_too_large');
  });

  it('of no end is answered when it is too long, and cut off', async () => {
    const before = await originals();
    const sender = beginUpload();
    const answered = once(sender, 'response');
    // Whether its writing fails before it learns of the end is a matter of timing: an error is no finding here.
    const cutOff = new Promise((resolve) => sender.once('close', resolve));
    sender.write('--x\r\nContent-Disposition: form-data; name="file"; filename="x"\r\n\r\n');
    const sending = setInterval(() => sender.write(Buffer.alloc(1_000_000)), 20);
    const [{ statusCode }] = (await answered) as [IncomingMessage];
    const answeredAt = performance.now();
    await cutOff.finally(() => clearInterval(sending));

    expect(statusCode).toBe(413);
    expect(performance.now() - answeredAt).toBeLessThan(15_000);
    expect(await originals()).toEqual(before);
  }, 40_000);

  it.each<[string, string, string, number]>([
    ['JSON', 'application/json', '{"alt":"A mug"}', 415],
    ['a plain form', 'application/x-www-form-urlencoded', 'alt=A+mug', 415],
    ['a form without a boundary', 'multipart/form-data', 'x', 422],
    ['a form that never begins', 'multipart/form-data; boundary=x', '{}', 422],
    [
      'a form that never ends',
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="alt"\r\n\r\nA',
      422,
    ],
    ['an empty form', 'multipart/form-data; boundary=x', '--x--\r\n', 422],
  ])('as %s', async (_what, type, rawBody, status) => {
    await expectRefusal(
      () =>
        staff.post(`/api/staff/products/${mug.id}/images`, {
          headers: { 'idempotency-key': aKey(), 'content-type': type },
          rawBody,
        }),
      status,
      status === 415 ? 'unsupported_media_type' : 'invalid',
    );
  });

  it('without an Idempotency-Key', async () => {
    await expectRefusal(async () => upload({ file: await jpeg() }, { key: '' }), 422, 'invalid');
  });

  it('to a product that is not ours, or is none', async () => {
    const file = await jpeg();
    const theirs = await aProduct(await aStore());
    await expectRefusal(() => upload({ file }, { product: theirs }), 404, 'not_found');
    await expectRefusal(() => upload({ file }, { product: { id: randomId() } }), 404, 'not_found');
    await expectRefusal(() => upload({ file }, { product: { id: 'mug' } }), 422, 'invalid');
  });

  it('by a guest, by a customer and by the staff of another store', async () => {
    const file = await jpeg();
    const [guest, customer, foreign] = [api.visitor(store), api.visitor(store), api.visitor(store)];
    await signUp(customer);
    const elsewhere = await aStore();
    const clerk = api.visitor(elsewhere);
    await signInAsStaff(clerk, (await aMember(elsewhere)).email);
    for (const by of [guest, customer, foreign]) {
      await expectRefusal(() => upload({ file }, { by }), 401, 'staff_only');
    }
    await expectRefusal(() => upload({ file }, { by: clerk }), 404, 'not_found');
  });

  it('by another site', async () => {
    const send = async () =>
      staff.post(`/api/staff/products/${mug.id}/images`, {
        headers: { 'idempotency-key': aKey(), 'sec-fetch-site': 'cross-site' },
        form: aForm({ file: await jpeg() }),
      });
    await expectRefusal(send, 403, 'cross_origin_request');
  });

  it('as the fourth of its store at a time, and holds up no other store', async () => {
    const senders = Array.from({ length: 3 }, () => {
      const sender = beginUpload();
      sender.write('--x\r\nContent-Disposition: form-data; name="file"; filename="x"\r\n\r\nslow');
      return sender;
    });
    const elsewhere = await aStore();
    const clerk = api.visitor(elsewhere);
    await signInAsStaff(clerk, (await aMember(elsewhere)).email);
    const file = await jpeg();
    // What is no form takes a place for no moment, and hears whether there is one.
    const knock = () =>
      staff.post(`/api/staff/products/${mug.id}/images`, {
        headers: { 'idempotency-key': aKey(), 'content-type': 'application/json' },
        rawBody: '{}',
      });
    await eventually(async () => expect((await knock()).status).toBe(503));

    const fourth = await upload({ file });
    expect([fourth.status, fourth.headers['retry-after']]).toEqual([503, '1']);
    const product = await aProduct(elsewhere);
    expect((await upload({ file }, { product, by: clerk })).status).toBe(201);
    for (const sender of senders) sender.destroy();
    expect((await uploadUntilTaken({ file }, { product: await aProduct(store) })).status).toBe(201);
  });

  it('does not stand in the way of the next one', async () => {
    expect((await upload({ file: await jpeg() }, { product: await aProduct(store) })).status).toBe(201);
  });
});
