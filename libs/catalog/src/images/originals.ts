import { Inject, Injectable } from '@nestjs/common';
import { ColdStorage, Config, Storage } from '@tradewind/core';

/** Where one picture's original is. */
export interface OriginalPlace {
  originalKey: string;
  originalTier: string;
}

/** The pictures as they were uploaded: never served, and kept so that they can be rendered anew. */
@Injectable()
export class Originals {
  readonly cold: Storage | undefined;

  constructor(
    @Inject(Storage) readonly hot: Storage,
    { storage }: ColdStorage,
    @Inject(Config) readonly config: Config,
  ) {
    this.cold = storage;
  }

  /** Looks where it should be, then where it may be: another product's same picture may have moved it meanwhile. */
  async read({ originalKey, originalTier }: OriginalPlace): Promise<Buffer> {
    const places = originalTier === 'cold' ? [this.cold, this.hot] : [this.hot, this.cold];
    for (const place of places) {
      const original = await place?.find(originalKey);
      if (original) return original;
    }
    throw new Error(`The original ${originalKey} is in no storage.`);
  }
}
