import { lumen } from './lumen.ts';
import type { SeedStore } from './types.ts';
import { weft } from './weft.ts';

export type { SeedCategory, SeedImage, SeedProduct, SeedStore, SeedVariant } from './types.ts';

/** The demo stores; the first one is the default store. */
export const demoStores: SeedStore[] = [lumen, weft];
