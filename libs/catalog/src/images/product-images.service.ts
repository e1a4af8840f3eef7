import { Injectable } from '@nestjs/common';
import { type Image, maxImagesOfProduct, type StaffImageList } from '@tradewind/contracts';
import { NotFound, Outbox } from '@tradewind/core';
import { Database, type SqlTx } from '@tradewind/database';
import { v7 as uuidv7 } from 'uuid';
import { imageSelect, toImage } from '../product-image.ts';
import { TooManyImages } from './images.errors.ts';
import { type ImageFiles, lockOriginal, minutesUntilTidied } from './originals.ts';
import type { ReceivedImage } from './receive-image.interceptor.ts';

/** The pictures of a product, as its staff see to them. */
@Injectable()
export class ProductImagesService {
  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
  ) {}

  async list(productId: string): Promise<StaffImageList> {
    const product = await this.db.read.product.findFirst({
      where: { id: productId },
      select: {
        images: {
          select: { ...imageSelect, position: true, failedWith: true },
          orderBy: { position: 'asc' },
          take: maxImagesOfProduct,
        },
      },
    });
    if (!product) throw new NotFound();
    return {
      items: product.images.map(({ position, failedWith, ...image }) => ({
        ...toImage(image),
        position,
        failedWith,
      })),
    };
  }

  /** Gives a received picture the last place of its product. */
  addImage(productId: string, { alt, originalKey, width, height }: ReceivedImage): Promise<Image> {
    return this.db.writeSql(async (tx) => {
      const position = await freePlace(tx, productId);
      await lockOriginal(tx, originalKey);
      const id = uuidv7();
      await tx.$executeRaw`
        INSERT INTO product_images (id, product_id, position, alt, original_key, width, height)
        VALUES (${id}::uuid, ${productId}::uuid, ${position}, ${alt}, ${originalKey}, ${width}, ${height})`;
      this.outbox.addAtCommit(tx, 'resize-product-image', { imageId: id });
      return toImage({ id, alt, width, height, renditionKey: null, widths: [], blurDataUrl: null });
    });
  }

  async removeImage(productId: string, imageId: string): Promise<void> {
    await this.db.writeSql(async (tx) => {
      const [files] = await tx.$queryRaw<ImageFiles[]>`
        DELETE FROM product_images WHERE id = ${imageId}::uuid AND product_id = ${productId}::uuid
        RETURNING original_key AS "originalKey", rendition_key AS "renditionKey"`;
      if (!files) throw new NotFound();
      // A job may still be writing its renditions.
      this.outbox.addAtCommit(tx, 'tidy-image-files', files, { inMinutes: minutesUntilTidied });
    });
  }
}

/** Behind the last picture. Those who add to a product queue here, and do not hold up its buyers. */
async function freePlace(tx: SqlTx, productId: string): Promise<number> {
  const [product] = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM products WHERE id = ${productId}::uuid FOR NO KEY UPDATE`;
  if (!product) throw new NotFound();
  const [images] = await tx.$queryRaw<{ count: number; next: number }[]>`
    SELECT count(*)::int AS count, coalesce(max(position) + 1, 0) AS next
    FROM product_images WHERE product_id = ${productId}::uuid`;
  if (!images || images.count >= maxImagesOfProduct) throw new TooManyImages();
  return images.next;
}
