import type pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import type { SeedStore } from './types.ts';

/**
 * Writes down how a store sells: where it is, its taxes, delivery and coupons, and what its goods weigh. A store that
 * has a way of delivery has been told before, or by its owner, and is left alone. Call it in the store's scope.
 */
export async function writeTerms(client: pg.PoolClient, store: SeedStore): Promise<void> {
  const { rows } = await client.query('SELECT FROM shipping_methods LIMIT 1');
  if (rows.length > 0) return;
  await client.query('UPDATE stores SET country = $2, prices_include_tax = $3 WHERE slug = $1', [
    store.slug,
    store.country,
    store.pricesIncludeTax,
  ]);
  await client.query(noteGoods, [JSON.stringify(store.products)]);
  await client.query(addTaxRates, [JSON.stringify(store.taxRates)]);
  await client.query(addCoupons, [
    JSON.stringify(store.coupons.map((coupon) => ({ id: uuidv7(), ...coupon }))),
  ]);
  const methods = store.shippingMethods.map((method, position) => ({ id: uuidv7(), position, ...method }));
  await client.query(addShippingMethods, [JSON.stringify(methods)]);
}

/** Of those that are still sold under their old names. */
const noteGoods = `
  WITH product AS (
    SELECT * FROM jsonb_to_recordset($1) AS p (slug text, "taxCategory" text, "maxPerOrder" int, variants jsonb)),
  noted AS (
    UPDATE products SET tax_category = coalesce(product."taxCategory", 'standard'),
                        max_per_order = product."maxPerOrder"
    FROM product WHERE products.slug = product.slug)
  UPDATE variants SET weight_grams = variant."weightGrams"
  FROM product, jsonb_to_recordset(product.variants) AS variant (sku text, "weightGrams" int)
  WHERE variants.sku = variant.sku`;

const addTaxRates = `
  INSERT INTO tax_rates (country, category, rate_ppm)
  SELECT country, category, "ratePpm"
  FROM jsonb_to_recordset($1) AS rate (country text, category text, "ratePpm" int)
  ON CONFLICT DO NOTHING`;

/** By the database's clock, which also decides when they end. */
const addCoupons = `
  INSERT INTO coupons (id, code, kind, value, min_spend_minor, max_uses, max_uses_per_customer, starts_at, ends_at)
  SELECT id, code, kind, coalesce(value, 0), coalesce("minSpend", 0), "maxUses", "maxUsesPerCustomer",
         now() + make_interval(days => coalesce("startsInDays", 0)), now() + make_interval(days => "endsInDays")
  FROM jsonb_to_recordset($1) AS coupon (
    id uuid, code text, kind text, value int, "minSpend" int, "maxUses" int, "maxUsesPerCustomer" int,
    "startsInDays" int, "endsInDays" int)
  ON CONFLICT DO NOTHING`;

const addShippingMethods = `
  WITH method AS (
    SELECT * FROM jsonb_to_recordset($1) AS m (
      id uuid, position int, name text, description text, basis text, "freeAbove" int, rates jsonb)),
  added AS (
    INSERT INTO shipping_methods (id, position, name, description, basis, free_above_minor)
    SELECT id, position, name, description, basis, "freeAbove" FROM method)
  INSERT INTO shipping_rates (method_id, country, from_value, amount_minor)
  SELECT method.id, rate.country, rate."from", rate.price
  FROM method, jsonb_to_recordset(method.rates) AS rate (country text, "from" int, price int)`;
