import { v7 as uuidv7 } from 'uuid';
import type { TestStore } from './a-store.ts';
import { asOwner } from './owner.ts';
import { replicaCaughtUp } from './replay.ts';

/** Parts per million: 190000 is 19 %. */
export async function aTaxRate(
  store: TestStore,
  country: string,
  ratePpm: number,
  category = 'standard',
): Promise<void> {
  await asOwner(
    store.id,
    `INSERT INTO tax_rates (country, category, rate_ppm) VALUES ($1, $2, $3)
     ON CONFLICT (store_id, country, category) DO UPDATE SET rate_ppm = excluded.rate_ppm`,
    [country, category, ratePpm],
  );
  await replicaCaughtUp();
}

interface MethodOptions {
  name?: string;
  basis?: 'flat' | 'price' | 'weight';
  freeAbove?: number;
  taxCategory?: string;
  position?: number;
  /** Prices by country ("**" is everywhere else), as one price or as tiers `{ from: price }`. */
  rates?: Record<string, number | Record<number, number>>;
}

/** A way of delivery; without `rates` it costs 4.90 everywhere. */
export async function aShippingMethod(store: TestStore, options: MethodOptions = {}): Promise<string> {
  const {
    name = 'Parcel',
    basis = 'flat',
    freeAbove = null,
    taxCategory = 'standard',
    position = 0,
  } = options;
  const id = uuidv7();
  await asOwner(
    store.id,
    `INSERT INTO shipping_methods (id, name, basis, free_above_minor, tax_category, position) VALUES ($1, $2, $3, $4, $5, $6)`,
    [id, name, basis, freeAbove, taxCategory, position],
  );
  for (const [country, rate] of Object.entries(options.rates ?? { '**': 490 })) {
    for (const [from, amount] of Object.entries(typeof rate === 'number' ? { 0: rate } : rate)) {
      await asOwner(
        store.id,
        'INSERT INTO shipping_rates (method_id, country, from_value, amount_minor) VALUES ($1, $2, $3, $4)',
        [id, country, Number(from), amount],
      );
    }
  }
  await replicaCaughtUp();
  return id;
}

export interface TestCoupon {
  id: string;
  code: string;
}

interface CouponOptions {
  kind?: 'percent' | 'amount' | 'free_shipping';
  /** Parts per million of the goods, or minor units. */
  value?: number;
  minSpend?: number;
  /** Intervals from now by the database's clock, such as "-1 day". */
  starts?: string;
  ends?: string | null;
  maxUses?: number | null;
  maxUsesPerCustomer?: number | null;
}

/** A coupon of ten per cent that anybody may use, unless `options` say otherwise. */
export async function aCoupon(store: TestStore, options: CouponOptions = {}): Promise<TestCoupon> {
  const { kind = 'percent', value = kind === 'free_shipping' ? 0 : 100_000, minSpend = 0 } = options;
  const { starts = '-1 hour', ends = null, maxUses = null, maxUsesPerCustomer = null } = options;
  const id = uuidv7();
  const coupon = { id, code: `C-${id.slice(-12).toUpperCase()}` };
  await asOwner(
    store.id,
    `INSERT INTO coupons (id, code, kind, value, min_spend_minor, starts_at, ends_at, max_uses, max_uses_per_customer)
     VALUES ($1, $2, $3, $4, $5, now() + $6::interval, now() + $7::interval, $8, $9)`,
    [id, coupon.code, kind, value, minSpend, starts, ends, maxUses, maxUsesPerCustomer],
  );
  await replicaCaughtUp();
  return coupon;
}

/** How often a coupon counts as used: over all, and by each customer's name. */
export async function usesOf(store: TestStore, { id }: TestCoupon): Promise<{ all: number; each: number[] }> {
  const [coupon] = await asOwner<{ all: number; each: number[] }>(
    store.id,
    `SELECT used_count AS all, ARRAY(SELECT used_count FROM coupon_uses WHERE coupon_id = $1 ORDER BY customer) AS each
     FROM coupons WHERE id = $1`,
    [id],
  );
  if (!coupon) throw new Error('There is no such coupon.');
  return coupon;
}
