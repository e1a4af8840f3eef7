import type { Image } from '@tradewind/contracts';

/**
 * Where a mail program fetches a picture, the smallest there is, as JPEG: some show nothing newer. Undefined until it
 * has been rendered.
 */
export function pictureUrl(image: Image | null, origin: string): string | undefined {
  if (!image?.url) return undefined;
  const path = image.url.replace('{width}', String(image.widths[0])).replace('{format}', 'jpeg');
  return new URL(path, origin).toString();
}
