import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { InvoicePage, OrderDetail } from '@tradewind/contracts';
import { openStorage, readConfig, type Storage } from '@tradewind/core';
import {
  aCart,
  aCoupon,
  anEmail,
  aKey,
  anOrder,
  aPaidOrder,
  aProduct,
  aShippingMethod,
  aStore,
  asOwner,
  aTaxRate,
  type HttpClient,
  moneyArrives,
  refundsSucceed,
  replicaCaughtUp,
  StaffDesk,
  TestApi,
  TestJobs,
  type TestProduct,
  type TestStore,
  units,
} from '@tradewind/testing';
import { request } from 'undici';
import { v7 as uuidv7 } from 'uuid';
import { readPdf } from './pdf/read-pdf.ts';

let api: TestApi;
let jobs: TestJobs;
let storage: Storage;
let storageDir: string;
beforeAll(async () => {
  storageDir = await mkdtemp(join(tmpdir(), 'tradewind-invoices-'));
  api = await TestApi.start({ STORAGE_DIR: storageDir });
  jobs = await TestJobs.start();
  storage = openStorage(readConfig());
});
afterAll(async () => {
  await api.close();
  await jobs.close();
  await rm(storageDir, { recursive: true, force: true });
});

interface Shop {
  store: TestStore;
  mug: TestProduct;
  book: TestProduct;
  staff: StaffDesk;
}

/** A shop with two rates of tax and a delivery. */
async function aShop(options: { pricesIncludeTax?: boolean; currency?: string } = {}): Promise<Shop> {
  const store = await aStore(options);
  await aTaxRate(store, 'GB', 190_000);
  await aTaxRate(store, 'GB', 70_000, 'reduced');
  await aShippingMethod(store);
  const mug = await aProduct(store, { price: 1_110, stock: 1_000, ...options });
  const book = await aProduct(store, { price: 1_990, stock: 1_000, taxCategory: 'reduced', ...options });
  return { store, mug, book, staff: await StaffDesk.open(api, store) };
}

interface Bought {
  id: string;
  visitor: HttpClient;
}

/** Three mugs and a book, with ten per cent off. */
async function buy({ store, mug, book }: Shop): Promise<Bought> {
  const visitor = api.visitor(store);
  const cart = await aCart(visitor, [
    [mug, 3],
    [book, 1],
  ]);
  await visitor.put(`/api/carts/${cart.id}/delivery`, { body: { country: 'GB' } });
  const { body } = await visitor.put<typeof cart>(`/api/carts/${cart.id}/coupon`, {
    body: { code: (await aCoupon(store)).code },
  });
  const placed = await visitor.post<{ order: { id: string } }>('/api/orders', {
    headers: { 'idempotency-key': aKey() },
    body: { ...anOrder(body), email: anEmail() },
  });
  const { id } = placed.body.order;
  await moneyArrives(store, id);
  await jobs.run(store, 'settle-order');
  return { id, visitor };
}

const look = async ({ visitor, id }: Bought): Promise<OrderDetail> =>
  OrderDetail.parse((await visitor.get(`/api/orders/${id}`)).body);

interface InvoiceRow {
  id: string;
  kind: string;
  number: number;
  total: number;
  tax: number;
  key: string | null;
  sha256: string | null;
}

const invoicesOf = ({ id }: TestStore, orderId?: string) =>
  asOwner<InvoiceRow>(
    id,
    `SELECT id, kind, number, total_minor AS total, tax_minor AS tax, storage_key AS key, sha256 FROM invoices
     WHERE $1::uuid IS NULL OR order_id = $1 ORDER BY kind DESC, number`,
    [orderId ?? null],
  );

const mailsAsked = ({ id }: TestStore) =>
  asOwner<{ payload: { invoiceId: string }; subject: string }>(
    id,
    `SELECT payload, subject FROM outbox WHERE store_id = $1 AND job = 'send-invoice'`,
    [id],
  );

/** As if nobody had worked on it. */
const again = ({ id }: TestStore, job: string) =>
  asOwner(id, 'UPDATE outbox SET done_at = NULL WHERE store_id = $1 AND job = $2', [id, job]);

const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const textOf = async ({ key }: InvoiceRow) => readPdf(await storage.get(key!)).flat();
const download = async (store: TestStore, path: string) => {
  const {
    statusCode: status,
    headers,
    body,
  } = await request(api.origin + path, { headers: { host: store.host } });
  return { status, headers, bytes: Buffer.from(await body.arrayBuffer()) };
};

describe('an order that was paid', () => {
  it.each([
    ['with the tax in its prices', {}],
    ['with the tax on top', { pricesIncludeTax: false }],
    ['in yen', { currency: 'JPY' }],
    ['in dinars of a thousand fils', { currency: 'KWD', pricesIncludeTax: false }],
  ])('(%s) gets an invoice over what it came to, kept with the hash of its bytes', async (_, options) => {
    const shop = await aShop(options);
    const order = await buy(shop);
    const { totals } = await look(order);
    expect(await jobs.run(shop.store, 'issue-invoice')).toBe(1);

    const [invoice, ...others] = await invoicesOf(shop.store);
    expect(others).toEqual([]);
    expect(invoice).toMatchObject({
      kind: 'invoice',
      number: 1,
      total: totals.total.amount,
      tax: totals.tax.amount,
    });
    expect(hashOf(await storage.get(invoice!.key!))).toBe(invoice!.sha256);
    expect(invoice!.key).toBe(`invoices/${shop.store.id}/${invoice!.sha256}.pdf`);
    expect(await mailsAsked(shop.store)).toEqual([
      { payload: { invoiceId: invoice!.id }, subject: order.id },
    ]);
  });

  it('for nothing gets one too', async () => {
    const shop = await aShop();
    const gift = await aProduct(shop.store, { price: 0 });
    await asOwner(shop.store.id, 'UPDATE shipping_rates SET amount_minor = 0');
    await replicaCaughtUp();
    await aPaidOrder(jobs, shop.store, api.visitor(shop.store), [[gift, 1]]);
    await jobs.run(shop.store, 'issue-invoice');
    const [invoice] = await invoicesOf(shop.store);
    expect(invoice).toMatchObject({ number: 1, total: 0, tax: 0 });
    expect(await textOf(invoice!)).toContain('Nothing is due.');
  });

  it('prints names as they are, whatever they try to be', async () => {
    const shop = await aShop();
    const name = '<iframe src=file:///etc/passwd> \u202Efdp.exe 漢字';
    shop.mug = await aProduct(shop.store, { name, stock: 10, price: 100 });
    await buy(shop);
    await jobs.run(shop.store, 'issue-invoice');
    const [invoice] = await invoicesOf(shop.store);
    const text = (await textOf(invoice!)).join(' ');
    expect(text).toContain('<iframe src=file:///etc/passwd> �fdp.exe');
    expect(text).toContain('��');
  });

  it('keeps what its invoice says when the store moves and everything is called something else', async () => {
    const shop = await aShop();
    await buy(shop);
    await jobs.run(shop.store, 'issue-invoice');
    const [before] = await invoicesOf(shop.store);
    await storage.delete(before!.key!);
    await asOwner(
      shop.store.id,
      `UPDATE stores SET legal_name = 'Moved Ltd', accent_color = '#a0402a' WHERE id = $1`,
      [shop.store.id],
    );
    await again(shop.store, 'issue-invoice');
    await jobs.run(shop.store, 'issue-invoice');
    expect(await invoicesOf(shop.store)).toEqual([before]);
    expect(hashOf(await storage.get(before!.key!))).toBe(before!.sha256);
  });

  it('long before there were invoices gets one, and no mail about it', async () => {
    const shop = await aShop();
    await buy(shop);
    await asOwner(shop.store.id, `UPDATE orders SET paid_at = now() - interval '8 days'`);
    await jobs.run(shop.store, 'issue-invoice');
    expect(await invoicesOf(shop.store)).toMatchObject([{ number: 1 }]);
    expect(await mailsAsked(shop.store)).toEqual([]);
  });

  it('is asked to be invoiced again and again, and has one invoice, the same bytes and one mail', async () => {
    const shop = await aShop();
    await buy(shop);
    await jobs.run(shop.store, 'issue-invoice');
    const before = await invoicesOf(shop.store);
    for (let time = 0; time < 3; time++) {
      await again(shop.store, 'issue-invoice');
      await jobs.run(shop.store, 'issue-invoice');
    }
    expect(await invoicesOf(shop.store)).toEqual(before);
    expect(await mailsAsked(shop.store)).toHaveLength(1);
  });

  it('is invoiced once, with one mail, by three workers that come at the same time', async () => {
    const shop = await aShop();
    const orders = [await buy(shop), await buy(shop), await buy(shop)];
    await Promise.all([1, 2, 3].map(() => jobs.run(shop.store, 'issue-invoice')));
    const invoices = await invoicesOf(shop.store);
    expect(invoices.map(({ number }) => number)).toEqual([1, 2, 3]);
    for (const { key, sha256 } of invoices) expect(hashOf(await storage.get(key!))).toBe(sha256);
    const subjects = (await mailsAsked(shop.store)).map(({ subject }) => subject);
    expect(subjects.toSorted()).toEqual(orders.map(({ id }) => id).toSorted());
  });

  it('keeps its number when there was no room for its file at first', async () => {
    const shop = await aShop();
    await buy(shop);
    // Where the folder is to be, there is a file.
    const folder = join(storageDir, 'invoices', shop.store.id);
    await writeFile(folder, '');
    await expect(jobs.run(shop.store, 'issue-invoice')).rejects.toThrow();
    const [unrendered] = await invoicesOf(shop.store);
    expect(unrendered).toMatchObject({ number: 1, key: null, sha256: null });
    expect(await mailsAsked(shop.store)).toEqual([]);

    await rm(folder);
    await jobs.run(shop.store, 'issue-invoice');
    const invoices = await invoicesOf(shop.store);
    expect(invoices).toMatchObject([{ id: unrendered!.id, number: 1, sha256: expect.any(String) }]);
    expect(await mailsAsked(shop.store)).toHaveLength(1);
  });
});

describe('money that went back', () => {
  it('is credited as it was sold, each refund once, under numbers of their own', async () => {
    const shop = await aShop({ pricesIncludeTax: false });
    const order = await buy(shop);
    const wishes = [{ lines: units([shop.mug, 1]) }, { amount: { amount: 250, currency: 'EUR' } }, {}];
    for (const wish of wishes) {
      expect((await shop.staff.refund(order.id, wish)).status).toBe(201);
      await refundsSucceed(shop.store);
      await jobs.run(shop.store, 'settle-refund');
      await again(shop.store, 'settle-refund');
    }
    await jobs.run(shop.store, 'settle-refund');
    // The credit notes first: the invoice that they correct is issued on the way.
    expect(await jobs.run(shop.store, 'issue-credit-note')).toBe(3);
    await jobs.run(shop.store, 'issue-invoice');

    const [invoice, ...creditNotes] = await invoicesOf(shop.store);
    expect(invoice).toMatchObject({ kind: 'invoice', number: 1 });
    expect(creditNotes.map(({ kind, number }) => [kind, number])).toEqual([
      ['credit_note', 1],
      ['credit_note', 2],
      ['credit_note', 3],
    ]);
    const sum = (of: (row: InvoiceRow) => number) => creditNotes.reduce((all, row) => all + of(row), 0);
    expect([sum(({ total }) => total), sum(({ tax }) => tax)]).toEqual([invoice!.total, invoice!.tax]);
    expect(await textOf(creditNotes[0]!)).toEqual(
      expect.arrayContaining(['Credit note', expect.stringMatching(/^CN-\d{4}-000001$/)]),
    );
    expect(await mailsAsked(shop.store)).toHaveLength(4);
  });

  it('before there were any invoices is credited when the invoice is issued', async () => {
    const shop = await aShop();
    const order = await buy(shop);
    await shop.staff.refund(order.id);
    await refundsSucceed(shop.store);
    await jobs.run(shop.store, 'settle-refund');
    await asOwner(shop.store.id, `DELETE FROM outbox WHERE store_id = $1 AND job = 'issue-credit-note'`, [
      shop.store.id,
    ]);
    await jobs.run(shop.store, 'issue-invoice');
    expect(await jobs.run(shop.store, 'issue-credit-note')).toBe(1);
    expect(await invoicesOf(shop.store)).toMatchObject([
      { kind: 'invoice' },
      { kind: 'credit_note', number: 1 },
    ]);
  });

  it('at the provider is credited when it is settled, with its tax, and not before', async () => {
    const shop = await aShop();
    const order = await buy(shop);
    await shop.staff.refund(order.id);
    await refundsSucceed(shop.store);
    // As one that was made in the provider's dashboard: shared out when it is settled.
    await asOwner(shop.store.id, 'DELETE FROM refund_parts');
    await jobs.run(shop.store, 'issue-invoice');
    expect(await jobs.run(shop.store, 'issue-credit-note')).toBe(0);
    await asOwner(
      shop.store.id,
      `INSERT INTO outbox (id, store_id, job, payload)
       SELECT gen_random_uuid(), $1, 'issue-credit-note', jsonb_build_object('refundId', id) FROM refunds`,
      [shop.store.id],
    );
    await expect(jobs.run(shop.store, 'issue-credit-note')).rejects.toThrow('not settled yet');
    expect(await invoicesOf(shop.store)).toMatchObject([{ kind: 'invoice' }]);

    await jobs.run(shop.store, 'settle-refund');
    await jobs.run(shop.store, 'issue-credit-note');
    const [invoice, ...creditNotes] = await invoicesOf(shop.store);
    expect(invoice!.tax).toBeGreaterThan(0);
    expect(creditNotes).toMatchObject([{ total: invoice!.total, tax: invoice!.tax }]);
  });

  it('and came back to us is not credited', async () => {
    const shop = await aShop();
    const order = await buy(shop);
    await shop.staff.refund(order.id);
    await refundsSucceed(shop.store);
    await jobs.run(shop.store, 'settle-refund');
    await asOwner(shop.store.id, `UPDATE refunds SET status = 'failed'`);
    await jobs.run(shop.store, 'issue-credit-note');
    expect(await invoicesOf(shop.store)).toEqual([]);
  });
});

describe('a link to an invoice', () => {
  let shop: Shop;
  let url: string;
  let id: string;
  beforeAll(async () => {
    shop = await aShop();
    const order = await buy(shop);
    expect((await look(order)).invoices).toEqual([]);
    await jobs.run(shop.store, 'issue-invoice');
    const [invoice] = (await look(order)).invoices;
    [url, id] = [invoice!.url!, invoice!.id];
    expect(invoice).toMatchObject({ kind: 'invoice', number: expect.stringMatching(/^\d{4}-000001$/) });
  });

  it('gives whoever has it the file, under our own name, and nothing for a browser to run or keep', async () => {
    const [invoice] = await invoicesOf(shop.store);
    const { status, headers, bytes } = await download(shop.store, url);
    expect([status, hashOf(bytes)]).toEqual([200, invoice!.sha256]);
    expect(headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': expect.stringMatching(/^attachment; filename="invoice-\d{4}-000001\.pdf"$/),
      'cache-control': 'private, no-store',
      'content-security-policy': "sandbox; default-src 'none'",
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
  });

  it('gives nobody anything when a letter of it is another, and the same answer as for none', async () => {
    const nothing = await download(shop.store, `/api/invoices/${uuidv7()}`);
    const path = new URL(url, 'http://x');
    const changed = (change: (query: URLSearchParams) => void, base = path) => {
      const other = new URL(base);
      change(other.searchParams);
      return other.pathname + other.search;
    };
    const later = String(Number(path.searchParams.get('expires')) + 1);
    const signature = path.searchParams.get('signature')!;
    const links = [
      path.pathname,
      changed((query) => query.delete('signature')),
      changed((query) => query.delete('expires')),
      changed((query) => query.set('expires', later)),
      changed((query) => query.set('expires', `${path.searchParams.get('expires')}.0`)),
      changed((query) => query.set('signature', signature.slice(0, -1))),
      changed((query) => query.set('signature', signature.toLowerCase())),
      changed((query) => query.append('signature', signature)),
      changed((query) => query.set('signature', 'x'.repeat(5_000))),
      path.pathname.replace(id, uuidv7()) + path.search,
    ];
    for (const link of links) {
      const { status, bytes } = await download(shop.store, link);
      expect([link, status, withoutRequestId(bytes)]).toEqual([link, 404, withoutRequestId(nothing.bytes)]);
    }
  });

  it('opens nothing in another store', async () => {
    const { status } = await download(await aStore(), url);
    expect(status).toBe(404);
  });

  it('has a file that was lost rendered again, the same bytes, however often it is opened, and writes no mail', async () => {
    const [invoice] = await invoicesOf(shop.store);
    await asOwner(
      shop.store.id,
      `DELETE FROM outbox WHERE store_id = $1 AND job IN ('issue-invoice', 'send-invoice')`,
      [shop.store.id],
    );
    await storage.delete(invoice!.key!);
    for (let time = 0; time < 3; time++) expect((await download(shop.store, url)).status).toBe(404);
    expect(await jobs.run(shop.store, 'issue-invoice')).toBe(1);
    const { status, bytes } = await download(shop.store, url);
    expect([status, hashOf(bytes)]).toEqual([200, invoice!.sha256]);
    expect(await invoicesOf(shop.store)).toEqual([invoice]);
    expect(await mailsAsked(shop.store)).toEqual([]);
  });

  it('to a credit note has its file rendered again, too', async () => {
    const order = await buy(shop);
    await shop.staff.refund(order.id);
    await refundsSucceed(shop.store);
    await jobs.run(shop.store, 'settle-refund');
    await jobs.run(shop.store, 'issue-credit-note');
    const creditNote = (await invoicesOf(shop.store, order.id)).find(({ kind }) => kind === 'credit_note');
    const link = (await look(order)).invoices.find(({ id: it }) => it === creditNote!.id)!.url!;
    await storage.delete(creditNote!.key!);
    expect((await download(shop.store, link)).status).toBe(404);
    await jobs.run(shop.store, 'issue-credit-note');
    const { status, bytes } = await download(shop.store, link);
    expect([status, hashOf(bytes)]).toEqual([200, creditNote!.sha256]);
  });

  it('is good for as long as a page stays open, and refused when its time is over', async () => {
    const clock = Date.now;
    const statusAfter = async (minutes: number): Promise<number> => {
      Date.now = () => clock() + minutes * 60_000;
      try {
        return (await download(shop.store, url)).status;
      } finally {
        Date.now = clock;
      }
    };
    expect([await statusAfter(0), await statusAfter(50), await statusAfter(61)]).toEqual([200, 200, 404]);
  });
});

const withoutRequestId = (bytes: Buffer) => {
  const { requestId: _, ...problem } = JSON.parse(bytes.toString()) as { requestId: string };
  return problem;
};

describe('the staff', () => {
  it('list what their store has issued, newest first, page by page, and no other store’s', async () => {
    const [shop, other] = [await aShop(), await aShop()];
    for (let count = 0; count < 3; count++) await buy(shop);
    await buy(other);
    await jobs.run(shop.store, 'issue-invoice');
    await jobs.run(other.store, 'issue-invoice');

    const first = InvoicePage.parse((await shop.staff.browser.get('/api/staff/invoices?limit=2')).body);
    const rest = InvoicePage.parse(
      (await shop.staff.browser.get(`/api/staff/invoices?limit=2&cursor=${first.nextCursor}`)).body,
    );
    expect(rest.nextCursor).toBeNull();
    const numbers = [...first.items, ...rest.items].map(({ number }) => number.slice(-6));
    expect(numbers).toEqual(['000003', '000002', '000001']);
    expect((await download(shop.store, first.items[0]!.url!)).status).toBe(200);
    expect((await api.visitor(shop.store).get('/api/staff/invoices')).status).toBe(401);
  });
});
