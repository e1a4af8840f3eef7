import { Controller, Delete, Get, Header, Param, Post, UseGuards } from '@nestjs/common';
import { ApiBody } from '@nestjs/swagger';
import { Answers, Idempotent, StaffGuard, TakesUpload } from '@tradewind/core';
import { Id, Image, StaffImageList } from '@tradewind/contracts';
import { ProductImagesService } from './product-images.service.ts';
import { Received, ReceiveImage, type ReceivedImage } from './receive-image.interceptor.ts';

const addImageForm = {
  type: 'object',
  required: ['file', 'alt'],
  properties: { file: { type: 'string', format: 'binary' }, alt: { type: 'string', maxLength: 300 } },
};

/** The pictures of the store's products, for its staff. */
@Controller('staff/products/:id/images')
@UseGuards(StaffGuard)
export class StaffImagesController {
  constructor(private readonly images: ProductImagesService) {}

  /** All pictures of a product, those too that cannot be rendered, with the reason. */
  @Get()
  @Header('cache-control', 'private, no-store')
  @Answers(200, StaffImageList)
  list(@Param('id', { schema: Id }) id: string): Promise<StaffImageList> {
    return this.images.list(id);
  }

  /** Adds a picture: `file`, a JPEG, PNG, WebP or AVIF of at most 20 MB and 40 megapixels, and `alt`, what it shows. */
  @Post()
  @TakesUpload()
  @ApiBody({ schema: addImageForm })
  @Idempotent(ReceiveImage)
  @Answers(201, Image)
  add(@Param('id', { schema: Id }) id: string, @Received() image: ReceivedImage): Promise<Image> {
    return this.images.addImage(id, image);
  }

  @Delete(':imageId')
  @Answers(204)
  remove(
    @Param('id', { schema: Id }) id: string,
    @Param('imageId', { schema: Id }) imageId: string,
  ): Promise<void> {
    return this.images.removeImage(id, imageId);
  }
}
