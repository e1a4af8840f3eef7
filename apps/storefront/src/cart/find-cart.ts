import { cache } from 'react';
import { Cart } from '@tradewind/contracts';
import { readOwn } from '../api/read.ts';
import { isKnownVisitor } from '../api/visitor.ts';

/** The visitor's cart, or null while they have none. Read once per page view. */
export const findCart = cache(async (): Promise<Cart | null> =>
  (await isKnownVisitor()) ? readOwn('/api/carts/current', Cart) : null,
);
