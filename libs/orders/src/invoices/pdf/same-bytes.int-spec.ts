import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { BuiltWorker } from '@tradewind/testing';
import { invoiceSample } from '../invoice.sample.ts';
import { invoicePdf } from './invoice-pdf.ts';

let built: BuiltWorker;
beforeAll(async () => {
  built = await BuiltWorker.build();
});
afterAll(() => built.remove());

const script = (before: string) => `
  import { createHash } from 'node:crypto';
  import { invoicePdf } from './libs/orders/dist/invoices/pdf/invoice-pdf.js';
  import { invoiceSample } from './libs/orders/dist/invoices/invoice.sample.js';
  ${before}
  const pdf = await invoicePdf(invoiceSample);
  process.stdout.write(createHash('sha256').update(pdf).digest('hex'));`;

it('an invoice has the same bytes whoever renders it, wherever and whenever, and whatever they rendered before', async () => {
  const here = createHash('sha256')
    .update(await invoicePdf(invoiceSample))
    .digest('hex');
  const others = [
    built.evaluate(script(''), { TZ: 'Pacific/Kiritimati', LANG: 'ja_JP.UTF-8' }),
    built.evaluate(script(''), { TZ: 'America/St_Johns', LC_ALL: 'C' }),
    built.evaluate(script(`Date.now = () => 0; Math.random = () => 0.5;`)),
    built.evaluate(
      script(`
        const { content } = invoiceSample;
        // One letter of its own, drawn as the two letters of "fir" are.
        const lines = content.lines.map((line) => ({ ...line, detail: '\\ufb01' }));
        await invoicePdf({ ...invoiceSample, content: { ...content, lines } });`),
    ),
  ];
  expect(await Promise.all(others)).toEqual([here, here, here, here]);
});
