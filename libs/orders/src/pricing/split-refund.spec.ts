import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { quote } from './quote.ts';
import {
  amountOf,
  type RefundableLine,
  type RefundableOrder,
  type RefundPart,
  type RefundWish,
  splitRefund,
} from './split-refund.ts';

const nothingYet = { refundedMinor: 0, refundedTaxMinor: 0 };

const aLine = (line: Partial<RefundableLine> = {}): RefundableLine => ({
  variantId: 'mug',
  quantity: 3,
  totalMinor: 1_000,
  taxMinor: 160,
  refundedQuantity: 0,
  ...nothingYet,
  ...line,
});

const anOrder = (order: Partial<RefundableOrder> = {}): RefundableOrder => ({
  lines: [aLine()],
  shipping: { totalMinor: 490, taxMinor: 78, ...nothingYet },
  ...order,
});

const units = (quantity: number, variantId = 'mug', shipping = false): RefundWish => ({
  kind: 'lines',
  lines: [{ variantId, quantity }],
  shipping,
});
const rest: RefundWish = { kind: 'rest' };
const goodwill = (amountMinor: number): RefundWish => ({ kind: 'amount', amountMinor });

/** The order after these parts went back (or, with sign -1, after their refund failed). */
function book(order: RefundableOrder, parts: readonly RefundPart[], sign = 1): RefundableOrder {
  const partOf = (variantId: string | null) => parts.find((part) => part.variantId === variantId);
  const money = (paid: typeof order.shipping, part: RefundPart | undefined) => ({
    refundedMinor: paid.refundedMinor + sign * (part?.amountMinor ?? 0),
    refundedTaxMinor: paid.refundedTaxMinor + sign * (part?.taxMinor ?? 0),
  });
  return {
    shipping: { ...order.shipping, ...money(order.shipping, partOf(null)) },
    lines: order.lines.map((line) => {
      const part = partOf(line.variantId);
      const refundedQuantity = line.refundedQuantity + sign * (part?.quantity ?? 0);
      return { ...line, ...money(line, part), refundedQuantity };
    }),
  };
}

/** Asks one after the other, and books what is granted. */
function refundAll(order: RefundableOrder, wishes: readonly RefundWish[], step = 1) {
  const granted: RefundPart[][] = [];
  for (const wish of wishes) {
    const answer = splitRefund(order, wish, step);
    if ('refusal' in answer) continue;
    granted.push(answer.parts);
    order = book(order, answer.parts);
  }
  return { order, granted };
}

const partsOf = (order: RefundableOrder, wish: RefundWish, step = 1) => {
  const answer = splitRefund(order, wish, step);
  if ('refusal' in answer) throw new Error(answer.refusal);
  return answer.parts;
};

const itemsOf = ({ lines, shipping }: RefundableOrder) => [...lines, shipping];

describe('a refund a shopkeeper can check by hand', () => {
  it('gives back 10.00 for three mugs one by one: 3.33, 3.34, 3.33, and their tax to the cent', () => {
    const { order, granted } = refundAll(anOrder(), [units(1), units(1), units(1)]);
    expect(granted.flat().map((part) => part.amountMinor)).toEqual([333, 334, 333]);
    expect(granted.flat().map((part) => part.taxMinor)).toEqual([53, 54, 53]);
    expect(order.lines).toEqual([
      aLine({ refundedQuantity: 3, refundedMinor: 1_000, refundedTaxMinor: 160 }),
    ]);
  });

  it('gives back 1.000 dinar for three in steps of ten fils: 0.330, 0.340, 0.330', () => {
    const { granted } = refundAll(anOrder(), [units(1), units(1), units(1)], 10);
    expect(granted.map(amountOf)).toEqual([330, 340, 330]);
  });

  it('gives back the delivery when asked, once', () => {
    const { order, granted } = refundAll(anOrder(), [units(1, 'mug', true), units(1, 'mug', true)]);
    expect(granted[0]).toEqual([
      { variantId: 'mug', quantity: 1, amountMinor: 333, taxMinor: 53 },
      { variantId: null, quantity: 0, amountMinor: 490, taxMinor: 78 },
    ]);
    expect(granted[1]).toEqual([{ variantId: 'mug', quantity: 1, amountMinor: 334, taxMinor: 54 }]);
    expect(order.shipping).toMatchObject({ refundedMinor: 490, refundedTaxMinor: 78 });
  });

  it('takes an amount for goodwill from everything in proportion, and from no units', () => {
    expect(partsOf(anOrder(), goodwill(149))).toEqual([
      { variantId: 'mug', quantity: 0, amountMinor: 100, taxMinor: 16 },
      { variantId: null, quantity: 0, amountMinor: 49, taxMinor: 8 },
    ]);
  });

  it('gives for the last units only what goodwill has left of them', () => {
    const { granted } = refundAll(anOrder({ shipping: { totalMinor: 0, taxMinor: 0, ...nothingYet } }), [
      goodwill(500),
      units(1),
      units(1),
      units(1),
    ]);
    expect(granted.flat().map((part) => part.amountMinor)).toEqual([500, 333, 167, 0]);
    expect(granted.at(-1)).toEqual([{ variantId: 'mug', quantity: 1, amountMinor: 0, taxMinor: 0 }]);
  });

  it('gives back the rest: all units, all money, all tax that is left', () => {
    const { order, granted } = refundAll(anOrder(), [units(2), rest]);
    expect(granted.at(-1)).toEqual([
      { variantId: 'mug', quantity: 1, amountMinor: 333, taxMinor: 53 },
      { variantId: null, quantity: 0, amountMinor: 490, taxMinor: 78 },
    ]);
    expect(splitRefund(order, rest)).toEqual({ refusal: 'nothing_to_refund' });
  });

  it('takes back free units, and adds up a line that is named twice', () => {
    const free = anOrder({ lines: [aLine({ totalMinor: 0, taxMinor: 0 })] });
    const twice: RefundWish = {
      kind: 'lines',
      lines: [
        { variantId: 'mug', quantity: 1 },
        { variantId: 'mug', quantity: 1 },
      ],
      shipping: false,
    };
    expect(partsOf(free, twice)).toEqual([{ variantId: 'mug', quantity: 2, amountMinor: 0, taxMinor: 0 }]);
  });

  it('of three lines that shared 10.00 off gives back what was paid for each, not its price', () => {
    const line = { quantity: 1, unitPriceMinor: 2_000, weightGrams: 0, taxRatePpm: 190_000 };
    const { lines, totalMinor } = quote({
      currency: 'EUR',
      pricesIncludeTax: true,
      lines: ['a', 'b', 'c'].map((variantId) => ({ ...line, variantId })),
      discount: { kind: 'amount', amountMinor: 1_000 },
    });
    const order = anOrder({
      lines: lines.map((quoted) => ({ ...quoted, ...nothingYet, refundedQuantity: 0 })),
      shipping: { totalMinor: 0, taxMinor: 0, ...nothingYet },
    });
    const { granted } = refundAll(order, [units(1, 'a'), units(1, 'b'), units(1, 'c')]);
    expect(granted.map(amountOf)).toEqual([1_666, 1_667, 1_667]);
    expect(amountOf(granted.flat())).toBe(totalMinor);
  });
});

describe('a refund that failed at the provider and was taken out again', () => {
  const delivered = { shipping: { totalMinor: 0, taxMinor: 0, ...nothingYet } };

  it('leaves no cent behind: the last unit gives whatever is left', () => {
    const { order, granted } = refundAll(anOrder(delivered), [units(1), units(1), units(1)]);
    const again = refundAll(book(order, granted[1]!, -1), [units(1)]).order;
    expect(again.lines).toMatchObject([{ refundedMinor: 1_000, refundedTaxMinor: 160 }]);
  });

  it('never makes a later one have less than no tax', () => {
    const pin = anOrder({ ...delivered, lines: [aLine({ quantity: 1, totalMinor: 10, taxMinor: 1 })] });
    const { order, granted } = refundAll(pin, [goodwill(4), goodwill(1)]);
    expect(granted.flat().map((part) => part.taxMinor)).toEqual([0, 1]);
    const later = refundAll(book(order, granted[0]!, -1), [goodwill(1), rest]);
    expect(later.granted.flat().map((part) => part.taxMinor)).toEqual([0, 0]);
  });
});

describe('a refund that cannot be', () => {
  const spent = refundAll(anOrder(), [rest]).order;

  it.each<[string, RefundableOrder, RefundWish]>([
    ['nothing_to_refund', spent, rest],
    ['nothing_to_refund', spent, goodwill(1)],
    ['nothing_to_refund', anOrder(), goodwill(0)],
    ['nothing_to_refund', anOrder(), { kind: 'lines', lines: [], shipping: false }],
    ['nothing_to_refund', spent, { kind: 'lines', lines: [], shipping: true }],
    ['more_than_left', anOrder(), goodwill(1_491)],
    ['unknown_line', anOrder(), units(1, 'cup')],
    ['more_units_than_left', anOrder(), units(4)],
    ['more_units_than_left', spent, units(1)],
  ])('is refused as %s and leaves nothing', (refusal, order, wish) => {
    const before = structuredClone(order);
    expect(splitRefund(order, wish)).toEqual({ refusal });
    expect(order).toEqual(before);
  });

  it('is refused whole when only one of its lines cannot be', () => {
    const order = anOrder({ lines: [aLine(), aLine({ variantId: 'cup' })] });
    const lines = [
      { variantId: 'cup', quantity: 3 },
      { variantId: 'mug', quantity: 2 },
      { variantId: 'mug', quantity: 2 },
    ];
    expect(splitRefund(order, { kind: 'lines', lines, shipping: true })).toEqual({
      refusal: 'more_units_than_left',
    });
  });

  it('throws at what no refund can ask for: less than nothing, or half a cent', () => {
    expect(() => splitRefund(anOrder(), goodwill(-1))).toThrow(RangeError);
    expect(() => splitRefund(anOrder(), goodwill(0.5))).toThrow(RangeError);
    expect(() => splitRefund(anOrder(), units(-1))).toThrow(RangeError);
  });
});

const variants = ['a', 'b', 'c', 'd'];

const anyPaid = fc
  .tuple(fc.oneof(fc.nat(30), fc.nat(100_000)), fc.double({ min: 0, max: 0.5, noNaN: true }))
  .map(([totalMinor, rate]) => ({ totalMinor, taxMinor: Math.floor(totalMinor * rate), ...nothingYet }));

const anyOrder: fc.Arbitrary<RefundableOrder> = fc.record({
  lines: fc
    .array(fc.tuple(anyPaid, fc.integer({ min: 1, max: 9 })), { minLength: 1, maxLength: variants.length })
    .map((paid) =>
      paid.map(([line, quantity], at) => ({
        ...line,
        quantity,
        variantId: variants[at]!,
        refundedQuantity: 0,
      })),
    ),
  shipping: anyPaid,
});

const anyWish: fc.Arbitrary<RefundWish> = fc.oneof(
  { weight: 1, arbitrary: fc.constant(rest) },
  { weight: 3, arbitrary: fc.oneof(fc.nat(20), fc.nat(50_000)).map(goodwill) },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('lines'),
      lines: fc.array(
        fc.record({ variantId: fc.constantFrom(...variants), quantity: fc.integer({ min: 1, max: 4 }) }),
        { maxLength: 3 },
      ),
      shipping: fc.boolean(),
    }),
  },
);
const anyWishes = fc.array(anyWish, { maxLength: 12 });

describe('any row of refunds', () => {
  const always = (check: (order: RefundableOrder, wishes: RefundWish[]) => void) =>
    fc.assert(fc.property(anyOrder, anyWishes, check), { numRuns: 500 });

  it('never gives back more than was paid: not in all, not of a line, its tax or its units', () => {
    always((paid, wishes) => {
      const { order, granted } = refundAll(paid, wishes);
      for (const part of granted.flat()) {
        expect(Math.min(part.quantity, part.amountMinor, part.taxMinor)).toBeGreaterThanOrEqual(0);
        expect(part.taxMinor).toBeLessThanOrEqual(part.amountMinor);
      }
      for (const item of itemsOf(order)) {
        expect(item.refundedMinor).toBeLessThanOrEqual(item.totalMinor);
        expect(item.refundedTaxMinor).toBeLessThanOrEqual(item.taxMinor);
      }
      expect(order.lines.every((line) => line.refundedQuantity <= line.quantity)).toBe(true);
    });
  });

  it('has given back everything, line by line, once it ends with the rest', () => {
    always((paid, wishes) => {
      for (const item of itemsOf(refundAll(paid, [...wishes, rest]).order)) {
        expect([item.refundedMinor, item.refundedTaxMinor]).toEqual([item.totalMinor, item.taxMinor]);
      }
    });
  });

  it('has given back all that was paid for a line once all its units are back', () => {
    always((paid, wishes) => {
      const byOne = paid.lines.flatMap(({ variantId, quantity }) =>
        Array.from({ length: quantity }, () => units(1, variantId)),
      );
      for (const line of refundAll(paid, [...wishes, ...byOne]).order.lines) {
        expect(line).toMatchObject({ refundedMinor: line.totalMinor, refundedTaxMinor: line.taxMinor });
      }
    });
  });

  it('gives exactly the amount that was asked for, or nothing', () => {
    always((paid, wishes) => {
      const { order } = refundAll(paid, wishes);
      const left = itemsOf(order).reduce((sum, item) => sum + item.totalMinor - item.refundedMinor, 0);
      if (left > 0) expect(amountOf(partsOf(order, goodwill(left)))).toBe(left);
      if (left > 1) expect(amountOf(partsOf(order, goodwill(left - 1)))).toBe(left - 1);
      expect(splitRefund(order, goodwill(left + 1))).toHaveProperty('refusal');
    });
  });

  it('names nothing twice, and nothing that gives neither money nor units', () => {
    always((paid, wishes) => {
      for (const parts of refundAll(paid, wishes).granted) {
        expect(new Set(parts.map((part) => part.variantId)).size).toBe(parts.length);
        expect(parts.every((part) => part.amountMinor > 0 || part.quantity > 0)).toBe(true);
      }
    });
  });

  it('changes neither the order nor the wish it was asked with', () => {
    always((paid, wishes) => {
      const before = structuredClone([paid, wishes]);
      refundAll(paid, wishes);
      expect([paid, wishes]).toEqual(before);
    });
  });

  it('still ends exactly when one of them fails at the provider and is taken out again', () => {
    fc.assert(
      fc.property(anyOrder, anyWishes, anyWishes, fc.nat(), (paid, before, after, pick) => {
        const { order, granted } = refundAll(paid, before);
        if (granted.length === 0) return;
        const mended = book(order, granted[pick % granted.length]!, -1);
        const ended = refundAll(mended, [...after, rest]);
        expect(ended.granted.flat().every((part) => part.amountMinor >= 0 && part.taxMinor >= 0)).toBe(true);
        for (const item of itemsOf(ended.order)) {
          expect([item.refundedMinor, item.refundedTaxMinor]).toEqual([item.totalMinor, item.taxMinor]);
        }
      }),
      { numRuns: 500 },
    );
  });

  const tens = (amount: number) => amount - (amount % 10);

  it('is paid in steps of ten where the order was, whatever its lines are', () => {
    always((paid, wishes) => {
      const odd = itemsOf(paid).reduce((sum, item) => sum + item.totalMinor, 0) % 10;
      const shipping = { ...paid.shipping, totalMinor: paid.shipping.totalMinor + 10 - odd };
      const payable = wishes.map((wish) =>
        wish.kind === 'amount' ? goodwill(tens(wish.amountMinor)) : wish,
      );
      const { order, granted } = refundAll({ ...paid, shipping }, [...payable, rest], 10);
      expect(granted.map(amountOf).filter((amount) => amount % 10 !== 0)).toEqual([]);
      expect(itemsOf(order).every((item) => item.refundedMinor === item.totalMinor)).toBe(true);
    });
  });
});
