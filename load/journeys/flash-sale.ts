import { Cart, NewCart, ProductDetail, StoreProfile } from '@tradewind/contracts';
import { enterStore } from '../audit/stores.ts';
import type { Finding } from '../audit/finding.ts';
import type { OpenStore } from '../open-stores.ts';
import type { Recording } from '../recording.ts';
import type { Play, Scenario, Stage } from '../scenario.ts';
import { CannotRun } from '../shop.ts';
import type { Shopper } from '../shopper.ts';
import { buysTheCart } from './paying.ts';

/** Everybody wants the same thing at the same moment, and there is not enough of it. */
export const flashSale: Scenario = {
  designedRefusals: new Set(['out_of_stock']),
  prepare,
};

interface Bargain {
  readonly store: OpenStore;
  readonly variantId: string;
  readonly productSlug: string;
  readonly productName: string;
}

async function prepare({ client, stores: [store], options: { units }, tell }: Stage): Promise<Play> {
  if (!store) throw new CannotRun('A flash sale needs a store.');
  const bargain = await putOnSale(client, store, units);
  const soldBefore = await soldOf(client, bargain);
  tell(`${units} units of ${bargain.productName}, in ${store.name}`);
  return {
    stores: [store],
    journey: (shopper) => rushesForIt(shopper, bargain),
    outcome: async (recording) => [
      isSoldOut(units, (await soldOf(client, bargain)) - soldBefore, recording),
      isToldSo(recording),
    ],
  };
}

/** Nobody looks around, and whoever has it in the cart tries to buy it, whatever the page said was left. */
async function rushesForIt(shopper: Shopper, { variantId, productSlug }: Bargain): Promise<void> {
  shopper.visitor.forget();
  const store = await shopper.ask('store', { path: '/api/store' }, StoreProfile);
  await shopper.ask('product', { path: `/api/products/${productSlug}` }, ProductDetail);
  await shopper.thinks();
  const { cart } = await shopper.ask('open cart', { method: 'POST', path: '/api/carts' }, NewCart);
  const path = `/api/carts/${cart.id}/lines/${variantId}`;
  const filled = await shopper.ask('set line', { method: 'PUT', path, body: { quantity: 1 } }, Cart);
  await buysTheCart(shopper, store, filled);
}

/** Leaves exactly so many units on the shelf of something that nobody holds, and writes down what was moved. */
async function putOnSale(client: Stage['client'], store: OpenStore, units: number): Promise<Bargain> {
  await client.query('BEGIN');
  await enterStore(client, store.id);
  const { rows } = await client.query<Omit<Bargain, 'store'>>(bargain, [units]);
  await client.query(rows[0] ? 'COMMIT' : 'ROLLBACK');
  if (!rows[0]) throw new CannotRun(`${store.name} has nothing to put on sale.`);
  return { store, ...rows[0] };
}

const bargain = `
  WITH chosen AS MATERIALIZED (
    SELECT s.store_id, s.variant_id, s.on_hand, p.slug, p.name FROM stock s
    JOIN variants v ON v.store_id = s.store_id AND v.id = s.variant_id
    JOIN products p ON p.store_id = v.store_id AND p.id = v.product_id
    JOIN prices price ON price.store_id = v.store_id AND price.variant_id = v.id
    WHERE p.status = 'published' AND p.max_per_order IS NULL AND price.amount_minor > 0 AND s.reserved = 0
    ORDER BY p.slug, v.position, v.id LIMIT 1 FOR UPDATE OF s),
  filled AS (
    UPDATE stock s SET on_hand = $1 FROM chosen
    WHERE s.store_id = chosen.store_id AND s.variant_id = chosen.variant_id),
  moved AS (
    INSERT INTO stock_movements (id, variant_id, delta, reason)
    SELECT gen_random_uuid(), variant_id, $1 - on_hand, CASE WHEN $1 > on_hand THEN 'received' ELSE 'put aside' END
    FROM chosen WHERE on_hand <> $1)
  SELECT variant_id AS "variantId", slug AS "productSlug", name AS "productName" FROM chosen`;

async function soldOf(client: Stage['client'], { store, variantId }: Bargain): Promise<number> {
  await client.query('BEGIN READ ONLY');
  await enterStore(client, store.id);
  const { rows } = await client.query<{ units: number }>(
    `SELECT coalesce(-sum(delta), 0)::int AS units FROM stock_movements WHERE variant_id = $1 AND reason = 'sold'`,
    [variantId],
  );
  await client.query('ROLLBACK');
  return rows[0]?.units ?? 0;
}

function isSoldOut(units: number, sold: number, recording: Recording): Finding {
  const seconds = recording.perSecond('placed').findLastIndex((placed) => placed > 0) + 1;
  const advice = sold < units ? '; a slow machine needs a longer --duration' : '';
  return {
    id: 'D82',
    name: 'all that was on sale was sold, and nothing more',
    broken: Math.abs(units - sold),
    examples: sold === units ? [] : [`${sold} of ${units} were sold${advice}`],
    note: `${sold} of ${units}, the last in second ${seconds}`,
  };
}

function isToldSo(recording: Recording): Finding {
  const all = [...recording.setbacks.values()];
  const troubles = all.filter((setback) => !isTooLate(setback));
  const timesOf = (setbacks: typeof all) => setbacks.reduce((sum, { count }) => sum + count, 0);
  return {
    id: 'D82',
    name: 'who came too late was told so by 409 out_of_stock, and nothing else went wrong',
    broken: timesOf(troubles),
    examples: troubles.map(
      ({ step, status, code, example }) => `${step}: ${status ?? '–'} ${code} ${example}`,
    ),
    note: `${timesOf(all.filter(isTooLate))} refused`,
  };
}

const isTooLate = ({ status, code }: { status: number | undefined; code: string }): boolean =>
  status === 409 && code === 'out_of_stock';
