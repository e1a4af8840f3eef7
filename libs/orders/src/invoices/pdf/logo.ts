import sharp from 'sharp';

const maxBytes = 1_000_000;
const maxPixels = 4_000_000;

/** The largest a logo is printed, in points. */
export const logoBox = { width: 170, height: 44 } as const;

/**
 * A logo as it is printed: on white and no larger than the print can show. Undefined for what is no picture or far
 * too large: the name stands there then, for a broken logo is no reason to keep an invoice back.
 */
export async function printedLogo(logo: Buffer | undefined): Promise<Buffer | undefined> {
  if (!logo?.length || logo.length > maxBytes) return undefined;
  const { width, height } = logoBox;
  return sharp(logo, { limitInputPixels: maxPixels, failOn: 'error' })
    .resize({ width: 4 * width, height: 4 * height, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .png({ compressionLevel: 9, progressive: false })
    .toBuffer()
    .catch(() => undefined);
}
