import { maxImagesOfProduct } from '@tradewind/contracts';
import { DomainError } from '@tradewind/core';
import { maxPixels, maxPixelsOfAvif, maxSide } from './picture-kind.ts';

const reasons = {
  image_type_unsupported: 'Send a JPEG, PNG, WebP or AVIF picture.',
  image_animated: 'Send a picture that does not move.',
  image_too_large: `A picture has at most ${maxPixels / 1e6} megapixels, an AVIF ${maxPixelsOfAvif / 1e6}, and ${maxSide} pixels on a side.`,
  image_incomplete: 'The picture is cut short.',
  image_unreadable: 'The picture cannot be read.',
};
export type ImageFault = keyof typeof reasons;

/** It is no picture, or none that is taken here. */
export class ImageRefused extends DomainError {
  readonly status = 422;
  constructor(readonly code: ImageFault) {
    super(reasons[code]);
  }
}

export class TooManyImages extends DomainError {
  readonly status = 409;
  readonly code = 'too_many_images';
  constructor() {
    super(`A product has at most ${maxImagesOfProduct} pictures.`);
  }
}
