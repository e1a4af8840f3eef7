import { randomUUID } from 'node:crypto';
import { access, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { checkKey, Storage } from './storage.ts';

/** Files in a folder that all processes share. */
export class DiskStorage extends Storage {
  private readonly root: string;

  constructor(root: string) {
    super();
    this.root = root;
  }

  /** Writes beside the place and renames: a reader sees the whole file or none, also after a crash. */
  async put(key: string, content: Buffer): Promise<void> {
    const path = this.pathOf(key);
    await mkdir(dirname(path), { recursive: true });
    const draft = `${path}.${randomUUID()}.draft`;
    try {
      // Without the flush, a power cut may leave the name and not the content.
      await writeFile(draft, content, { flush: true });
      await rename(draft, path);
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
    await this.flushFolders(key);
  }

  async find(key: string): Promise<Buffer | undefined> {
    return readFile(this.pathOf(key)).catch(undefinedIfMissing);
  }

  async exists(key: string): Promise<boolean> {
    const found = await access(this.pathOf(key)).then(() => true, undefinedIfMissing);
    return found === true;
  }

  async delete(key: string): Promise<void> {
    await rm(this.pathOf(key), { force: true });
  }

  /** Without this, a power cut may take away a name that a row of the database already has. */
  private async flushFolders(key: string): Promise<void> {
    const folders = key.split('/').map((_, depth, parts) => join(this.root, ...parts.slice(0, depth)));
    for (const folder of folders.toReversed()) {
      const handle = await open(folder, 'r');
      await handle.sync().finally(() => handle.close());
    }
  }

  private pathOf(key: string): string {
    checkKey(key);
    return join(this.root, key);
  }
}

function undefinedIfMissing(error: unknown): undefined {
  if (Error.isError(error) && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
}
