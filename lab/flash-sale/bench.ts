/**
 * A flash sale: everybody wants the same product. First the designs among themselves, then the API against pgbench
 * running the same statements on one row.
 */
import { Signer } from '../../libs/core/src/security/keys.ts';
import { fillCarts, type LabCart, openStore } from '../carts.ts';
import { inTurns, type Measured, median } from '../measure.ts';
import { ordersPerSecond } from '../orders-per-second.ts';
import type { World } from '../world.ts';
import { designs, sellFor } from './designs.ts';
import { hasPgbench, pgbench } from './pgbench.ts';

const clients = 20;

export async function measure(world: World): Promise<Measured[]> {
  const ofDesigns = await compareDesigns(world);
  if (await hasPgbench()) return [ofDesigns, await compareWithPgbench(world)];
  console.log('\n  pgbench is not installed here: the API is not compared with it.');
  return [ofDesigns];
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

async function compareWithPgbench(world: World): Promise<Measured> {
  const { owner, environment } = world;
  const ordersPerRound = 2_000;
  const store = await openStore(owner, { products: 1, units: 10_000_000 });
  const signer = new Signer(environment['APP_SECRET'] ?? '', 'access-token');
  const tokenOf = (cartId: string) => signer.sign(`${store.id}/cart/${cartId}`);
  const api = await world.serve('api', 'apps/api/dist/main.js');
  const fill = () => fillCarts(owner, store, { carts: ordersPerRound, lines: 1 });

  const rates = await inTurns(
    {
      async ours() {
        const rush = { host: store.host, carts: await fill(), clients, tokenOf };
        const { perSecond, answers } = await ordersPerSecond(api, rush);
        if (answers.get(201) !== ordersPerRound) throw new Error(`Refused: ${JSON.stringify([...answers])}`);
        return perSecond;
      },
      async pgbench() {
        await numberCarts(world, await fill());
        const url = environment['DATABASE_URL'] ?? '';
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
