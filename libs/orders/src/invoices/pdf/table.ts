import { setImmediate as nextTurn } from 'node:timers/promises';
import type { InvoiceLine } from '../invoice-content.ts';
import type { Block } from './flow.ts';
import type { Sheet } from './sheet.ts';
import { ink, page } from './paper.ts';

interface Column {
  head: string;
  /** Where its texts end. */
  right: number;
  text: (line: InvoiceLine) => string;
}

export interface Table {
  itemWidth: number;
  columns: Column[];
}

const cell = { size: 8.5, align: 'right' } as const;
const name = { size: 9 } as const;
const detail = { size: 7.5, colour: ink.soft } as const;
const gap = 16;
/** How many lines are measured before others get a turn. */
const atOnce = 50;

/** The columns this invoice needs, each as wide as the widest of its texts. */
export function tableOf(sheet: Sheet): Table {
  const { content, words, figures, price } = sheet;
  const amount = { head: words.amount, text: (line: InvoiceLine) => price(amountOf(line, content)) };
  const wanted = [
    ...(content.corrects
      ? []
      : [{ head: words.unitPrice, text: ({ unitPriceMinor }: InvoiceLine) => price(unitPriceMinor ?? 0) }]),
    ...(content.lines.some(({ discountMinor }) => discountMinor > 0)
      ? [
          {
            head: words.discount,
            text: ({ discountMinor: off }: InvoiceLine) => (off > 0 ? `−${price(off)}` : ''),
          },
        ]
      : []),
    { head: words.tax, text: ({ taxRatePpm }: InvoiceLine) => figures.rate(taxRatePpm) },
    amount,
  ];
  const quantity = {
    head: words.quantity,
    text: ({ quantity: units }: InvoiceLine) => (units > 0 ? String(units) : ''),
  };
  return placed(sheet, [quantity, ...wanted]);
}

/** From the right edge leftwards; what is left of the width is for the names. */
function placed({ paper, content }: Sheet, columns: Omit<Column, 'right'>[]): Table {
  let right: number = page.right;
  const done: Column[] = [];
  for (const column of columns.toReversed()) {
    done.unshift({ ...column, right });
    const texts = new Set([column.head, longest(content.lines.map(column.text))]);
    const width = Math.max(
      ...[...texts].map((text) => paper.widthOf(text, { ...cell, bold: text === column.head })),
    );
    right -= width + gap;
  }
  return { columns: done, itemWidth: right - page.left };
}

const longest = (texts: readonly string[]): string =>
  texts.reduce((widest, text) => (text.length > widest.length ? text : widest), '');

/** What a line adds to the sum below it: with its tax where the prices contain it, else without. */
export const amountOf = (
  { totalMinor, taxMinor }: Pick<InvoiceLine, 'totalMinor' | 'taxMinor'>,
  { pricesIncludeTax }: { pricesIncludeTax: boolean },
): number => totalMinor - (pricesIncludeTax ? 0 : taxMinor);

export function drawTableHead({ paper, words, content }: Sheet, { columns }: Table, y: number): number {
  const style = { size: 7.5, colour: ink.soft, bold: true };
  paper.write(words.item, page.left, y, style);
  for (const { head, right } of columns) paper.write(head, right, y, { ...style, align: 'right' });
  paper.rule(y + 7, { width: 1.2, colour: content.accentColor });
  return y + 8;
}

/** Every line of the invoice as a block that knows its height. Others get a turn in between. */
export async function lineBlocks(sheet: Sheet, table: Table): Promise<Block[]> {
  const blocks: Block[] = [];
  for (const line of sheet.content.lines) {
    blocks.push(lineBlock(sheet, table, line));
    if (blocks.length % atOnce === 0) await nextTurn();
  }
  return blocks;
}

function lineBlock({ paper, words }: Sheet, { columns, itemWidth }: Table, line: InvoiceLine): Block {
  const names = paper.lines(line.name || words.refund, name, itemWidth, 3);
  const details = line.detail === '' ? [] : paper.lines(line.detail, detail, itemWidth, 1);
  const height = 14 + 12 * names.length + 10.5 * details.length - 4;
  const draw = (top: number): void => {
    for (const [index, text] of names.entries()) paper.write(text, page.left, top + 16 + 12 * index, name);
    for (const text of details) paper.write(text, page.left, top + 15 + 12 * names.length, detail);
    for (const { text, right } of columns) paper.write(text(line), right, top + 16, cell);
    paper.rule(top + height, { width: 0.4 });
  };
  return { height, isLine: true, draw };
}
