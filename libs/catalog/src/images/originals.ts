import { createHash } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { imageFormats, imageWidths } from '@tradewind/contracts';
import { ColdStorage, Outbox, Storage } from '@tradewind/core';
import { currentScope, Database, type SqlTx } from '@tradewind/database';
import type { PictureKind } from './picture-kind.ts';

/** Where one picture's original is. */
export interface OriginalPlace {
  originalKey: string;
  originalTier: string;
}

/** Where the files of one picture are. */
export interface ImageFiles {
  originalKey: string;
  renditionKey: string | null;
}

/** Our own name for an upload, by its content: the same picture of the same store is kept once. */
export function originalKeyOf(file: Buffer, kind: PictureKind): string {
  const hash = createHash('sha256').update(file).digest('hex');
  return `originals/${currentScope()?.storeId}/${hash}.${kind}`;
}

/** How long files are left alone that may not be needed: somebody may be at work with them. */
export const minutesUntilTidied = 10;

export const renditionNames = (widths: readonly number[]): string[] =>
  widths.flatMap((width) => imageFormats.map((format) => `${width}.${format}`));

/** The pictures as they were uploaded: never served, and kept so that they can be rendered anew. */
@Injectable()
export class Originals {
  readonly cold: Storage | undefined;
  private readonly logger = new Logger('Originals');

  constructor(
    readonly hot: Storage,
    { storage }: ColdStorage,
    private readonly db: Database,
    private readonly outbox: Outbox,
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

  /**
   * Keeps a file around `work`, which gives it a row: before, so that no row is ever without its file, and after, for
   * it may have been tidied away in between. Only a crash leaves a file without a row, which costs its room.
   */
  async keepAround<Result>(originalKey: string, file: Buffer, work: () => Promise<Result>): Promise<Result> {
    await this.hot.put(originalKey, file);
    const result = await work().catch(async (error: unknown) => {
      await this.tidyLater(originalKey).catch((reason: unknown) =>
        this.logger.warn({ err: reason, originalKey }, 'A refused upload was left in the storage'),
      );
      throw error;
    });
    if (!(await this.hot.exists(originalKey))) await this.hot.put(originalKey, file);
    return result;
  }

  /** Not at once: another upload of the same picture may have seen the file, and be about to give it a row. */
  private tidyLater(originalKey: string): Promise<void> {
    const files = { originalKey, renditionKey: null };
    return this.db.writeSql(async (tx) =>
      this.outbox.addAtCommit(tx, 'tidy-image-files', files, { inMinutes: minutesUntilTidied }),
    );
  }

  /** Notes that an original is in the colder storage, which must have it by now, for all pictures that share it. */
  async noteCold(tx: SqlTx, originalKey: string): Promise<void> {
    await lockOriginal(tx, originalKey);
    if (!(await this.cold?.exists(originalKey, whileLocked())))
      throw new Error(`${originalKey} is not in the colder storage.`);
    await tx.$executeRaw`
      UPDATE product_images SET original_tier = 'cold' WHERE original_key = ${originalKey} AND original_tier = 'hot'`;
  }

  /** Deletes the files that no picture needs any more, and never the last one of an original that some picture has. */
  async tidy({ originalKey, renditionKey }: ImageFiles): Promise<void> {
    await this.db.writeSql(async (tx) => {
      await lockOriginal(tx, originalKey);
      const needed = await this.needed(tx, { originalKey, renditionKey });
      const signal = whileLocked();
      if (!needed.original)
        await all([this.hot, this.cold].map(async (place) => place?.delete(originalKey, signal)));
      else if (!needed.hot && (await this.cold?.exists(originalKey, signal)))
        await this.hot.delete(originalKey, signal);
      if (renditionKey !== null && !needed.original && !needed.rendition)
        await this.deleteRenditions(renditionKey, signal);
    });
  }

  private async needed(tx: SqlTx, { originalKey, renditionKey }: ImageFiles): Promise<Needed> {
    const [needed] = await tx.$queryRaw<Needed[]>`
      SELECT coalesce(bool_or(original_key = ${originalKey}), false) AS original,
             coalesce(bool_or(original_key = ${originalKey} AND original_tier = 'hot'), false) AS hot,
             coalesce(bool_or(rendition_key = ${renditionKey}), false) AS rendition
      FROM product_images WHERE original_key = ${originalKey} OR rendition_key = ${renditionKey}`;
    if (!needed) throw new Error('PostgreSQL counted without an answer.');
    return needed;
  }

  private async deleteRenditions(renditionKey: string, signal: AbortSignal): Promise<void> {
    const names = renditionNames(imageWidths);
    await all(names.map((name) => this.hot.delete(`media/${renditionKey}/${name}`, signal)));
  }
}

/** Far less than PostgreSQL lets a transaction idle: with the lock gone, nothing may be deleted any more. */
const whileLocked = (): AbortSignal => AbortSignal.timeout(4_000);

/** Waits for all of them also when one fails: none may go on when the lock is gone. */
async function all(deletes: Promise<void>[]): Promise<void> {
  for (const outcome of await Promise.allSettled(deletes))
    if (outcome.status === 'rejected') throw outcome.reason;
}

/** Which of a picture's files some picture needs; `hot`: in the storage that is not the colder one. */
interface Needed {
  original: boolean;
  hot: boolean;
  rendition: boolean;
}

/** Until the end of the transaction: whoever gives an original a row, moves or deletes it holds this. */
export async function lockOriginal(tx: SqlTx, originalKey: string): Promise<void> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended('original/' || ${originalKey}, 0))`;
}
