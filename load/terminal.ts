const color = (code: number, text: string): string =>
  process.stdout.isTTY ? `\x1b[${code}m${text}\x1b[0m` : text;
export const bold = (text: string): string => color(1, text);
export const dim = (text: string): string => color(2, text);
export const red = (text: string): string => color(31, text);
export const green = (text: string): string => color(32, text);
export const yellow = (text: string): string => color(33, text);

const escapes = new RegExp(String.raw`${String.fromCharCode(27)}\[\d+m`, 'g');
const widthOf = (text: string): number => text.replaceAll(escapes, '').length;

/** One line that is written anew in place. A log, which cannot take lines back, gets one now and then. */
export class MovingLine {
  readonly #logEveryMs: number;
  #loggedAt = -Infinity;

  constructor(logEveryMs = 5_000) {
    this.#logEveryMs = logEveryMs;
  }

  show(text: string): void {
    if (process.stdout.isTTY) {
      process.stdout.write(`\r${text.slice(0, (process.stdout.columns || 80) - 1)}\x1b[K`);
    } else if (performance.now() - this.#loggedAt >= this.#logEveryMs) {
      this.#loggedAt = performance.now();
      console.log(text);
    }
  }

  clear(): void {
    if (process.stdout.isTTY) process.stdout.write('\r\x1b[K');
  }
}

/** Columns under their headings; the first to the left, numbers to the right. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = headings.map((heading, i) =>
    Math.max(...[heading, ...rows.map((row) => row[i] ?? '')].map(widthOf)),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => pad(cell, widths[i] ?? 0, i === 0))
      .join('   ')
      .trimEnd();
  return [dim(line(headings)), ...rows.map(line)].map((text) => `  ${text}`).join('\n');
}

const pad = (text: string, width: number, toTheRight: boolean): string => {
  const gap = ' '.repeat(Math.max(0, width - widthOf(text)));
  return toTheRight ? text + gap : gap + text;
};

const levels = '▁▂▃▄▅▆▇█';

/** A row of bars, the highest for the most. */
export function sparkline(values: readonly number[]): string {
  const most = Math.max(1, ...values);
  return values
    .map((value) => levels[Math.min(levels.length - 1, Math.floor((value / most) * levels.length))])
    .join('');
}

/** A duration in milliseconds as a person reads it: 3.4, 34, 3,400. */
export const milliseconds = (ms: number): string =>
  ms.toLocaleString('en', { maximumFractionDigits: ms < 10 ? 1 : 0 });

export const count = (number: number): string => number.toLocaleString('en');
