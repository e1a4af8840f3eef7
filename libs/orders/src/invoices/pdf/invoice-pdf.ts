import { setImmediate as nextTurn } from 'node:timers/promises';
import { type IssuedInvoice, numberOf } from '../invoice-content.ts';
import { closing } from './closing.ts';
import { drawHead } from './head.ts';
import { type Block, paginate } from './flow.ts';
import { printedLogo } from './logo.ts';
import { ink, page } from './paper.ts';
import { type Sheet, sheetFor } from './sheet.ts';
import { drawTableHead, lineBlocks, tableOf } from './table.ts';

/**
 * The invoice as A4 pages. The same content gives the same bytes: nothing is asked of the clock, the place or chance.
 * It gives way to others after every page, so an invoice of ten thousand lines delays nobody.
 */
export async function invoicePdf(invoice: IssuedInvoice, logo?: Buffer): Promise<Buffer> {
  const sheet = sheetFor(invoice);
  const { paper } = sheet;
  const picture = await printedLogo(logo);
  const table = tableOf(sheet);

  const rows = await lineBlocks(sheet, table);
  const pages = paginate(rows, closing(sheet));
  for (const [index, blocks] of pages.entries()) {
    paper.addSheet();
    let y = index === 0 ? drawHead(sheet, picture) : drawShortHead(sheet);
    if (blocks.some(({ isLine }) => isLine)) y = drawTableHead(sheet, table, y);
    drawBlocks(blocks, y);
    drawFoot(sheet, index + 1, pages.length);
    await nextTurn();
  }
  return paper.finish();
}

function drawBlocks(blocks: readonly Block[], from: number): void {
  let y = from;
  for (const { height, draw } of blocks) {
    draw(y);
    y += height;
  }
}

/** On every page but the first: which invoice it belongs to. */
function drawShortHead({ paper, invoice, words, content }: Sheet): number {
  const style = { size: 8, colour: ink.soft };
  const y = page.top + 6;
  paper.write(paper.clean(content.seller.name), page.left, y, { ...style, bold: true });
  const title = `${words.title[invoice.kind]} ${numberOf(invoice)}, ${words.continued}`;
  paper.write(title, page.right, y, { ...style, align: 'right' });
  return y + 14;
}

function drawFoot({ paper, content, words, country }: Sheet, number: number, of: number): void {
  const { legalName, address, taxNumber, email, country: code } = content.seller;
  const style = { size: 7, colour: ink.soft };
  const where = address
    ? [address.line1, address.line2, `${address.postalCode} ${address.city}`, country(code)]
    : [country(code)];
  const width = page.right - page.left - 90;
  const lines = [
    [legalName, ...where].filter(Boolean).join(' · '),
    [...(taxNumber ? [`${words.taxNumber} ${taxNumber}`] : []), email].join(' · '),
  ];
  paper.rule(787);
  for (const [index, line] of lines.entries())
    paper.write(paper.lines(line, style, width, 1)[0] ?? '', page.left, 799 + 10 * index, style);
  paper.write(words.page(number, of), page.right, 799, { ...style, align: 'right' });
}
