import type { Image } from '@tradewind/contracts';
import { Prisma } from '@tradewind/database';

/** The columns of a product image as they come from SQL or Prisma. */
export interface ImageRow {
  id: string;
  alt: string;
  width: number;
  height: number;
  renditionKey: string | null;
  widths: number[];
  blurDataUrl: string | null;
}

/** Those columns as one JSON value, for statements that fetch an image beside something else. */
export function imageColumns(alias: string): Prisma.Sql {
  const column = (name: string) => Prisma.raw(`${alias}.${name}`);
  return Prisma.sql`json_build_object(
    'id', ${column('id')}, 'alt', ${column('alt')}, 'width', ${column('width')}, 'height', ${column('height')},
    'renditionKey', ${column('rendition_key')}, 'widths', ${column('widths')}, 'blurDataUrl', ${column('blur_data_url')})`;
}

/** A picture that cannot be rendered is for the staff to see to; customers see the next one. */
export const isShown = (alias: string): Prisma.Sql =>
  Prisma.raw(`(${alias}.failed_with IS NULL OR ${alias}.rendition_key IS NOT NULL)`);

export const imageSelect = {
  id: true,
  alt: true,
  width: true,
  height: true,
  renditionKey: true,
  widths: true,
  blurDataUrl: true,
} satisfies Prisma.ProductImageSelect;

export const toImage = ({ renditionKey, ...image }: ImageRow): Image => ({
  ...image,
  url: renditionKey === null ? null : `/media/${renditionKey}/{width}.{format}`,
});
