import { mkdirSync } from 'node:fs';
import { type FileHandle, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';

/** An order the shop has answered with 201, as the buyer was told of it; or the moment the buyer saw it paid. */
const Entry = z.discriminatedUnion('event', [
  z.strictObject({
    event: z.literal('placed'),
    storeId: z.uuid(),
    orderId: z.uuid(),
    number: z.string(),
    total: z.int(),
    currency: z.string(),
    units: z.int(),
  }),
  z.strictObject({ event: z.literal('seen paid'), storeId: z.uuid(), orderId: z.uuid() }),
]);
export type JournalEntry = z.infer<typeof Entry>;
export type PlacedEntry = Extract<JournalEntry, { event: 'placed' }>;

/**
 * What the shop has promised, kept outside of the shop: a file on this side, a line per promise. A line is on
 * the disk before its promise is counted, so nothing that dies afterwards can take it back. Lines that arrive
 * while others are being written go together into the next write.
 */
export class Journal {
  readonly path: string;
  readonly #file: Promise<FileHandle>;
  #waiting: string[] = [];
  #next: Promise<void> | undefined;
  #last: Promise<void> = Promise.resolve();

  constructor(path: string) {
    mkdirSync(dirname(path), { recursive: true });
    this.path = path;
    this.#file = open(path, 'ax');
    this.#file.catch(() => undefined); // whoever writes first hears of it
  }

  /** Returns when the entry is on the disk. */
  write(entry: JournalEntry): Promise<void> {
    this.#waiting.push(`${JSON.stringify(entry)}\n`);
    this.#next ??= this.#last = this.#last.then(() => this.#flush());
    return this.#next;
  }

  async close(): Promise<void> {
    await this.#last;
    await (await this.#file).close();
  }

  async #flush(): Promise<void> {
    const lines = this.#waiting.join('');
    this.#waiting = [];
    this.#next = undefined;
    const file = await this.#file;
    await file.appendFile(lines);
    await file.datasync();
  }
}

export async function readJournal(path: string): Promise<JournalEntry[]> {
  const lines = (await readFile(path, 'utf8')).split('\n').filter(Boolean);
  return lines.map((line) => Entry.parse(JSON.parse(line)));
}
