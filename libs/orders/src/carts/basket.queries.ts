import { type ImageRow, imageColumns } from '@tradewind/catalog';
import { Prisma, type SqlReader } from '@tradewind/database';

/** A line of a cart with everything that is shown of it, sold of it and copied from it into an order. */
export interface BasketLine {
  variantId: string;
  sku: string;
  variantName: string;
  productId: string;
  productSlug: string;
  productName: string;
  maxPerOrder: number | null;
  quantity: number;
  unitPriceMinor: number;
  weightGrams: number;
  taxRatePpm: number;
  available: number;
  image: ImageRow | null;
}

/** A way of delivery with its tiers in the basket's country. */
export interface BasketMethod {
  id: string;
  name: string;
  description: string;
  basis: 'flat' | 'price' | 'weight';
  freeAboveMinor: number | null;
  taxRatePpm: number;
  tiers: { from: number; amountMinor: number }[];
}

export interface BasketCoupon {
  id: string;
  code: string;
  kind: 'percent' | 'amount' | 'free_shipping';
  value: number;
  minSpendMinor: number;
  maxUsesPerCustomer: number | null;
  /** By the database's clock. */
  hasStarted: boolean;
  hasEnded: boolean;
  isUsedUp: boolean;
}

/** All that decides what a cart costs. */
export interface Basket {
  id: string;
  customerId: string | null;
  status: string;
  country: string;
  shippingMethodId: string | null;
  couponCode: string | null;
  coupon: BasketCoupon | null;
  lines: BasketLine[];
  methods: BasketMethod[];
  /** Whether the store delivers at all; one that does not sells what needs no delivery. */
  storeDelivers: boolean;
  /** The database's clock: when the transaction began. */
  now: Date;
}

export interface Destination {
  /** Where the store is at home, for a cart that does not say where it goes. */
  storeCountry: string;
  /** What an order says goes before what the cart says. */
  country?: string | undefined;
  shippingMethodId?: string | undefined;
  /** The names of who places the order, see `couponCustomers`: what they have used up counts too. */
  customers?: string[];
}

/** One statement: the cart, its lines in the order they were added, taxes and delivery of its country, its coupon. */
export async function findBasket(
  db: SqlReader,
  cartId: string,
  { storeCountry, country, shippingMethodId, customers = [] }: Destination,
): Promise<Basket | undefined> {
  const [basket] = await db.$queryRaw<Basket[]>(Prisma.sql`
    SELECT c.id, c.customer_id AS "customerId", c.status, place.country,
           coalesce(${shippingMethodId ?? null}::uuid, c.shipping_method_id) AS "shippingMethodId",
           c.coupon_code AS "couponCode", (${couponOf(customers)}) AS coupon,
           coalesce((${linesOf}), '[]') AS lines, coalesce((${methodsOf}), '[]') AS methods,
           EXISTS (SELECT FROM shipping_methods WHERE active) AS "storeDelivers", now() AS now
    FROM carts c
    CROSS JOIN LATERAL (SELECT coalesce(${country ?? null}, c.country, ${storeCountry})::char(2) AS country) place
    WHERE c.id = ${cartId}::uuid`);
  return basket;
}

/** Unpublished products are left out. */
const linesOf = Prisma.sql`
  SELECT json_agg(json_build_object(
           'variantId', v.id, 'sku', v.sku, 'variantName', v.name, 'productId', p.id, 'productSlug', p.slug,
           'productName', p.name, 'maxPerOrder', p.max_per_order, 'quantity', line.quantity,
           'unitPriceMinor', price.amount_minor, 'weightGrams', v.weight_grams, 'taxRatePpm', coalesce(tax.rate_ppm, 0),
           'available', s.on_hand - s.reserved, 'image', image.image) ORDER BY line.added_at, v.id)
  FROM cart_lines line
  JOIN variants v ON v.store_id = line.store_id AND v.id = line.variant_id
  JOIN products p ON p.store_id = v.store_id AND p.id = v.product_id AND p.status = 'published'
  JOIN prices price ON price.store_id = v.store_id AND price.variant_id = v.id
  JOIN stock s ON s.store_id = v.store_id AND s.variant_id = v.id
  LEFT JOIN tax_rates tax ON tax.store_id = p.store_id AND tax.country = place.country AND tax.category = p.tax_category
  LEFT JOIN LATERAL (
    SELECT ${imageColumns('i')} AS image FROM product_images i
    WHERE i.store_id = p.store_id AND i.product_id = p.id ORDER BY i.position LIMIT 1
  ) image ON true
  WHERE line.store_id = c.store_id AND line.cart_id = c.id`;

/** Those that go to the country, by tiers of its own or by those for every country. */
const methodsOf = Prisma.sql`
  SELECT json_agg(json_build_object(
           'id', m.id, 'name', m.name, 'description', m.description, 'basis', m.basis,
           'freeAboveMinor', m.free_above_minor, 'taxRatePpm', coalesce(tax.rate_ppm, 0), 'tiers', rates.tiers)
         ORDER BY m.position, m.id)
  FROM shipping_methods m
  CROSS JOIN LATERAL (
    SELECT json_agg(json_build_object('from', r.from_value, 'amountMinor', r.amount_minor)) AS tiers
    FROM shipping_rates r
    WHERE r.store_id = m.store_id AND r.method_id = m.id AND r.country = coalesce(
      (SELECT own.country FROM shipping_rates own
       WHERE own.store_id = m.store_id AND own.method_id = m.id AND own.country = place.country LIMIT 1), '**')
  ) rates
  LEFT JOIN tax_rates tax ON tax.store_id = m.store_id AND tax.country = place.country AND tax.category = m.tax_category
  WHERE m.store_id = c.store_id AND m.active AND rates.tiers IS NOT NULL`;

const couponOf = (customers: string[]) => Prisma.sql`
  SELECT json_build_object(
           'id', k.id, 'code', k.code, 'kind', k.kind, 'value', k.value, 'minSpendMinor', k.min_spend_minor,
           'maxUsesPerCustomer', k.max_uses_per_customer, 'hasStarted', k.starts_at <= now(),
           'hasEnded', coalesce(k.ends_at <= now(), false), 'isUsedUp', coalesce(k.used_count >= k.max_uses, false) OR EXISTS (
             SELECT FROM coupon_uses uses WHERE uses.store_id = k.store_id AND uses.coupon_id = k.id
               AND uses.customer = ANY(${customers}::text[]) AND uses.used_count >= k.max_uses_per_customer))
  FROM coupons k WHERE k.store_id = c.store_id AND k.code = c.coupon_code`;
