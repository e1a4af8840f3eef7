import { cache } from 'react';
import { Session, type Customer } from '@tradewind/contracts';
import { readOwn } from '../api/read.ts';
import { isKnownVisitor } from '../api/visitor.ts';

/** Who is signed in, or null. Read once per page view. */
export const findCustomer = cache(async (): Promise<Customer | null> => {
  if (!(await isKnownVisitor())) return null;
  return (await readOwn('/api/session', Session))?.customer ?? null;
});
