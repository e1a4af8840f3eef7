import { maxTotalMinor, type Quote } from '../pricing/quote.ts';
import { OrderTooLarge, TooManyOfProduct } from '../orders.errors.ts';
import type { BasketLine } from './basket.queries.ts';

/** A limit of a product is one of all its variants together: it cannot be walked around by sizes or colours. */
export function checkLimits(lines: readonly BasketLine[]): void {
  for (const [, ofProduct] of Map.groupBy(lines, ({ productId }) => productId)) {
    const units = ofProduct.reduce((sum, { quantity }) => sum + quantity, 0);
    const [{ maxPerOrder, productSlug } = { maxPerOrder: null, productSlug: '' }] = ofProduct;
    if (maxPerOrder !== null && units > maxPerOrder) throw new TooManyOfProduct(productSlug, maxPerOrder);
  }
}

export function checkSize({ totalMinor, subtotalMinor }: Quote): void {
  if (Math.max(totalMinor, subtotalMinor) > maxTotalMinor) throw new OrderTooLarge();
}
