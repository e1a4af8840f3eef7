import { createHash } from 'node:crypto';
import { Inject, Logger } from '@nestjs/common';
import { Config, HandlesJob, type JobHandler, Outbox, type Storage } from '@tradewind/core';
import { Database } from '@tradewind/database';
import { type OriginalPlace, Originals } from './originals.ts';

interface OldOriginal extends OriginalPlace {
  id: string;
  createdAt: Date;
}

const pageSize = 50;
/** What is left after that is for the next day. */
const workSeconds = 240;

/**
 * Moves originals that nobody has asked for in a while to the cheaper storage: copied, read back and compared, noted,
 * and only then, by a job of its own that the note has written, deleted here. Killed anywhere, there is a copy where
 * the row says, and the next run goes on.
 */
@HandlesJob('cool-originals', { concurrency: 1, timeoutSeconds: 300 })
export class CoolOriginalsProcessor implements JobHandler<'cool-originals'> {
  private readonly logger = new Logger('CoolOriginals');

  constructor(
    private readonly db: Database,
    private readonly originals: Originals,
    private readonly outbox: Outbox,
    @Inject(Config) private readonly config: Config,
  ) {}

  async handle(): Promise<void> {
    const { cold } = this.originals;
    if (!cold) return;
    const endAt = performance.now() + workSeconds * 1_000;
    let failed = 0;
    for (let last: OldOriginal | undefined; performance.now() < endAt;) {
      const page = await this.oldOriginals(last);
      for (const original of page) failed += (await this.moved(original, cold)) ? 0 : 1;
      last = page.at(-1);
      if (page.length < pageSize) break;
    }
    if (failed > 0) throw new Error(`${failed} originals could not be moved.`);
  }

  /** Hot ones of pictures that were rendered, the oldest first. */
  private oldOriginals(last: OldOriginal | undefined): Promise<OldOriginal[]> {
    const after = last ? { createdAt: last.createdAt, id: last.id } : { createdAt: new Date(0), id: noId };
    return this.db.writeSql(
      (tx) => tx.$queryRaw<OldOriginal[]>`
        SELECT id, created_at AS "createdAt", original_key AS "originalKey", original_tier AS "originalTier"
        FROM product_images
        WHERE original_tier = 'hot' AND rendition_key IS NOT NULL
          AND created_at < now() - make_interval(secs => ${this.config.ORIGINALS_COLD_AFTER_DAYS * 86_400})
          AND (created_at, id) > (${after.createdAt}::timestamptz, ${after.id}::uuid)
        ORDER BY created_at, id LIMIT ${pageSize}`,
    );
  }

  /** One that cannot be moved must not stand in the way of the others: it is counted, and the run fails in the end. */
  private async moved(original: OldOriginal, cold: Storage): Promise<boolean> {
    try {
      await this.move(original, cold);
      return true;
    } catch (error) {
      this.logger.warn({ err: error, imageId: original.id }, 'An original could not be moved');
      return false;
    }
  }

  private async move(place: OriginalPlace, cold: Storage): Promise<void> {
    const { originalKey } = place;
    const original = await this.originals.read(place);
    if (!isWhatWasUploaded(original, originalKey))
      throw new Error(`${originalKey} has changed in the storage.`);
    await cold.put(originalKey, original);
    if (!original.equals(await cold.get(originalKey))) throw new Error(`The copy of ${originalKey} differs.`);
    await this.db.writeSql(async (tx) => {
      await this.originals.noteCold(tx, originalKey);
      this.outbox.addAtCommit(tx, 'tidy-image-files', { originalKey, renditionKey: null });
    });
  }
}

const noId = '00000000-0000-0000-0000-000000000000';

/** Uploads are named by their hash; the demo's pictures are not. */
function isWhatWasUploaded(original: Buffer, key: string): boolean {
  const [, hash] = /\/([0-9a-f]{64})\.\w+$/.exec(key) ?? [];
  return hash === undefined || createHash('sha256').update(original).digest('hex') === hash;
}
