import { Controller, Get, Header, Param, StreamableFile } from '@nestjs/common';
import { NotFound, Storage } from '@tradewind/core';
import { imageFormats, imageWidths } from '@tradewind/contracts';
import { z } from 'zod';

const MediaFile = z.strictObject({
  storeId: z.uuid(),
  hash: z.string().regex(/^[0-9a-f]{20}$/),
  file: z.string().regex(new RegExp(`^(${imageWidths.join('|')})\\.(${imageFormats.join('|')})$`)),
});
type MediaFile = z.infer<typeof MediaFile>;

/** Rendered pictures. Only what the presets name can be asked for; nothing is rendered on request. */
@Controller('media')
export class MediaController {
  constructor(private readonly storage: Storage) {}

  @Get(':storeId/:hash/:file')
  @Header('cache-control', 'public, max-age=31536000, immutable')
  // Mail programs show them from pages of their own.
  @Header('cross-origin-resource-policy', 'cross-origin')
  // They are pictures that we have encoded ourselves. Were one not, it could do nothing as a page.
  @Header('content-security-policy', "default-src 'none'; sandbox")
  async media(@Param({ schema: MediaFile }) { storeId, hash, file }: MediaFile): Promise<StreamableFile> {
    const content = await this.storage.find(`media/${storeId}/${hash}/${file}`);
    if (!content) throw new NotFound();
    return new StreamableFile(content, {
      type: `image/${file.slice(file.indexOf('.') + 1)}`,
      length: content.length,
    });
  }
}
