import { allocate, portion } from './rounding.ts';

/** What was paid for something, what has been given back of it, and the tax within both. */
export interface RefundableShipping {
  totalMinor: number;
  taxMinor: number;
  refundedMinor: number;
  refundedTaxMinor: number;
}

export interface RefundableLine extends RefundableShipping {
  variantId: string;
  quantity: number;
  refundedQuantity: number;
}

export interface RefundableOrder {
  lines: readonly RefundableLine[];
  shipping: RefundableShipping;
}

export type RefundWish = { kind: 'rest' } | LinesWish | { kind: 'amount'; amountMinor: number };

interface LinesWish {
  kind: 'lines';
  lines: readonly { variantId: string; quantity: number }[];
  shipping: boolean;
}

/** `variantId` null: the delivery. `quantity` 0: money back for goods that are kept. */
export interface RefundPart {
  variantId: string | null;
  quantity: number;
  amountMinor: number;
  taxMinor: number;
}

export type RefundRefusal = 'nothing_to_refund' | 'more_than_left' | 'unknown_line' | 'more_units_than_left';
export type SplitRefund = { parts: RefundPart[] } | { refusal: RefundRefusal };

/** The delivery is refunded as the goods are, except that it has no units. */
type Item = Omit<RefundableLine, 'variantId'> & { variantId: string | null };

/**
 * What a refund is made of. However an order is refunded, bit by bit, no line ever gives back more than was
 * paid for it or more than its tax, and one that is given back in full has given back exactly both.
 *
 * `step` is the smallest amount that can be paid in the currency. The parts of returned units add up to whole
 * steps, and so does the rest if the order's total does. An amount is taken as it was asked for: ask in steps.
 */
export function splitRefund(order: RefundableOrder, wish: RefundWish, step = 1): SplitRefund {
  const delivery = { ...order.shipping, variantId: null, quantity: 0, refundedQuantity: 0 };
  const items: Item[] = [...order.lines, delivery];
  const refusal = refusalOf(items, wish);
  if (refusal) return { refusal };

  const parts = claimsOf(items, wish, step)
    .map(toPart)
    .filter(({ quantity, amountMinor }) => quantity > 0 || amountMinor > 0);
  return parts.length > 0 ? { parts } : { refusal: 'nothing_to_refund' };
}

export const amountOf = (parts: readonly RefundPart[]): number => sum(parts.map((part) => part.amountMinor));

function refusalOf(items: readonly Item[], wish: RefundWish): RefundRefusal | undefined {
  if (wish.kind === 'lines') return refusalOfUnits(items, wantedUnits(wish));

  const leftMinor = sum(items.map(leftOf));
  if (leftMinor === 0) return 'nothing_to_refund';
  return wish.kind === 'amount' && wish.amountMinor > leftMinor ? 'more_than_left' : undefined;
}

function refusalOfUnits(items: readonly Item[], wanted: Map<string, number>): RefundRefusal | undefined {
  for (const [variantId, quantity] of wanted) {
    const line = items.find((item) => item.variantId === variantId);
    if (!line) return 'unknown_line';
    if (quantity > unitsLeftOf(line)) return 'more_units_than_left';
  }
  return undefined;
}

/** What a wish takes of one item. */
interface Claim {
  item: Item;
  quantity: number;
  amountMinor: number;
}

function claimsOf(items: readonly Item[], wish: RefundWish, step: number): Claim[] {
  switch (wish.kind) {
    case 'rest':
      return items.map((item) => ({ item, quantity: unitsLeftOf(item), amountMinor: leftOf(item) }));
    case 'lines': {
      const claims = claimsOfUnits(items, wish, step);
      const askedMinor = sum(claims.map((claim) => claim.amountMinor));
      return cutTo(askedMinor - (askedMinor % step), claims, step);
    }
    case 'amount': {
      const claims = items.map((item) => ({ item, quantity: 0, amountMinor: leftOf(item) }));
      return cutTo(wish.amountMinor, claims, step);
    }
  }
}

function claimsOfUnits(items: readonly Item[], wish: LinesWish, step: number): Claim[] {
  const wanted = wantedUnits(wish);
  return items.map((item) => {
    if (item.variantId === null) return { item, quantity: 0, amountMinor: wish.shipping ? leftOf(item) : 0 };
    const quantity = wanted.get(item.variantId) ?? 0;
    return { item, quantity, amountMinor: priceOfUnits(item, quantity, step) };
  });
}

/**
 * Of 10.00 for three, the first unit gives back 3.33, the second 3.34, the third what is left: 3.33. It may be
 * less, if some of the line was given back already as an amount.
 */
function priceOfUnits(item: Item, quantity: number, step: number): number {
  if (quantity === 0) return 0;
  if (quantity === unitsLeftOf(item)) return leftOf(item);
  const dueFor = (units: number) => portion(item.totalMinor, units, item.quantity, step);
  const dueMinor = dueFor(item.refundedQuantity + quantity) - dueFor(item.refundedQuantity);
  return Math.min(dueMinor, leftOf(item));
}

/** The same claims, each in proportion, such that they add up to `amountMinor`. */
function cutTo(amountMinor: number, claims: readonly Claim[], step: number): Claim[] {
  const shares = allocate(
    amountMinor,
    claims.map((claim) => claim.amountMinor),
    step,
  );
  return claims.map((claim, at) => ({ ...claim, amountMinor: shares[at] ?? 0 }));
}

/** The tax follows the money: of what has been given back by now, less what went with earlier refunds. */
function toPart({ item, quantity, amountMinor }: Claim): RefundPart {
  if (amountMinor === 0) return { variantId: item.variantId, quantity, amountMinor, taxMinor: 0 };
  const taxByNow = portion(item.taxMinor, item.refundedMinor + amountMinor, item.totalMinor);
  // Below zero only after a refund failed at the provider and was taken out of the middle of the row.
  const taxMinor = Math.max(0, taxByNow - item.refundedTaxMinor);
  return { variantId: item.variantId, quantity, amountMinor, taxMinor };
}

/** A line named twice is wanted twice. */
function wantedUnits({ lines }: LinesWish): Map<string, number> {
  const wanted = new Map<string, number>();
  for (const { variantId, quantity } of lines) wanted.set(variantId, (wanted.get(variantId) ?? 0) + quantity);
  return wanted;
}

const leftOf = (item: Item): number => item.totalMinor - item.refundedMinor;

const unitsLeftOf = (item: Item): number => item.quantity - item.refundedQuantity;

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);
