import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { asOwner, owner, OwnWorld } from '@tradewind/testing';
import sharp from 'sharp';
import { seed } from '../seed.ts';
import { demoOperator } from './accounts.ts';
import { demoStores } from './demo-stores.ts';

let world: OwnWorld;
let storageDir: string;
const ids = new Map<string, string>();

const seedAgain = () =>
  seed({ ownerUrl: process.env['DATABASE_OWNER_URL']!, storageDir, sandbox: true, pictures: 0 });

beforeAll(async () => {
  world = await OwnWorld.enter();
  storageDir = await mkdtemp(join(tmpdir(), 'seed-'));
  await seedAgain();
  const { rows } = await owner.query<{ slug: string; id: string }>('SELECT slug, id FROM stores');
  for (const { slug, id } of rows) ids.set(slug, id);
});
afterAll(async () => {
  await rm(storageDir, { recursive: true });
  await world.leave();
});

const inStore = async (slug: string, sql: string) => asOwner(ids.get(slug)!, sql);

/** How a store sells, as its tables have it. */
async function termsOf(slug: string): Promise<unknown> {
  const [terms] = await inStore(
    slug,
    `SELECT (SELECT country FROM stores WHERE slug = '${slug}') AS country,
            (SELECT json_agg(t ORDER BY country, category) FROM (SELECT country, category, rate_ppm FROM tax_rates) t) AS taxes,
            (SELECT json_agg(m ORDER BY position) FROM (SELECT position, name, basis, free_above_minor FROM shipping_methods) m) AS methods,
            (SELECT json_agg(r ORDER BY country, from_value, amount_minor) FROM (SELECT country, from_value, amount_minor FROM shipping_rates) r) AS rates,
            (SELECT json_agg(k ORDER BY code) FROM (
               SELECT code, kind, value, min_spend_minor, max_uses, max_uses_per_customer, ends_at < now() AS is_over FROM coupons) k) AS coupons,
            (SELECT sum(weight_grams) FROM variants)::int AS weight,
            (SELECT count(*) FROM products WHERE max_per_order IS NOT NULL OR tax_category <> 'standard')::int AS special`,
  );
  return terms;
}

it.each(demoStores)('$slug sells as it is written down', async (store) => {
  const weights = store.products.flatMap(({ variants }) => variants.map(({ weightGrams }) => weightGrams));
  expect(await termsOf(store.slug)).toMatchObject({
    country: store.country,
    taxes: { length: store.taxRates.length },
    methods: store.shippingMethods.map(({ name, basis }) => ({ name, basis })),
    rates: { length: store.shippingMethods.flatMap(({ rates }) => rates).length },
    coupons: [
      { code: 'EXPIRED', is_over: true },
      { code: 'SHIPFREE', kind: 'free_shipping' },
      { code: 'TENOFF', min_spend_minor: 5_000, max_uses: 1_000 },
      { code: 'WELCOME10', max_uses_per_customer: 1, is_over: null },
    ],
    weight: weights.reduce((sum, grams) => sum + grams, 0),
    special: store.products.filter(({ maxPerOrder, taxCategory }) => maxPerOrder ?? taxCategory === 'reduced')
      .length,
  });
});

it('gives a store that was opened before there was any delivery what it lacks', async () => {
  const before = await termsOf('weft');
  await inStore(
    'weft',
    `WITH rates AS (DELETE FROM shipping_rates), methods AS (DELETE FROM shipping_methods),
          taxes AS (DELETE FROM tax_rates), coupons AS (DELETE FROM coupons), weights AS (UPDATE variants SET weight_grams = 0)
     UPDATE stores SET country = 'DE' WHERE slug = 'weft'`,
  );
  expect(await termsOf('weft')).not.toEqual(before);
  await seedAgain();
  expect(await termsOf('weft')).toEqual(before);
});

it('leaves a store that delivers in its own way alone', async () => {
  await inStore('lumen', `UPDATE shipping_methods SET active = false`);
  await inStore('lumen', `DELETE FROM coupons WHERE code = 'TENOFF'`);
  const before = await termsOf('lumen');
  await seedAgain();
  expect(await termsOf('lumen')).toEqual(before);
});

it('adds the operator of the platform once, also where the stores were opened before there was one', async () => {
  const operators = `
    SELECT m.role, s.platform_role, m.store_id FROM staff s JOIN memberships m ON m.staff_id = s.id
    WHERE s.email = '${demoOperator}'`;
  const expected = [{ role: 'support', platform_role: 'operator', store_id: ids.get(demoStores[0]!.slug) }];
  expect((await owner.query(operators)).rows).toEqual(expected);
  await owner.query('DELETE FROM staff WHERE email = $1', [demoOperator]);
  await seedAgain();
  await seedAgain();
  expect((await owner.query(operators)).rows).toEqual(expected);
});

it.each(demoStores)('$slug says who sells, with a logo that can be printed', async ({ slug, identity }) => {
  const identityOf = async () =>
    inStore(
      slug,
      `SELECT legal_name, address, tax_number, accent_color, logo_key FROM stores WHERE slug = '${slug}'`,
    );
  const [told] = await identityOf();
  const { legalName, address, taxNumber, accentColor } = identity;
  expect(told).toMatchObject({
    legal_name: legalName,
    address,
    tax_number: taxNumber,
    accent_color: accentColor,
    logo_key: expect.stringMatching(new RegExp(`^media/${ids.get(slug)}/[0-9a-f]{20}/640.jpeg$`)),
  });
  const logo = await readFile(join(storageDir, String(told?.['logo_key'])));
  expect(await sharp(logo).metadata()).toMatchObject({ format: 'jpeg', width: 640 });

  await inStore(slug, `UPDATE stores SET legal_name = 'Somebody else' WHERE slug = '${slug}'`);
  const before = await identityOf();
  await seedAgain();
  expect(await identityOf()).toEqual(before);
});
