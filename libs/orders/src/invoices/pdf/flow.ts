import { page } from './paper.ts';

/** Something on the page that is not broken over two of them. */
export interface Block {
  height: number;
  /** Lines of the invoice stand under the head of the table, on each page again. */
  isLine: boolean;
  draw: (y: number) => void;
}

/** How much room for blocks there is: below the letter's head on the first page, below a short one on the others. */
const room = { first: page.bottom - 298, other: page.bottom - 84 } as const;

/**
 * Shares the lines and what closes the invoice out over pages. The closing stands together, and with a line before
 * it, as long as that fits one page.
 */
export function paginate(lines: readonly Block[], closing: readonly Block[]): Block[][] {
  const pages: Block[][] = [[]];
  let left: number = room.first;
  const add = (block: Block): void => {
    if (block.height > left && pages.at(-1)?.length) {
      pages.push([]);
      left = room.other;
    }
    pages.at(-1)?.push(block);
    left -= block.height;
  };
  for (const line of lines) add(line);

  const height = heightOf(closing);
  const last = pages.at(-1) ?? [];
  const companion = last.at(-1);
  if (height > left && companion && last.length > 1 && height + companion.height <= room.other) {
    last.pop();
    pages.push([companion]);
    left = room.other - companion.height;
  }
  for (const block of closing) add(block);
  return pages;
}

const heightOf = (blocks: readonly Block[]): number => blocks.reduce((sum, { height }) => sum + height, 0);
