/**
 * A flash sale: everybody wants the same product. First the designs among themselves, then the API against pgbench
 * running the same statements on one row.
 */
import { Signer } from '../../libs/core/src/security/keys.ts';
import { fillCarts, type LabCart, type LabStore, openStore } from '../carts.ts';
import { inTurns, type Measured, median } from '../measure.ts';
import { ordersPerSecond } from '../orders-per-second.ts';
import type { World } from '../world.ts';
import { designs, sellFor } from './designs.ts';
import { hasPgbench, pgbench } from './pgbench.ts';

const clients = 20;
const ordersPerRound = 1_500;

export async function measure(world: World): Promise<Measured[]> {
  const api = await world.serve('api', 'apps/api/dist/main.js');
  const ofDesigns = await compareDesigns(world);
  const ofProducts = await compareWithManyProducts(world, api);
  if (await hasPgbench()) return [ofDesigns, ofProducts, await compareWithPgbench(world, api)];
  console.log('\n  pgbench is not installed here: the API is not compared with it.');
  return [ofDesigns, ofProducts];
}

async function compareDesigns({ environment }: World): Promise<Measured> {
  const url = environment['DATABASE_OWNER_URL'] ?? '';
  const candidates = Object.fromEntries(
    designs.map((design) => [design.name, () => sellFor(design, { url, seconds: 3, buyers: 32 })]),
  );
  const rates = await inTurns(candidates, 5);
  const rows = designs.map(({ name }) => ({ name, value: median(rates[name] ?? []), unit: 'units/s' }));
  const ours = rows.find(({ name }) => name.includes('CHECK'))?.value ?? 0;
  return {
    title: 'One product, 32 buyers: what is locked, and for how long',
    rows,
    ratio: ours / Math.max(...rows.filter(({ name }) => !name.includes('CHECK')).map(({ value }) => value)),
  };
}

/** How much of its rate the API loses when all orders want the same row. */
async function compareWithManyProducts(world: World, api: string): Promise<Measured> {
  const one = await openStore(world.owner, { products: 1, units: 10_000_000 });
  const many = await openStore(world.owner, { products: 500, units: 10_000_000 });
  const rates = await inTurns({ one: () => rush(world, api, one), many: () => rush(world, api, many) }, 6);
  return {
    title: `POST /orders, ${clients} buyers: all want one product, or each another one`,
    rows: [
      { name: '500 products', value: median(rates.many), unit: 'orders/s' },
      { name: 'one product', value: median(rates.one), unit: 'orders/s' },
    ],
    ratio: median(rates.one.map((rate, round) => rate / (rates.many[round] ?? Infinity))),
  };
}

const fill = ({ owner }: World, store: LabStore): Promise<LabCart[]> =>
  fillCarts(owner, store, { carts: ordersPerRound, lines: 1 });

/** Orders as many carts as a round has through the API, none of which may be refused. */
async function rush(world: World, api: string, store: LabStore): Promise<number> {
  const signer = new Signer(world.environment['APP_SECRET'] ?? '', 'access-token');
  const tokenOf = (cartId: string) => signer.sign(`${store.id}/cart/${cartId}`);
  const carts = await fill(world, store);
  const { perSecond, answers } = await ordersPerSecond(api, { host: store.host, carts, clients, tokenOf });
  if (answers.get(201) !== ordersPerRound) throw new Error(`Refused: ${JSON.stringify([...answers])}`);
  return perSecond;
}

async function compareWithPgbench(world: World, api: string): Promise<Measured> {
  const store = await openStore(world.owner, { products: 1, units: 10_000_000 });

  const rates = await inTurns(
    {
      ours: () => rush(world, api, store),
      async pgbench() {
        await numberCarts(world, await fill(world, store));
        const url = world.environment['DATABASE_URL'] ?? '';
        return pgbench(store, { url, clients, transactions: ordersPerRound });
      },
    },
    6,
  );
  return {
    title: `One product, ${clients} buyers: POST /orders against pgbench with the same statements`,
    rows: [
      { name: 'pgbench', value: median(rates.pgbench), unit: 'orders/s' },
      { name: 'Tradewind', value: median(rates.ours), unit: 'orders/s' },
    ],
    ratio: median(rates.ours.map((rate, round) => rate / (rates.pgbench[round] ?? Infinity))),
    goal: 0.5,
  };
}

/** pgbench knows numbers only: the next number finds the next cart. */
async function numberCarts({ owner }: World, carts: readonly LabCart[]): Promise<void> {
  await owner.query(`
    CREATE TABLE IF NOT EXISTS lab_carts (n bigint PRIMARY KEY, id uuid NOT NULL);
    CREATE SEQUENCE IF NOT EXISTS lab_cart;
    GRANT SELECT ON lab_carts TO tradewind_app;
    GRANT USAGE ON lab_cart TO tradewind_app`);
  await owner.query(
    `INSERT INTO lab_carts SELECT last.n + row_number() OVER (), id
     FROM unnest($1::uuid[]) AS id, (SELECT coalesce(max(n), 0) AS n FROM lab_carts) AS last`,
    [carts.map(({ id }) => id)],
  );
}
