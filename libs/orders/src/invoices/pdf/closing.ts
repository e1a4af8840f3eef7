import type { Block } from './flow.ts';
import type { Sheet } from './sheet.ts';
import { ink, page } from './paper.ts';
import { amountOf } from './table.ts';

const labelAt = 330;
const note = { size: 8, colour: ink.soft } as const;

/** What stands below the lines: the sums, the tax at each rate, and how it was paid. */
export function closing(sheet: Sheet): Block[] {
  return [space(8), ...sums(sheet), space(18), ...taxTable(sheet), space(16), ...notes(sheet)];
}

function sums(sheet: Sheet): Block[] {
  const { content, words, price, figures, invoice } = sheet;
  const { lines, delivery, taxes, pricesIncludeTax, totalMinor } = content;
  const goods = lines.reduce((sum, line) => sum + amountOf(line, content), 0);
  const deliveryRow = (): [string, string] => {
    const amount = delivery ? amountOf(delivery, content) : 0;
    return [
      delivery?.name ? `${words.delivery}, ${delivery.name}` : words.delivery,
      amount > 0 ? price(amount) : words.free,
    ];
  };
  const rows: [string, string][] = [
    [words.subtotal, price(goods)],
    ...(delivery ? [deliveryRow()] : []),
    ...(pricesIncludeTax
      ? []
      : taxes
          .filter(({ taxMinor }) => taxMinor > 0)
          .map(({ ratePpm, taxMinor }): [string, string] => [
            words.taxAtRate(figures.rate(ratePpm)),
            price(taxMinor),
          ])),
  ];
  return [
    ...rows.map((row) => sumRow(sheet, row)),
    total(sheet, words.total[invoice.kind], price(totalMinor)),
  ];
}

const sumRow = ({ paper }: Sheet, [name, amount]: [string, string]): Block => ({
  height: 16,
  isLine: false,
  draw: (y) => {
    const style = { size: 9, colour: ink.soft };
    const width = page.right - labelAt - paper.widthOf(amount, { size: 9 }) - 12;
    paper.write(paper.lines(name, style, width, 1)[0] ?? '', labelAt, y + 12, style);
    paper.write(amount, page.right, y + 12, { size: 9, align: 'right' });
  },
});

const total = ({ paper, content }: Sheet, name: string, amount: string): Block => ({
  height: 34,
  isLine: false,
  draw: (y) => {
    paper.rule(y + 7, { from: labelAt, width: 1.2, colour: content.accentColor });
    paper.write(name, labelAt, y + 26, { size: 12, bold: true });
    paper.write(amount, page.right, y + 26, { size: 14, bold: true, align: 'right' });
  },
});

/** How much was sold at each rate, and the tax in it: the last column adds up to the total. */
function taxTable({ paper, content, words, price, figures }: Sheet): Block[] {
  if (content.taxes.length === 0) return [];
  const columns = [page.left + 190, page.left + 290, page.left + 390] as const;
  const row = (
    texts: readonly string[],
    style: { size: number; colour?: string; bold?: boolean },
  ): Block => ({
    height: 14,
    isLine: false,
    draw: (y) => {
      const [first = '', ...others] = texts;
      paper.write(first, page.left, y + 10, style);
      for (const [index, text] of others.entries())
        paper.write(text, columns[index] ?? page.right, y + 10, { ...style, align: 'right' });
      paper.rule(y + 14, { to: columns[2], width: 0.4 });
    },
  });
  return [
    row([words.rate, words.net, words.tax, words.gross], { size: 7.5, colour: ink.soft, bold: true }),
    ...content.taxes.map(({ ratePpm, netMinor, taxMinor }) =>
      row([figures.rate(ratePpm), price(netMinor), price(taxMinor), price(netMinor + taxMinor)], { size: 8 }),
    ),
  ];
}

function notes({ paper, content, words, price, invoice }: Sheet): Block[] {
  const { lines, couponCode, pricesIncludeTax, taxMinor, totalMinor } = content;
  const off = lines.reduce((sum, { discountMinor }) => sum + discountMinor, 0);
  const said = [
    ...(off > 0 ? [words.takenOff(price(off), couponCode)] : []),
    ...(taxMinor > 0 ? [pricesIncludeTax ? words.taxIncluded : words.taxAdded] : []),
    totalMinor > 0 ? words.settled[invoice.kind] : words.nothingDue,
  ];
  return said.flatMap((text) =>
    paper.lines(text, note, page.right - page.left, 2).map((line) => ({
      height: 12.5,
      isLine: false,
      draw: (y: number) => paper.write(line, page.left, y + 9, note),
    })),
  );
}

const space = (height: number): Block => ({ height, isLine: false, draw: () => undefined });
