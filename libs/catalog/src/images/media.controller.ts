import {
  type CallHandler,
  Controller,
  type ExecutionContext,
  Get,
  Header,
  type NestInterceptor,
  Param,
  StreamableFile,
  UseInterceptors,
} from '@nestjs/common';
import { NotFound, Storage } from '@tradewind/core';
import { imageFormats, imageWidths } from '@tradewind/contracts';
import type { FastifyReply } from 'fastify';
import { type Observable, tap } from 'rxjs';
import { z } from 'zod';

const MediaFile = z.strictObject({
  storeId: z.uuid(),
  hash: z.string().regex(/^[0-9a-f]{20}$/),
  file: z.string().regex(new RegExp(`^(${imageWidths.join('|')})\\.(${imageFormats.join('|')})$`)),
});
type MediaFile = z.infer<typeof MediaFile>;

/** A WebP where there is no JPEG: pictures that were rendered before there were any have none until the next time. */
class StandIn extends StreamableFile {}

/** What stands in for a file must not be kept in its place for ever. */
class KeepStandInsBriefly implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler<StreamableFile>): Observable<StreamableFile> {
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const note = (file: StreamableFile) =>
      file instanceof StandIn && void reply.header('cache-control', 'public, max-age=60');
    return next.handle().pipe(tap(note));
  }
}

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
  @UseInterceptors(KeepStandInsBriefly)
  async media(@Param({ schema: MediaFile }) { storeId, hash, file }: MediaFile): Promise<StreamableFile> {
    const [width, format] = file.split('.');
    const address = `media/${storeId}/${hash}/${width}`;
    const content = await this.storage.find(`${address}.${format}`);
    if (content) return new StreamableFile(content, { type: `image/${format}`, length: content.length });
    const webp = format === 'jpeg' ? await this.storage.find(`${address}.webp`) : undefined;
    if (!webp) throw new NotFound();
    return new StandIn(webp, { type: 'image/webp', length: webp.length });
  }
}
