import { createHash } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { imageFormats, imageWidths } from '@tradewind/contracts';
import { ColdStorage, Outbox, Storage } from '@tradewind/core';
import { currentScope, Database, type SqlTx } from '@tradewind/database';
import type { PictureKind } from './picture-kind.ts';
import { renditionHash } from './render-picture.ts';

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

/** Where the renditions of a picture are, below `media`. */
export const renditionKeyOf = (original: Buffer): string =>
  `${currentScope()?.storeId}/${renditionHash(original)}`;

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
    const original = await findIn(places, originalKey);
    if (!original) throw new Error(`The original ${originalKey} is in no storage.`);
    return original;
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

  /**
   * Not at once: another upload of the same picture may have seen the file, and be about to give it a row. And not when
   * a row has it there: whoever removes that one asks for it.
   */
  tidyLater(originalKey: string): Promise<void> {
    const files = { originalKey, renditionKey: null };
    return this.db.writeSql(async (tx) => {
      if ((await this.needed(tx, originalKey)).hot) return;
      this.outbox.addAtCommit(tx, 'tidy-image-files', files, { inMinutes: minutesUntilTidied });
    });
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
      const signal = whileLocked();
      const needed = await this.needed(tx, originalKey);
      if (!needed.original) await this.deleteAll(tx, { originalKey, renditionKey }, signal);
      else if (!needed.hot && (await this.cold?.exists(originalKey, signal)))
        await this.hot.delete(originalKey, signal);
    });
  }

  /**
   * No row tells of the renditions of a picture that was removed while it was rendered, but its original does: it goes
   * last, so that whoever comes again after a crash can still ask it.
   */
  private async deleteAll(
    tx: SqlTx,
    { originalKey, renditionKey }: ImageFiles,
    signal: AbortSignal,
  ): Promise<void> {
    const places = [this.hot, this.cold];
    const original = renditionKey === null ? await findIn(places, originalKey, signal) : undefined;
    const renditions = original ? renditionKeyOf(original) : renditionKey;
    if (renditions !== null && !(await isShown(tx, renditions)))
      await all(
        renditionNames(imageWidths).map((name) => this.hot.delete(`media/${renditions}/${name}`, signal)),
      );
    await all(places.map(async (place) => place?.delete(originalKey, signal)));
  }

  private async needed(tx: SqlTx, originalKey: string): Promise<Needed> {
    const [needed] = await tx.$queryRaw<Needed[]>`
      SELECT count(*) > 0 AS original, coalesce(bool_or(original_tier = 'hot'), false) AS hot
      FROM product_images WHERE original_key = ${originalKey}`;
    if (!needed) throw new Error('PostgreSQL counted without an answer.');
    return needed;
  }
}

/** Far less than PostgreSQL lets a transaction idle: with the lock gone, nothing may be deleted any more. */
const whileLocked = (): AbortSignal => AbortSignal.timeout(4_000);

/** Waits for all of them also when one fails: none may go on when the lock is gone. */
async function all(deletes: Promise<void>[]): Promise<void> {
  for (const outcome of await Promise.allSettled(deletes))
    if (outcome.status === 'rejected') throw outcome.reason;
}

/** Whether some picture needs an original; `hot`: in the storage that is not the colder one. */
interface Needed {
  original: boolean;
  hot: boolean;
}

/** Originals that are not named by their content may be the same, and so are their renditions then. */
async function isShown(tx: SqlTx, renditionKey: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM product_images WHERE rendition_key = ${renditionKey} LIMIT 1`;
  return rows.length > 0;
}

async function findIn(
  places: (Storage | undefined)[],
  key: string,
  signal?: AbortSignal,
): Promise<Buffer | undefined> {
  for (const place of places) {
    const content = await place?.find(key, signal);
    if (content) return content;
  }
  return undefined;
}

/** Until the end of the transaction: whoever gives an original a row, moves or deletes it holds this. */
export async function lockOriginal(tx: SqlTx, originalKey: string): Promise<void> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended('original/' || ${originalKey}, 0))`;
}
