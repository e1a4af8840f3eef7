import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, normalize, sep } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { Config } from '../config/config.ts';

/** Files by key, such as `store/<id>/originals/<hash>.jpg`. The driver is the local disk. */
@Injectable()
export class Storage {
  private readonly root: string;

  constructor(@Inject(Config) config: Config) {
    this.root = config.STORAGE_DIR;
  }

  /** Writes beside the place and renames: a reader sees the whole file or none, also after a crash. */
  async put(key: string, content: Buffer): Promise<void> {
    const path = this.pathOf(key);
    await mkdir(dirname(path), { recursive: true });
    const draft = `${path}.${randomUUID()}.draft`;
    try {
      await writeFile(draft, content);
      await rename(draft, path);
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
  }

  get(key: string): Promise<Buffer> {
    return readFile(this.pathOf(key));
  }

  /** As `get`, but undefined when there is no such file. */
  async find(key: string): Promise<Buffer | undefined> {
    return this.get(key).catch((error: unknown) => {
      if (Error.isError(error) && 'code' in error && error.code === 'ENOENT') return undefined;
      throw error;
    });
  }

  private pathOf(key: string): string {
    const path = normalize(join(this.root, key));
    if (!path.startsWith(normalize(this.root) + sep)) throw new Error(`The key leaves the storage: ${key}`);
    return path;
  }
}
