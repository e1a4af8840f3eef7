import { z } from 'zod';
import { Country, Id } from './common.ts';

/** What everybody may know of a store. */
export const StoreProfile = z
  .strictObject({
    id: Id,
    slug: z.string(),
    name: z.string(),
    tagline: z.string(),
    currency: z.string().length(3),
    locale: z.string(),
    theme: z.string(),
    supportEmail: z.string(),
    country: Country,
    /** Whether the prices shown contain their tax. */
    pricesIncludeTax: z.boolean(),
  })
  .meta({ id: 'StoreProfile' });
export type StoreProfile = z.infer<typeof StoreProfile>;
