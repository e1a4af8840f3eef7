/** Files by key, such as `originals/<store>/<hash>.jpg`. A file is there whole or not at all, also after a crash. */
export abstract class Storage {
  /** Replaces what was there under this key. */
  abstract put(key: string, content: Buffer): Promise<void>;

  /** Undefined when there is no such file. `signal` ends the attempts, here and below. */
  abstract find(key: string, signal?: AbortSignal): Promise<Buffer | undefined>;

  abstract exists(key: string, signal?: AbortSignal): Promise<boolean>;

  /** Afterwards there is no such file; it is fine when there was none. */
  abstract delete(key: string, signal?: AbortSignal): Promise<void>;

  /** As `find`, where the file must be there. */
  async get(key: string): Promise<Buffer> {
    const content = await this.find(key);
    if (!content) throw new Error(`The storage has no ${key}.`);
    return content;
  }
}

/** Where old originals go when it is configured: slower and cheaper than `Storage`. */
export class ColdStorage {
  readonly storage: Storage | undefined;

  constructor(storage: Storage | undefined) {
    this.storage = storage;
  }
}

/** Keys are ours, never a client's words. Were they not, they would end here: no way up, nothing to be encoded. */
export function checkKey(key: string): void {
  if (!/^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/.test(key)) throw new Error(`This is no key of a file: ${key}`);
}
