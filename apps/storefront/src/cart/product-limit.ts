import type { Problem } from '@tradewind/contracts';
import { z } from 'zod';

const ProductLimit = z.object({
  code: z.literal('too_many_of_product'),
  productSlug: z.string(),
  maxPerOrder: z.int(),
});
export type ProductLimit = z.infer<typeof ProductLimit>;

/** How many of which product one order may hold, when that is why it was refused. */
export const productLimitOf = (problem: Problem | null): ProductLimit | null =>
  ProductLimit.safeParse(problem).data ?? null;
