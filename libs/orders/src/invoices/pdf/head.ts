import { numberOf } from '../invoice-content.ts';
import type { Sheet } from './sheet.ts';
import { logoBox } from './logo.ts';
import { ink, page } from './paper.ts';

const label = { size: 7, colour: ink.soft, spacing: 0.5 };
const plain = { size: 9 };
const half = 250;

/** The first page's head: who sells, to whom, and which invoice this is. Answers where the table begins. */
export function drawHead(sheet: Sheet, logo: Buffer | undefined): number {
  const { paper, content, invoice, words } = sheet;
  paper.rule(0, { from: 0, to: page.width, width: 10, colour: content.accentColor });
  drawSeller(sheet, logo);
  paper.write(words.title[invoice.kind], page.right, page.top + 30, { size: 23, bold: true, align: 'right' });
  drawBuyer(sheet, 148);
  drawParticulars(sheet, 148);
  return 288;
}

function drawSeller({ paper, content }: Sheet, logo: Buffer | undefined): void {
  if (logo) {
    paper.picture(logo, page.left, page.top, logoBox);
    return;
  }
  const style = { size: 17, bold: true };
  for (const [index, line] of paper.lines(content.seller.name, style, half, 2).entries())
    paper.write(line, page.left, page.top + 24 + 21 * index, style);
}

function drawBuyer({ paper, content, words, invoice, country }: Sheet, y: number): void {
  const { name, line1, line2, postalCode, city, country: code, email } = content.buyer;
  const place = `${postalCode} ${city}`;
  paper.write(words.buyer[invoice.kind].toUpperCase(), page.left, y, label);
  const [first = '', ...more] = paper.lines(name, { ...plain, bold: true }, half, 2);
  const rest = [line1, line2 ?? '', place, country(code), email].filter(Boolean);
  const fitted = rest.map((line) => paper.lines(line, plain, half, 1)[0] ?? '');
  for (const [index, line] of [first, ...more, ...fitted].entries()) {
    const style = { ...plain, bold: index <= more.length };
    paper.write(line, page.left, y + 17 + 14 * index, style);
  }
}

function drawParticulars({ paper, content, words, invoice, day }: Sheet, y: number): void {
  const { corrects, orderNumber, orderedAt } = content;
  const rows = [
    [words.number[invoice.kind], numberOf(invoice)],
    [words.date, day(invoice.issuedAt)],
    ...(corrects
      ? [
          [words.corrects, corrects.number],
          [words.correctsOf, day(new Date(corrects.issuedAt))],
        ]
      : []),
    [words.order, orderNumber],
    [words.orderDate, day(new Date(orderedAt))],
  ] as const;
  const from = 330;
  for (const [index, [name = '', value = '']] of rows.entries()) {
    const at = y + 17 + 17 * index;
    paper.write(name, from, at, { size: 8.5, colour: ink.soft });
    const style = { ...plain, bold: index === 0, align: 'right' } as const;
    const width = page.right - from - paper.widthOf(name, { size: 8.5 }) - 8;
    paper.write(paper.lines(value, style, width, 1)[0] ?? '', page.right, at, style);
    paper.rule(at + 5.5, { from, width: 0.4 });
  }
}
