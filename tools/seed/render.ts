import { renderFabric } from './art/fabric.ts';
import { renderPrint } from './art/print.ts';
import type { SeedProduct } from './types.ts';

/** Draws one picture of a product at full size, as JPEG. The same product gives the same bytes. */
export async function renderOriginal(product: SeedProduct, imageIndex: number): Promise<Buffer> {
  const image = product.images[imageIndex];
  if (!image) throw new RangeError(`${product.slug} has no picture ${imageIndex}.`);
  const { picture } = image;
  return picture.kind === 'print' ? renderPrint(product.slug, picture) : renderFabric(product.slug, picture);
}
