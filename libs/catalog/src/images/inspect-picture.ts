import sharp, { type Metadata } from 'sharp';
import { ImageRefused } from './images.errors.ts';
import { isTooLarge, kindOf, type PictureKind } from './picture-kind.ts';
import { isAnimatedPng, isWhole } from './whole-picture.ts';

export interface InspectedPicture {
  readonly kind: PictureKind;
  /** As it is shown, upright. */
  readonly width: number;
  readonly height: number;
}

/**
 * What an uploaded file is, by its first bytes and its header; refuses what will not become a picture. Pixels are
 * decoded by the worker alone.
 */
export async function inspectPicture(file: Buffer): Promise<InspectedPicture> {
  const kind = kindOf(file);
  if (!kind) throw new ImageRefused('image_type_unsupported');
  if (!isWhole(file, kind)) throw new ImageRefused('image_incomplete');
  const { autoOrient, pages = 1 } = await headerOf(file);
  if (isTooLarge(kind, autoOrient)) throw new ImageRefused('image_too_large');
  if (pages > 1 || (kind === 'png' && isAnimatedPng(file))) throw new ImageRefused('image_animated');
  return { kind, width: autoOrient.width, height: autoOrient.height };
}

async function headerOf(file: Buffer): Promise<Pick<Metadata, 'autoOrient' | 'pages'>> {
  try {
    return await sharp(file, { limitInputPixels: false }).metadata();
  } catch {
    // What the decoder says of somebody's file is nobody's business.
    throw new ImageRefused('image_unreadable');
  }
}
