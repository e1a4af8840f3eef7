import { createHash } from 'node:crypto';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import type { InvoiceContent, IssuedInvoice } from '../invoice-content.ts';
import { invoiceSample } from '../invoice.sample.ts';
import { invoicePdf } from './invoice-pdf.ts';
import { readPdf } from './read-pdf.ts';

const saying = (content: Partial<InvoiceContent>, rest: Partial<IssuedInvoice> = {}): IssuedInvoice => ({
  ...invoiceSample,
  ...rest,
  content: { ...invoiceSample.content, ...content },
});
/** With spaces that are easy to type. */
const textsOf = async (invoice: IssuedInvoice, logo?: Buffer) =>
  readPdf(await invoicePdf(invoice, logo)).map((page) => page.map((text) => text.replaceAll('\u00a0', ' ')));
const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const [line] = invoiceSample.content.lines;
const lines = (
  count: number,
  change: (index: number) => Partial<InvoiceContent['lines'][number]> = () => ({}),
) => Array.from({ length: count }, (_, index) => ({ ...line!, ...change(index) }));

describe('the PDF of an invoice', () => {
  it('says who sells what to whom, the tax at each rate, and the total of the order', async () => {
    const [page] = await textsOf(invoiceSample);
    expect(page).toEqual(
      expect.arrayContaining([
        ...[
          'Lumen Prints',
          'Invoice',
          '2026-000123',
          '21 November 2026',
          '7KQ2M-X94TB',
          'Ada Lovelace',
          'Ireland',
        ],
        ...['Evening, Seven Ridges', '1', '€129.00', '−€12.90', '19%', '€116.10'],
        ...['Goods', '€202.95', 'Delivery, Parcel', '€4.90', 'Total', '€207.85'],
        ...['7%', '€15.56', '€1.09', '€16.65', '€160.67', '€30.53', '€191.20'],
        ...[
          'All amounts above include VAT.',
          'Discount WELCOME10 of €22.55 already taken off',
          'Page 1 of 1',
        ],
        ...['Lumen Prints GmbH · Lichtstraße 12 · 10243 Berlin · Germany'],
      ]),
    );
  });

  it('adds the tax where the prices are without it', async () => {
    const [page] = await textsOf(saying({ pricesIncludeTax: false }));
    expect(page).toEqual(
      expect.arrayContaining(['€97.56', 'VAT 7%', '€1.09', 'VAT 19%', '€30.53', '€207.85']),
    );
    expect(page).not.toContain('All amounts above include VAT.');
  });

  it('is written in German for a German shop', async () => {
    const [page] = await textsOf(saying({ locale: 'de-DE' }));
    expect(page).toEqual(
      expect.arrayContaining(['Rechnung', '21. November 2026', 'Irland', '207,85 €', 'Seite 1 von 1']),
    );
  });

  it.each([
    ['JPY', '¥20,785'],
    ['KWD', 'KWD 20.785'],
    ['HUF', 'HUF 207.85'],
  ])('writes %s with the decimals that it has', async (currency, total) => {
    const [page] = await textsOf(saying({ currency, locale: 'en' }));
    expect(page).toContain(total);
  });

  it('of a credit note names the invoice that it corrects', async () => {
    const corrects = { number: '2026-000123', issuedAt: '2026-11-21T10:00:00.000Z' };
    const [page] = await textsOf(saying({ corrects }, { kind: 'credit_note', number: 7 }));
    expect(page).toEqual(
      expect.arrayContaining([
        'Credit note',
        'CN-2026-000007',
        '2026-000123',
        'Issued on',
        '21 November 2026',
        'Credited',
      ]),
    );
    expect(page).not.toContain('Unit price');
  });

  it('asks for no money when it was all a gift', async () => {
    const [page] = await textsOf(
      saying({
        totalMinor: 0,
        taxMinor: 0,
        taxes: [],
        lines: lines(1, () => ({ totalMinor: 0, taxMinor: 0 })),
      }),
    );
    expect(page).toEqual(expect.arrayContaining(['€0.00', 'Nothing is due.']));
    expect(page).not.toContain('VAT rate');
  });

  it('repeats the head of its table on every page with lines, and numbers them', async () => {
    const pages = await textsOf(saying({ lines: lines(60) }));
    expect(pages.length).toBeGreaterThan(2);
    for (const [index, page] of pages.entries()) {
      expect(page).toContain('Unit price');
      expect(page).toContain(`Page ${index + 1} of ${pages.length}`);
      if (index > 0) expect(page).toContain('Invoice 2026-000123, continued');
    }
    expect(pages.flat().filter((text) => text === '€129.00')).toHaveLength(60);
  });

  it('keeps the sums together, with a line before them, at any length', async () => {
    for (let count = 1; count <= 30; count++) {
      const pages = await textsOf(saying({ lines: lines(count) }));
      const last = pages.at(-1)!;
      expect(last).toEqual(
        expect.arrayContaining(['Evening, Seven Ridges', 'Goods', 'Total', '€207.85', '€191.20']),
      );
      expect(pages.flat().filter((text) => text === '€129.00')).toHaveLength(count);
    }
  });

  it('tells programs its title, its author and its language', async () => {
    const text = (await invoicePdf(invoiceSample)).toString('latin1');
    expect(text).toContain('(Invoice 2026-000123)');
    expect(text).toContain('(Lumen Prints GmbH)');
    expect(text).toContain('/Lang (en-IE)');
    expect(text).toContain('(D:20261121100000Z)');
  });
});

describe('the same content', () => {
  it('gives the same bytes, and other content others', async () => {
    const [one, same] = [
      await invoicePdf(invoiceSample),
      await invoicePdf(saying(structuredClone(invoiceSample.content))),
    ];
    expect(hashOf(same)).toBe(hashOf(one));
    expect(hashOf(await invoicePdf({ ...invoiceSample, number: 124 }))).not.toBe(hashOf(one));
  });
});

describe('a logo', () => {
  const picture = (format: 'png' | 'jpeg' | 'webp') =>
    sharp({ create: { width: 600, height: 200, channels: 4, background: '#a0402a' } })
      .toFormat(format)
      .toBuffer();

  it.each(['png', 'jpeg', 'webp'] as const)('(%s) stands where else the name would', async (format) => {
    const [page] = await textsOf(invoiceSample, await picture(format));
    expect(page).not.toContain('Lumen Prints');
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['a script', Buffer.from('<script>alert(1)</script>')],
    ['half a picture', undefined],
    ['far too large a file', Buffer.alloc(2_000_000)],
  ])('that is %s is left out, and the name stands there', async (what, content) => {
    const logo = content ?? (await picture('png')).subarray(0, 200);
    const [page] = await textsOf(invoiceSample, logo);
    expect(page).toContain('Lumen Prints');
    expect(what).not.toBe('');
  });
});

describe('hostile content', () => {
  const hostile = [
    '<iframe src=file:///etc/passwd>',
    '<img src=http://127.0.0.1:9>',
    'a\u202Efdp.exe\0',
    '\\) Tj ET (',
    'x'.repeat(1_000_000),
    '👩‍🚀🇩🇪 漢字 שלום عربي',
    'ཧྐྵྨླྺྼྻྂ ก็็็็็็็็ a\u0300\u0301\u0302\u0303',
  ];

  it('is printed as text, on as many pages as its length asks for', async () => {
    const { buyer, seller } = invoiceSample.content;
    for (const text of hostile) {
      const all = { name: text, line1: text, line2: text, city: text, email: text };
      const pages = await textsOf(
        saying({
          buyer: { ...buyer, ...all },
          seller: { ...seller, ...all, legalName: text, taxNumber: text },
          orderNumber: text,
          couponCode: text,
          lines: lines(3, () => ({ name: text, detail: text })),
        }),
      );
      expect(pages).toHaveLength(1);
    }
    const [page] = await textsOf(saying({ lines: lines(1, () => ({ name: hostile[0]! })) }));
    expect(page).toContain('<iframe src=file:///etc/passwd>');
  });

  it('with a hundred rates of tax takes more pages, and loses none', async () => {
    const taxes = Array.from({ length: 100 }, (_, index) => ({
      ratePpm: index * 1_000,
      netMinor: 100,
      taxMinor: 1,
    }));
    const pages = await textsOf(saying({ taxes }));
    expect(pages.flat().filter((text) => text === '€1.01')).toHaveLength(100);
  });
});

describe('ten thousand lines', () => {
  it('are printed in a few seconds, while others get their turns', async () => {
    const invoice = saying({
      lines: lines(10_000, (index) => ({
        name: `Product ${index} with a name of several words`,
        detail: `Variant ${index} · SKU-${index}`,
      })),
    });
    await invoicePdf(invoiceSample);
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    // A delay is noted between two looks: one before it begins, and one when it is over.
    await sleep(50);
    const began = performance.now();
    const pdf = await invoicePdf(invoice);
    const seconds = (performance.now() - began) / 1_000;
    await sleep(50);
    delay.disable();
    expect(seconds).toBeLessThan(50);
    // Of what it takes at all a small part at once, and never a third: a busy machine may stop us for a second.
    expect(delay.max / 1e9).toBeLessThan(seconds / 3);
    expect(delay.mean / 1e9).toBeLessThan(seconds / 20);
    expect(pdf.length).toBeLessThan(5_000_000);
  });
});
