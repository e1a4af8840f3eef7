import { Inject } from '@nestjs/common';
import { Config, HandlesJob, type JobHandler, type RunningJob, Storage } from '@tradewind/core';
import { Database } from '@tradewind/database';
import { Originals, renditionKeyOf, renditionNames } from './originals.ts';
import { CannotBeRendered, type Rendered, renderPicture } from './render-picture.ts';

/**
 * Renders the preset widths of an uploaded picture. The address holds the content's hash, so it may be cached for
 * ever; rendering twice writes the same files, and the row points to them once all of them are there.
 */
@HandlesJob('resize-product-image', { timeoutSeconds: 120 })
export class ResizeProductImageProcessor implements JobHandler<'resize-product-image'> {
  constructor(
    private readonly db: Database,
    private readonly storage: Storage,
    private readonly originals: Originals,
    @Inject(Config) private readonly config: Config,
  ) {}

  async handle({ imageId }: { imageId: string }, job: RunningJob): Promise<void> {
    const image = await this.db.write((tx) => tx.productImage.findFirst({ where: { id: imageId } }));
    // The product may be gone by now, and its pictures with it.
    if (!image) return;

    const original = await this.originals.read(image);
    const renditionKey = renditionKeyOf(original);
    if (image.renditionKey === renditionKey && (await this.isThere(renditionKey, image.widths))) return;
    const outcome = await this.render(original, renditionKey);
    await this.db.writeSql(async (tx) => {
      if (outcome instanceof CannotBeRendered) {
        await tx.$executeRaw`UPDATE product_images SET failed_with = ${outcome.message} WHERE id = ${imageId}::uuid`;
      } else {
        const { width, height, widths, blurDataUrl } = outcome;
        await tx.$executeRaw`
          UPDATE product_images SET rendition_key = ${renditionKey}, width = ${width}, height = ${height},
            widths = ${widths}::int[], blur_data_url = ${blurDataUrl}, failed_with = NULL
          WHERE id = ${imageId}::uuid`;
      }
      job.doneWith(tx);
    });
  }

  /** Files that were lost can be had again: by asking for the job again. */
  private async isThere(renditionKey: string, widths: number[]): Promise<boolean> {
    const files = renditionNames(widths).map((name) => this.storage.exists(`media/${renditionKey}/${name}`));
    return (await Promise.all(files)).every(Boolean);
  }

  /**
   * A picture that cannot be rendered is an answer, and the picture's row says it: no attempt would end better, and
   * nobody could do anything about a dead letter. A storage that is away is none: it throws, and the job comes again.
   */
  private async render(original: Buffer, renditionKey: string): Promise<Rendered | CannotBeRendered> {
    try {
      return await renderPicture(original, {
        avifEffort: this.config.AVIF_EFFORT,
        keep: (name, content) => this.storage.put(`media/${renditionKey}/${name}`, content),
      });
    } catch (error) {
      if (error instanceof CannotBeRendered) return error;
      throw error;
    }
  }
}
