import type { Money } from '@tradewind/contracts';
import { allocate, million, portion, roundingStep } from './rounding.ts';

export interface PricedLine {
  variantId: string;
  quantity: number;
  unitPriceMinor: number;
  weightGrams: number;
  taxRatePpm: number;
}

export type Discount =
  | { kind: 'percent'; percentPpm: number }
  | { kind: 'amount'; amountMinor: number }
  | { kind: 'free_shipping' };

/** `from` is in grams where the basis is weight, in minor units where it is price. A flat rate has one tier. */
export interface ShippingRate {
  basis: 'flat' | 'price' | 'weight';
  tiers: readonly { from: number; amountMinor: number }[];
  freeAboveMinor: number | null;
  taxRatePpm: number;
}

/** One line for each variant. Prices, discount and shipping rate are all with tax, or all without. */
export interface Basket {
  currency: string;
  pricesIncludeTax: boolean;
  lines: readonly PricedLine[];
  discount?: Discount | undefined;
  shipping?: ShippingRate | undefined;
}

/** What the buyer pays for something, tax included, and the tax within. */
export interface Charge {
  taxRatePpm: number;
  taxMinor: number;
  totalMinor: number;
}

export interface QuotedLine extends PricedLine, Charge {
  subtotalMinor: number;
  discountMinor: number;
}

export interface TaxAtRate {
  ratePpm: number;
  netMinor: number;
  taxMinor: number;
}

export interface Quote {
  currency: string;
  pricesIncludeTax: boolean;
  lines: QuotedLine[];
  itemCount: number;
  subtotalMinor: number;
  /** Off the goods; what is off the delivery is `shippingDiscountMinor`. */
  discountMinor: number;
  /** Before its discount. */
  shippingMinor: number;
  shippingDiscountMinor: number;
  shippingTaxMinor: number;
  /** What the buyer pays for the delivery, tax included. */
  shippingTotalMinor: number;
  /** All of it, also where the prices contain it. */
  taxMinor: number;
  taxes: TaxAtRate[];
  totalMinor: number;
}

/** The largest order a shop takes. A quote may be above it; then the caller refuses the basket. */
export const maxTotalMinor = 2_000_000_000;

/**
 * What a basket costs. Every figure of the order is the sum of the figures of its lines and of the delivery,
 * never a second calculation, so they cannot disagree.
 */
export function quote(basket: Basket): Quote {
  const lines = quoteLines(basket);
  const shipping = quoteShipping(basket, lines);
  const charges = [...lines, shipping];
  return {
    currency: basket.currency,
    pricesIncludeTax: basket.pricesIncludeTax,
    lines,
    itemCount: sumOf(lines, (line) => line.quantity),
    subtotalMinor: sumOf(lines, (line) => line.subtotalMinor),
    discountMinor: sumOf(lines, (line) => line.discountMinor),
    shippingMinor: shipping.priceMinor,
    shippingDiscountMinor: shipping.discountMinor,
    shippingTaxMinor: shipping.taxMinor,
    shippingTotalMinor: shipping.totalMinor,
    taxMinor: sumOf(charges, (charge) => charge.taxMinor),
    taxes: taxesOf(charges),
    totalMinor: sumOf(charges, (charge) => charge.totalMinor),
  };
}

/**
 * The discount is rounded once, for all goods, and then shared out over the lines. Odd cents go by variant, not
 * by place in the cart: else the same goods, put in another order, could cost another cent of tax.
 */
function quoteLines(basket: Basket): QuotedLine[] {
  const step = roundingStep(basket.currency);
  const lines = basket.lines.map((line) => ({ ...line, subtotalMinor: line.quantity * line.unitPriceMinor }));
  const byVariant = lines.toSorted((a, b) => (a.variantId < b.variantId ? -1 : 1));

  const subtotals = byVariant.map((line) => line.subtotalMinor);
  const shares = allocate(goodsDiscount(basket, sum(subtotals)), subtotals, step);
  const discounts = new Map(byVariant.map((line, at) => [line, shares[at] ?? 0]));

  return lines.map((line) => {
    const discountMinor = discounts.get(line) ?? 0;
    return { ...line, discountMinor, ...charge(basket, line.subtotalMinor - discountMinor, line.taxRatePpm) };
  });
}

/** Never more than the goods cost: a coupon is not money. */
function goodsDiscount({ discount, currency }: Basket, subtotalMinor: number): number {
  switch (discount?.kind) {
    case 'percent': {
      const rounded = portion(subtotalMinor, discount.percentPpm, million, roundingStep(currency));
      return Math.min(rounded, subtotalMinor);
    }
    case 'amount': {
      const step = roundingStep(currency);
      return Math.min(discount.amountMinor - (discount.amountMinor % step), subtotalMinor);
    }
    case 'free_shipping':
    case undefined:
      return 0;
  }
}

/** An empty basket, or one that names no way of delivery yet, pays nothing for it. */
function quoteShipping(basket: Basket, lines: readonly QuotedLine[]) {
  const { shipping: rate, discount } = basket;
  if (!rate || lines.length === 0) return { priceMinor: 0, discountMinor: 0, ...charge(basket, 0, 0) };

  const goodsMinor = sumOf(lines, (line) => line.subtotalMinor - line.discountMinor);
  const weightGrams = sumOf(lines, (line) => line.quantity * line.weightGrams);
  const priceMinor = shippingPrice(rate, goodsMinor, weightGrams);
  if (priceMinor === undefined) throw new Error('This shipping rate has no tier for this basket.');

  const discountMinor = discount?.kind === 'free_shipping' ? priceMinor : 0;
  return { priceMinor, discountMinor, ...charge(basket, priceMinor - discountMinor, rate.taxRatePpm) };
}

/** `goodsMinor` is after the discount. Undefined: this rate does not deliver such a basket; ask before quoting. */
export function shippingPrice(
  rate: ShippingRate,
  goodsMinor: number,
  weightGrams: number,
): number | undefined {
  const measure = { flat: Infinity, price: goodsMinor, weight: weightGrams }[rate.basis];
  const tier = rate.tiers.toSorted((a, b) => a.from - b.from).findLast(({ from }) => from <= measure);
  const isFree = rate.freeAboveMinor !== null && goodsMinor >= rate.freeAboveMinor;
  return tier && isFree ? 0 : tier?.amountMinor;
}

/**
 * Tax on top of a price changes what is paid, so it comes in steps that can be paid. Tax within a price is only
 * told: 19 % of the net is 19/119 of the price.
 */
function charge(basket: Basket, amountMinor: number, taxRatePpm: number): Charge {
  if (basket.pricesIncludeTax) {
    const taxMinor = portion(amountMinor, taxRatePpm, million + taxRatePpm);
    return { taxRatePpm, taxMinor, totalMinor: amountMinor };
  }
  const taxMinor = portion(amountMinor, taxRatePpm, million, roundingStep(basket.currency));
  return { taxRatePpm, taxMinor, totalMinor: amountMinor + taxMinor };
}

/** As an invoice lists them: each rate at which something was paid, the lowest first. */
export function taxesOf(charges: readonly Charge[]): TaxAtRate[] {
  const paid = charges.filter(({ totalMinor }) => totalMinor > 0);
  return [...Map.groupBy(paid, ({ taxRatePpm }) => taxRatePpm)]
    .map(([ratePpm, atRate]) => ({
      ratePpm,
      netMinor: sumOf(atRate, ({ totalMinor, taxMinor }) => totalMinor - taxMinor),
      taxMinor: sumOf(atRate, ({ taxMinor }) => taxMinor),
    }))
    .toSorted((a, b) => a.ratePpm - b.ratePpm);
}

export const isSameMoney = (a: Money, b: Money): boolean =>
  a.amount === b.amount && a.currency === b.currency;

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

const sumOf = <Item>(items: readonly Item[], amountOf: (item: Item) => number): number =>
  sum(items.map(amountOf));
