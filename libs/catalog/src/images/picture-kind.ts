/** What may be uploaded. Each is a picture of pixels: none can hold a script, or several pages. */
export const pictureKinds = ['jpeg', 'png', 'webp', 'avif'] as const;
export type PictureKind = (typeof pictureKinds)[number];

/** The largest picture that is decoded: as raw pixels it takes 120 MB, and up to 400 MB while it becomes them. */
export const maxPixels = 40_000_000;
/** Its decoder takes twice the memory of the others. */
export const maxPixelsOfAvif = 20_000_000;
export const maxSide = 12_000;

/** Which kind of picture these bytes begin as. What the sender calls them is not asked. */
export function kindOf(bytes: Buffer): PictureKind | undefined {
  if (bytes.subarray(0, 3).equals(startOfJpeg)) return 'jpeg';
  if (bytes.subarray(0, 8).equals(startOfPng)) return 'png';
  if (textAt(bytes, 0) === 'RIFF' && textAt(bytes, 8) === 'WEBP') return 'webp';
  // "avis" is a sequence of pictures, "heic" a codec that is not decoded here.
  if (textAt(bytes, 4) === 'ftyp' && textAt(bytes, 8) === 'avif') return 'avif';
  return undefined;
}

const startOfJpeg = Buffer.from([0xff, 0xd8, 0xff]);
export const startOfPng = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

export const textAt = (bytes: Buffer, offset: number): string => bytes.toString('latin1', offset, offset + 4);

/** Whether that is more than is decoded. */
export const isTooLarge = (
  kind: PictureKind,
  { width, height }: { width: number; height: number },
): boolean =>
  Math.max(width, height) > maxSide || width * height > (kind === 'avif' ? maxPixelsOfAvif : maxPixels);
