/**
 * What a `POST /orders` of ours costs beside the same statements by hand. Both are one process with 20 connections on
 * the same database, asked in turns by the same clients; the ratio is what counts, not the rates.
 */
import { Signer } from '../../libs/core/src/security/keys.ts';
import { fillCarts, openStore } from '../carts.ts';
import { ordersPerSecond } from '../orders-per-second.ts';
import { inTurns, median, type Measured } from '../measure.ts';
import type { World } from '../world.ts';

const rounds = 6;
const ordersPerRound = 1_500;
const clients = 32;

export async function measure(world: World): Promise<Measured> {
  const { owner, environment } = world;
  const store = await openStore(owner, { products: 500, units: 1_000_000 });
  const signer = new Signer(environment['APP_SECRET'] ?? '', 'access-token');
  const tokenOf = (cartId: string) => signer.sign(`${store.id}/cart/${cartId}`);

  const ours = await world.serve('api', 'apps/api/dist/main.js');
  const bare = await world.serve('bare', 'lab/place-order/bare.ts', { STORE_ID: store.id });
  const rush = (origin: string) => async (): Promise<number> => {
    const carts = await fillCarts(owner, store, { carts: ordersPerRound, lines: 2 });
    const { perSecond, answers } = await ordersPerSecond(origin, {
      host: store.host,
      carts,
      clients,
      tokenOf,
    });
    if (answers.get(201) !== ordersPerRound) throw new Error(`Refused: ${JSON.stringify([...answers])}`);
    return perSecond;
  };
  const rates = await inTurns({ ours: rush(ours), bare: rush(bare) }, rounds);
  return {
    title: `POST /orders, ${clients} clients, two lines each`,
    rows: [
      { name: 'bare Fastify + pg', value: median(rates.bare), unit: 'orders/s' },
      { name: 'Tradewind', value: median(rates.ours), unit: 'orders/s' },
    ],
    ratio: median(rates.ours.map((rate, round) => rate / (rates.bare[round] ?? Infinity))),
    goal: 0.5,
  };
}
