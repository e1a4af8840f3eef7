import { createReadStream } from 'node:fs';
import { mkdir, open, rename, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setImmediate } from 'node:timers/promises';

/**
 * An append-only file of JSON lines. Lines are gathered and written together, so a thousand requests that
 * wait for `flushed` share a handful of writes. What was flushed survives `kill -9` of this process (it is
 * with the operating system), though not a power cut: nothing here calls fsync.
 */
export class Journal {
  readonly #path: string | null;
  #file: FileHandle | null = null;
  #lines: string[] = [];
  #writing: Promise<void> = Promise.resolve();
  #next: Promise<void> | null = null;

  /** Without a folder the journal accepts everything and keeps nothing. */
  constructor(folder: string | undefined) {
    this.#path = folder === undefined ? null : join(folder, 'ledger.jsonl');
  }

  /** Every entry written so far. A line torn by a crash is skipped: nobody was ever told it happened. */
  async *read(): AsyncGenerator {
    if (this.#path === null) return;
    await mkdir(join(this.#path, '..'), { recursive: true });
    await (await open(this.#path, 'a')).close();
    for await (const line of createInterface({ input: createReadStream(this.#path) })) {
      const entry = parsed(line);
      if (entry !== undefined) yield entry;
    }
  }

  /** Replaces the file by these entries (the present state without its history) and opens it for more. */
  async begin(entries: Iterable<unknown>): Promise<void> {
    if (this.#path === null) return;
    const fresh = `${this.#path}.new`;
    this.#file = await open(fresh, 'w');
    for (const entry of entries) {
      this.append(entry);
      if (this.#lines.length >= 1000) await this.flushed();
    }
    await this.flushed();
    await rename(fresh, this.#path);
  }

  /** Notes an entry; `flushed` says when it is on file. */
  append(entry: unknown): void {
    if (this.#file === null) return;
    this.#lines.push(JSON.stringify(entry));
    // A failed write must not stop the next one; those who waited for it have been told. The turn of the event
    // loop is left to end first, so that every request it brought is in the same write.
    this.#next ??= this.#writing
      .catch(() => undefined)
      .then(() => setImmediate())
      .then(() => this.#write(this.#file));
  }

  /** Resolves when everything appended so far is on file; rejects when it could not be written. */
  flushed(): Promise<void> {
    return this.#next ?? this.#writing;
  }

  /** Writes what is left and lets go of the file. */
  async close(): Promise<void> {
    await this.flushed();
    await this.#file?.close();
    this.#file = null;
  }

  async #write(file: FileHandle | null): Promise<void> {
    if (this.#next !== null) this.#writing = this.#next;
    this.#next = null;
    const lines = this.#lines;
    this.#lines = [];
    try {
      await file?.appendFile(`${lines.join('\n')}\n`);
    } catch (error) {
      // Kept for the next write. The empty entry ends the line that a full disk may have torn.
      this.#lines = ['', ...lines, ...this.#lines];
      throw error;
    }
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
