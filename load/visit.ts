import { StoreProfile } from '@tradewind/contracts';
import type { OpenStore } from './open-stores.ts';
import type { Options } from './options.ts';
import { Setback } from './setback.ts';
import { CannotRun, type Shop } from './shop.ts';
import { Visitor } from './visitor.ts';

/** A visitor of a store: at the API itself, or at the storefront, which hands everything on. */
export function visitorOf(shop: Shop, via: Options['via'], { host }: OpenStore, connections = 1): Visitor {
  if (via === 'api') return new Visitor(shop.apiUrl, host, connections);
  const { origin, port } = new URL(shop.storefrontUrl);
  return new Visitor(origin, port ? `${host}:${port}` : host, connections);
}

/** Looks whether the shop is open, and whether its database is the one that will be audited. */
export async function visitTheShop(shop: Shop, via: Options['via'], store: OpenStore): Promise<void> {
  const visitor = visitorOf(shop, via, store);
  try {
    const { id } = await visitor.ask({ path: '/api/store' }, StoreProfile);
    if (id !== store.id) {
      throw new CannotRun(
        `The shop at ${shop.apiUrl} does not use the database that would be audited. Set both, or neither.`,
      );
    }
  } catch (error) {
    if (!(error instanceof Setback)) throw error;
    throw new CannotRun(
      `${store.name} does not answer (${error.code}: ${error.message}). Start the shop with npm start.`,
    );
  } finally {
    await visitor.close();
  }
}
