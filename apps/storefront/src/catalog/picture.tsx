import type { CSSProperties } from 'react';
import type { imageFormats } from '@tradewind/contracts';
import { type Image } from '@tradewind/contracts';

/**
 * `sizes` says how wide the picture is shown, so that a phone loads 320 pixels where a desktop loads 960.
 * `first` is for the picture a page opens with: loaded at once, everything else when it comes near.
 */
interface PictureProps {
  image: Image | null;
  sizes: string;
  first?: boolean;
  className?: string;
}

/** A product's picture in its tile. Until it is there, its blurred preview is. */
export function Picture({ image, sizes, first = false, className = '' }: PictureProps) {
  if (!image) return <div className={`shot ${className}`} />;
  const ratio = image.width / image.height;
  return (
    <div className={`shot ${className}`} style={{ '--ratio': ratio } as CSSProperties}>
      <picture>
        {image.url && <source type="image/avif" srcSet={sourceSet(image, 'avif')} sizes={sizes} />}
        {image.url && <source type="image/webp" srcSet={sourceSet(image, 'webp')} sizes={sizes} />}
        <img
          src={image.url ? addressOf(image.url, middleOf(image.widths), 'jpeg') : emptyPixel}
          srcSet={image.url ? sourceSet(image, 'jpeg') : undefined}
          sizes={sizes}
          alt={image.alt}
          width={image.width}
          height={image.height}
          loading={first ? 'eager' : 'lazy'}
          fetchPriority={first ? 'high' : 'auto'}
          decoding="async"
          style={image.blurDataUrl ? { backgroundImage: `url("${image.blurDataUrl}")` } : undefined}
        />
      </picture>
    </div>
  );
}

type Format = (typeof imageFormats)[number];

function sourceSet(image: Image, format: Format): string {
  return image.widths.map((width) => `${addressOf(image.url ?? '', width, format)} ${width}w`).join(', ');
}

function addressOf(template: string, width: number, format: Format): string {
  return template.replace('{width}', String(width)).replace('{format}', format);
}

const middleOf = (widths: number[]): number => widths[Math.floor(widths.length / 2)] ?? 640;

/** Shown while the picture is still being rendered: the preview behind it is all there is. */
const emptyPixel = 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==';
