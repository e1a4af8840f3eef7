import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  type Basket,
  type Discount,
  isSameMoney,
  maxTotalMinor,
  type PricedLine,
  type Quote,
  quote,
  type QuotedLine,
  type ShippingRate,
  shippingPrice,
} from './quote.ts';

const percent = (ppm: number): Discount => ({ kind: 'percent', percentPpm: ppm });
const amountOff = (amountMinor: number): Discount => ({ kind: 'amount', amountMinor });
const freeShipping: Discount = { kind: 'free_shipping' };

const aLine = (line: Partial<PricedLine> = {}): PricedLine => ({
  variantId: 'mug',
  quantity: 1,
  unitPriceMinor: 1_000,
  weightGrams: 400,
  taxRatePpm: 190_000,
  ...line,
});

const flat = (amountMinor: number, taxRatePpm = 0): ShippingRate => ({
  basis: 'flat',
  tiers: [{ from: 0, amountMinor }],
  freeAboveMinor: null,
  taxRatePpm,
});

const german = { currency: 'EUR', pricesIncludeTax: true };
const american = { currency: 'USD', pricesIncludeTax: false };
const japanese = { currency: 'JPY', pricesIncludeTax: true };
const kuwaiti = { currency: 'KWD', pricesIncludeTax: false };

describe('a basket a shopkeeper can check by hand', () => {
  it('in Germany: a lamp at 19 % and a book at 7 %, tax in the prices, parcel 4.90', () => {
    const lamp = aLine({ variantId: 'lamp', unitPriceMinor: 4_999 });
    const book = aLine({ variantId: 'book', quantity: 2, unitPriceMinor: 1_295, taxRatePpm: 70_000 });
    expect(quote({ ...german, lines: [lamp, book], shipping: flat(490, 190_000) })).toEqual({
      ...german,
      lines: [
        { ...lamp, subtotalMinor: 4_999, discountMinor: 0, taxMinor: 798, totalMinor: 4_999 },
        { ...book, subtotalMinor: 2_590, discountMinor: 0, taxMinor: 169, totalMinor: 2_590 },
      ],
      itemCount: 3,
      subtotalMinor: 7_589,
      discountMinor: 0,
      shippingMinor: 490,
      shippingDiscountMinor: 0,
      shippingTaxMinor: 78,
      shippingTotalMinor: 490,
      taxMinor: 1_045,
      taxes: [
        { ratePpm: 70_000, netMinor: 2_421, taxMinor: 169 },
        { ratePpm: 190_000, netMinor: 4_613, taxMinor: 876 },
      ],
      totalMinor: 8_079,
    });
  });

  it('in New York: 8.875 % on top, 10 % off, delivery untaxed', () => {
    const shirt = aLine({ variantId: 'shirt', quantity: 3, unitPriceMinor: 1_999, taxRatePpm: 88_750 });
    expect(
      quote({ ...american, lines: [shirt], discount: percent(100_000), shipping: flat(799) }),
    ).toMatchObject({
      lines: [{ subtotalMinor: 5_997, discountMinor: 600, taxMinor: 479, totalMinor: 5_876 }],
      shippingTotalMinor: 799,
      taxes: [
        { ratePpm: 0, netMinor: 799, taxMinor: 0 },
        { ratePpm: 88_750, netMinor: 5_397, taxMinor: 479 },
      ],
      totalMinor: 6_675,
    });
  });

  it('in Tokyo: whole yen, 10 % in the prices', () => {
    const bowls = aLine({ quantity: 3, unitPriceMinor: 333, taxRatePpm: 100_000 });
    expect(quote({ ...japanese, lines: [bowls] })).toMatchObject({ taxMinor: 91, totalMinor: 999 });
  });

  it('in Kuwait: 5 % on top, to the ten fils that a card can pay', () => {
    const dates = aLine({ quantity: 3, unitPriceMinor: 1_250, taxRatePpm: 50_000 });
    expect(quote({ ...kuwaiti, lines: [dates] })).toMatchObject({
      subtotalMinor: 3_750, // 5 % are 187.5 fils
      taxMinor: 190,
      totalMinor: 3_940,
    });
  });

  it('with 10.00 off three equal lines: one of them gets the odd cent, and the sum is 10.00', () => {
    const lines = ['c', 'a', 'b'].map((variantId) => aLine({ variantId, unitPriceMinor: 2_000 }));
    const order = quote({ ...german, lines, discount: amountOff(1_000) });
    expect(order.lines.map((line) => line.discountMinor)).toEqual([333, 334, 333]);
    expect(order).toMatchObject({ discountMinor: 1_000, totalMinor: 5_000 });
  });

  it('of 3 × 0.333: 0.999, as one line or as three', () => {
    const third = { unitPriceMinor: 333, taxRatePpm: 0 };
    const three = ['a', 'b', 'c'].map((variantId) => aLine({ variantId, ...third }));
    expect(quote({ ...kuwaiti, lines: [aLine({ ...third, quantity: 3 })] }).totalMinor).toBe(999);
    expect(quote({ ...kuwaiti, lines: three }).totalMinor).toBe(999);
    expect(quote({ ...kuwaiti, lines: three, discount: percent(1_000_000) }).totalMinor).toBe(0);
  });

  it('with nothing in it costs nothing, whatever coupon and delivery are chosen', () => {
    const empty = { ...american, lines: [], discount: amountOff(500), shipping: flat(799, 190_000) };
    const { currency, pricesIncludeTax, lines, taxes, ...figures } = quote(empty);
    expect([currency, pricesIncludeTax, lines, taxes]).toEqual(['USD', false, [], []]);
    expect(Object.values(figures).every((figure) => figure === 0)).toBe(true);
  });
});

describe('delivery', () => {
  const byWeight: ShippingRate = {
    basis: 'weight',
    tiers: [
      { from: 5_000, amountMinor: 1_649 },
      { from: 0, amountMinor: 490 },
      { from: 2_000, amountMinor: 749 },
    ],
    freeAboveMinor: 10_000,
    taxRatePpm: 0,
  };
  const byPrice: ShippingRate = { ...byWeight, basis: 'price', tiers: [{ from: 2_000, amountMinor: 300 }] };

  it('costs what the highest tier reached says, in whatever order the tiers are', () => {
    expect([0, 1_999, 2_000, 4_999, 5_000].map((grams) => shippingPrice(byWeight, 0, grams))).toEqual([
      490, 490, 749, 749, 1_649,
    ]);
    expect(shippingPrice(byPrice, 2_000, 0)).toBe(300);
    expect(shippingPrice(flat(490), 0, 0)).toBe(490);
  });

  it('weighs every unit, and counts the goods after their discount', () => {
    const lines = [aLine({ quantity: 5 })];
    expect(quote({ ...german, lines, shipping: byWeight }).shippingMinor).toBe(749);
    expect(quote({ ...german, lines, shipping: byPrice }).shippingMinor).toBe(300);
    const tooCheap = { ...german, lines, shipping: byPrice, discount: amountOff(3_001) };
    expect(() => quote(tooCheap)).toThrow('no tier');
  });

  it('is not offered below the lowest tier, not even for nothing', () => {
    expect(shippingPrice(byPrice, 1_999, 0)).toBeUndefined();
    expect(shippingPrice({ ...byPrice, freeAboveMinor: 0 }, 1_999, 0)).toBeUndefined();
    expect(shippingPrice({ ...flat(490), tiers: [] }, 1_999, 0)).toBeUndefined();
  });

  it('is free from the threshold on, after the discount', () => {
    expect(shippingPrice(byWeight, 9_999, 0)).toBe(490);
    expect(shippingPrice(byWeight, 10_000, 0)).toBe(0);
    const lines = [aLine({ quantity: 10 })];
    expect(quote({ ...german, lines, shipping: byWeight }).shippingTotalMinor).toBe(0);
    expect(quote({ ...german, lines, shipping: byWeight, discount: amountOff(1) }).shippingTotalMinor).toBe(
      749,
    );
  });

  it('taken away by a coupon is shown, untaxed and not paid, and leaves the goods as they are', () => {
    const order = quote({
      ...american,
      lines: [aLine()],
      shipping: flat(500, 190_000),
      discount: freeShipping,
    });
    expect(order).toMatchObject({
      discountMinor: 0,
      shippingMinor: 500,
      shippingDiscountMinor: 500,
      shippingTaxMinor: 0,
      shippingTotalMinor: 0,
      taxMinor: 190,
      totalMinor: 1_190,
    });
  });
});

/** Amounts of a store are in steps that can be paid; `anyBasket` says so by a factor. */
const stepOf: Record<string, number> = { JPY: 1, EUR: 1, KWD: 10 };

const ratePpm = fc.oneof(
  fc.constantFrom(0, 50_000, 70_000, 88_750, 190_000),
  fc.integer({ min: 0, max: 1_000_000 }),
);

const anyDiscount = (step: number): fc.Arbitrary<Discount | undefined> =>
  fc.oneof(
    fc.constantFrom(undefined, freeShipping, percent(1_000_000)),
    fc.integer({ min: 0, max: 1_000_000 }).map(percent),
    fc.integer({ min: 0, max: 300_000 }).map((units) => amountOff(units * step)),
  );

const anyShipping = (step: number): fc.Arbitrary<ShippingRate | undefined> =>
  fc.option(
    fc.record({
      basis: fc.constantFrom('flat', 'price', 'weight'),
      tiers: fc
        .array(fc.record({ from: fc.nat(50_000), amountMinor: fc.nat(2_000).map((units) => units * step) }), {
          maxLength: 3,
        })
        .map((tiers) => [{ from: 0, amountMinor: 490 * step }, ...tiers]),
      freeAboveMinor: fc.option(fc.nat(100_000)),
      taxRatePpm: ratePpm,
    }),
    { nil: undefined },
  );

const anyLines = (step: number): fc.Arbitrary<PricedLine[]> =>
  fc.uniqueArray(
    fc.record({
      variantId: fc.string({ maxLength: 4 }),
      quantity: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 99 })),
      unitPriceMinor: fc.oneof(fc.nat(3), fc.constant(50), fc.nat(100_000)).map((units) => units * step),
      weightGrams: fc.nat(5_000),
      taxRatePpm: ratePpm,
    }),
    { selector: (line) => line.variantId, maxLength: 12 },
  );

const anyBasket: fc.Arbitrary<Basket> = fc.constantFrom('JPY', 'EUR', 'KWD').chain((currency) => {
  const step = stepOf[currency]!;
  return fc.record({
    currency: fc.constant(currency),
    pricesIncludeTax: fc.boolean(),
    lines: anyLines(step),
    discount: anyDiscount(step),
    shipping: anyShipping(step),
  });
});

const sumOf = <Item>(items: readonly Item[], amountOf: (item: Item) => number) =>
  items.reduce((total, item) => total + amountOf(item), 0);

const byVariant = (lines: readonly QuotedLine[]) =>
  lines.toSorted((a, b) => (a.variantId < b.variantId ? -1 : 1));

/** Holds for every basket, in currencies with no, two and three decimals, taxed within and on top. */
const always = (check: (order: Quote, basket: Basket) => void) =>
  fc.assert(
    fc.property(anyBasket, (basket) => check(quote(basket), basket)),
    { numRuns: 500 },
  );

describe('every order', () => {
  it('is the sum of its lines and its delivery, figure by figure', () => {
    always((order) => {
      const { lines, shippingTotalMinor, shippingTaxMinor } = order;
      expect(order.itemCount).toBe(sumOf(lines, (line) => line.quantity));
      expect(order.subtotalMinor).toBe(sumOf(lines, (line) => line.quantity * line.unitPriceMinor));
      expect(order.discountMinor).toBe(sumOf(lines, (line) => line.discountMinor));
      expect(order.taxMinor).toBe(sumOf(lines, (line) => line.taxMinor) + shippingTaxMinor);
      expect(order.totalMinor).toBe(sumOf(lines, (line) => line.totalMinor) + shippingTotalMinor);
    });
  });

  it('totals goods and delivery less discounts, plus the tax where prices are without it', () => {
    always((order) => {
      const goods = order.subtotalMinor - order.discountMinor;
      const delivery = order.shippingMinor - order.shippingDiscountMinor;
      expect(order.totalMinor).toBe(goods + delivery + (order.pricesIncludeTax ? 0 : order.taxMinor));
    });
  });

  it('lists its taxes rate by rate, lowest first, and they add up', () => {
    always(({ taxes, taxMinor, totalMinor }) => {
      expect(sumOf(taxes, (tax) => tax.taxMinor)).toBe(taxMinor);
      expect(sumOf(taxes, (tax) => tax.netMinor)).toBe(totalMinor - taxMinor);
      const rates = taxes.map((tax) => tax.ratePpm);
      expect(rates).toEqual([...new Set(rates)].sort((a, b) => a - b));
      expect(taxes.every((tax) => tax.netMinor > 0 && tax.taxMinor >= 0)).toBe(true);
    });
  });

  it('is never below zero, and neither is anything in it', () => {
    always(({ lines, currency, pricesIncludeTax, taxes, ...figures }) => {
      const ofLines = lines.flatMap((line) => [line.discountMinor, line.taxMinor, line.totalMinor]);
      const all = [...Object.values(figures), ...ofLines];
      expect(all.every((figure) => Number.isSafeInteger(figure) && figure >= 0)).toBe(true);
    });
  });

  it('takes off what the discount says, and never more than there is', () => {
    always(({ lines, subtotalMinor, discountMinor, currency }, { discount }) => {
      expect(lines.every((line) => line.discountMinor <= line.subtotalMinor)).toBe(true);
      if (discount?.kind === 'amount') {
        expect(discountMinor).toBe(Math.min(discount.amountMinor, subtotalMinor));
      } else {
        const exact = ((discount?.kind === 'percent' ? discount.percentPpm : 0) * subtotalMinor) / 1_000_000;
        expect(Math.abs(discountMinor - exact)).toBeLessThanOrEqual(stepOf[currency]! / 2);
      }
    });
  });

  it('spreads the discount over its lines in proportion, to one step', () => {
    always(({ lines, subtotalMinor, discountMinor, currency }) => {
      for (const line of lines) {
        const exact = subtotalMinor && (discountMinor * line.subtotalMinor) / subtotalMinor;
        expect(Math.abs(line.discountMinor - exact)).toBeLessThan(stepOf[currency]!);
      }
    });
  });

  it('taxes each line to half a step of the exact tax', () => {
    always(({ lines, pricesIncludeTax, currency }) => {
      for (const { subtotalMinor, discountMinor, taxMinor, taxRatePpm } of lines) {
        const whole = 1_000_000 + (pricesIncludeTax ? taxRatePpm : 0);
        const exact = ((subtotalMinor - discountMinor) * taxRatePpm) / whole;
        const step = pricesIncludeTax ? 1 : stepOf[currency]!;
        expect(Math.abs(taxMinor - exact)).toBeLessThanOrEqual(step / 2);
      }
    });
  });

  it('can be paid: every amount is in steps of the currency', () => {
    always((order) => {
      const paid = [order, ...order.lines].flatMap((part) => [part.totalMinor, part.discountMinor]);
      const all = [...paid, order.shippingTotalMinor];
      expect(all.every((amount) => amount % stepOf[order.currency]! === 0)).toBe(true);
    });
  });

  it('costs the same in whatever order the lines come, line by line', () => {
    always((order, basket) => {
      const { lines, ...figures } = quote({ ...basket, lines: basket.lines.toReversed() });
      expect({ ...figures, lines: byVariant(lines) }).toEqual({ ...order, lines: byVariant(order.lines) });
    });
  });

  it('keeps its lines in the order of the basket', () => {
    always((order, basket) => expect(order.lines).toMatchObject(basket.lines));
  });

  it('without a coupon and with a flat delivery never costs less with one more of a line', () => {
    always((_, basket) => {
      const plain = { ...basket, discount: undefined, shipping: flat(490, 190_000) };
      const lines = basket.lines.map((line, at) =>
        at === 0 ? { ...line, quantity: line.quantity + 1 } : line,
      );
      expect(quote({ ...plain, lines }).totalMinor).toBeGreaterThanOrEqual(quote(plain).totalMinor);
    });
  });

  it('never has its goods, less their discount, made cheaper by one more of a line', () => {
    const goodsOf = ({ subtotalMinor, discountMinor }: Quote) => subtotalMinor - discountMinor;
    always((order, basket) => {
      const lines = basket.lines.map((line, at) =>
        at === 0 ? { ...line, quantity: line.quantity + 1 } : line,
      );
      expect(goodsOf(quote({ ...basket, lines, shipping: undefined }))).toBeGreaterThanOrEqual(
        goodsOf(order),
      );
    });
  });

  it('at 100 % off has no tax on its goods and nothing to pay for them', () => {
    always((_, basket) => {
      const { lines } = quote({ ...basket, shipping: undefined, discount: percent(1_000_000) });
      expect(sumOf(lines, (line) => line.taxMinor + line.totalMinor)).toBe(0);
    });
  });

  it('has the same tax whether its price is told with the tax or without', () => {
    fc.assert(
      fc.property(fc.nat(maxTotalMinor / 2), ratePpm, (unitPriceMinor, taxRatePpm) => {
        const [onTop] = quote({ ...american, lines: [aLine({ unitPriceMinor, taxRatePpm })] }).lines;
        const gross = aLine({ unitPriceMinor: onTop!.totalMinor, taxRatePpm });
        expect(quote({ ...german, lines: [gross] }).taxMinor).toBe(onTop!.taxMinor);
      }),
    );
  });

  it('is exact at the largest total and beyond, where the caller refuses it', () => {
    const dear = aLine({ unitPriceMinor: maxTotalMinor, taxRatePpm: 1_000_000 });
    expect(quote({ ...american, lines: [dear] }).totalMinor).toBe(2 * maxTotalMinor);
    const many = quote({ ...american, lines: [{ ...dear, quantity: 999 }], discount: percent(333_333) });
    expect(many).toMatchObject({ discountMinor: 665_999_334_000, totalMinor: 2_664_001_332_000 });
  });
});

describe('money', () => {
  it('is the same only in the same currency', () => {
    expect(isSameMoney({ amount: 1, currency: 'EUR' }, { amount: 1, currency: 'EUR' })).toBe(true);
    expect(isSameMoney({ amount: 1, currency: 'EUR' }, { amount: 1, currency: 'USD' })).toBe(false);
    expect(isSameMoney({ amount: 1, currency: 'EUR' }, { amount: 2, currency: 'EUR' })).toBe(false);
  });
});
