/** The demo stores. Browsers resolve every name below `localhost` to this machine. */
export const stores = {
  lumen: { name: 'Lumen Prints', host: 'lumen.localhost' },
  weft: { name: 'Weft & Warp', host: 'weft.localhost' },
} as const;

export type StoreSlug = keyof typeof stores;

/** Where a store is opened: the running shop's address with the store's host in it. */
export function originOf(slug: StoreSlug): string {
  const origin = new URL(storefrontUrl());
  origin.hostname = stores[slug].host;
  return origin.origin;
}

/** Where the shop runs, whichever store is asked for. */
export function storefrontUrl(): string {
  const { STOREFRONT_URL, BASE_URL, E2E_BASE_PORT } = process.env;
  return STOREFRONT_URL ?? BASE_URL ?? `http://localhost:${E2E_BASE_PORT ?? '3000'}`;
}
