import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { demoStores } from './demo-stores.ts';
import { renderOriginal } from './render.ts';

const everywhere = demoStores.flatMap((store) => store.products);
const slugShape = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

describe.each(demoStores)('the demo store $slug', ({ categories, products }) => {
  const variants = products.flatMap((product) => product.variants);

  it('sells at least sixty products, each with a variant and a picture', () => {
    expect(products.length).toBeGreaterThanOrEqual(60);
    expect(products.filter(({ variants, images }) => variants.length === 0 || images.length === 0)).toEqual(
      [],
    );
  });

  it('puts every product in a category that exists, and leaves none empty', () => {
    const used = new Set(products.map((product) => product.category));
    expect([...used].sort()).toEqual(categories.map((category) => category.slug).sort());
  });

  it('shows a category by one of its own products', () => {
    const strangers = categories.filter(
      ({ slug, coverProduct }) =>
        !products.some((product) => product.slug === coverProduct && product.category === slug),
    );
    expect(strangers).toEqual([]);
  });

  it('asks a positive whole price and holds a whole number of units', () => {
    expect(variants.filter(({ price }) => !Number.isInteger(price) || price <= 0)).toEqual([]);
    expect(variants.filter(({ stock }) => !Number.isInteger(stock) || stock < 0)).toEqual([]);
    expect(variants.some(({ stock }) => stock === 0)).toBe(true);
  });
});

describe.each(demoStores)('how the demo store $slug sells', (store) => {
  const ratesTo = (country: string) =>
    store.shippingMethods.map(({ rates }) => rates.filter((rate) => rate.country === country));

  it('knows both taxes of every country that it names in its delivery', () => {
    const taxed = store.taxRates.map(({ country, category }) => `${country} ${category}`);
    expect(new Set(taxed).size).toBe(taxed.length);
    const named = store.shippingMethods.flatMap(({ rates }) => rates.map(({ country }) => country));
    const places = new Set([store.country, ...named.filter((country) => country !== '**')]);
    expect(places.size).toBeGreaterThan(12);
    for (const country of places)
      for (const category of ['standard', 'reduced']) expect(taxed).toContain(`${country} ${category}`);
  });

  it('taxes at rates that exist: between five percent and Hungary', () => {
    expect(store.taxRates.filter(({ ratePpm }) => ratePpm < 50_000 || ratePpm > 270_000)).toEqual([]);
    expect(store.taxRates.filter(({ ratePpm }) => ratePpm % 5_000 !== 0)).toEqual([]);
  });

  it('delivers everything at home, in Europe and round the world, in several ways', () => {
    expect(store.shippingMethods.length).toBeGreaterThanOrEqual(2);
    for (const country of [store.country, 'FR', '**'])
      expect(ratesTo(country).flat().length).toBeGreaterThan(0);
    expect(ratesTo(store.country).every((rates) => rates.length > 0)).toBe(true);
  });

  it('asks for each way a price for the smallest parcel on, and one for each step', () => {
    for (const { basis, rates } of store.shippingMethods) {
      for (const ofCountry of Map.groupBy(rates, ({ country }) => country).values()) {
        const steps = ofCountry.map(({ from }) => from);
        expect(steps[0]).toBe(0);
        expect(new Set(steps).size).toBe(steps.length);
        expect(steps.length > 1).toBe(basis !== 'flat');
      }
    }
  });

  it('knows what each variant weighs', () => {
    const weights = store.products.flatMap(({ variants }) => variants.map(({ weightGrams }) => weightGrams));
    expect(weights.filter((grams) => !Number.isInteger(grams) || grams < 50 || grams > 10_000)).toEqual([]);
  });

  it('has a coupon of each kind, one that is limited in each way, and one that has ended', () => {
    expect(new Set(store.coupons.map(({ kind }) => kind))).toEqual(
      new Set(['percent', 'amount', 'free_shipping']),
    );
    expect(store.coupons.some(({ maxUses }) => maxUses !== undefined)).toBe(true);
    expect(store.coupons.some(({ maxUsesPerCustomer }) => maxUsesPerCustomer !== undefined)).toBe(true);
    expect(store.coupons.some(({ endsInDays }) => endsInDays !== undefined && endsInDays < 0)).toBe(true);
    expect(store.coupons.filter(({ code }) => !/^[A-Z0-9][A-Z0-9_-]{1,39}$/.test(code))).toEqual([]);
  });
});

describe('the demo content', () => {
  it('limits how many of something one order may have, and taxes something less', () => {
    expect(everywhere.some(({ maxPerOrder }) => maxPerOrder !== undefined)).toBe(true);
    expect(new Set(everywhere.map(({ taxCategory }) => taxCategory ?? 'standard')).size).toBe(2);
  });

  it('uses every slug and every SKU once', () => {
    const slugs = everywhere.map((product) => product.slug);
    const skus = everywhere.flatMap((product) => product.variants.map((variant) => variant.sku));
    expect(new Set(slugs).size).toBe(slugs.length);
    expect(new Set(skus).size).toBe(skus.length);
    expect(slugs.filter((slug) => !slugShape.test(slug))).toEqual([]);
  });

  it('describes every product in two to four sentences', () => {
    const sentences = (text: string) =>
      text.split(/[.!?](?:\s|$)/).filter((part) => part.trim() !== '').length;
    expect(
      everywhere.filter(({ description }) => sentences(description) < 2 || sentences(description) > 5),
    ).toEqual([]);
  });
});

describe('rendering an original', () => {
  it.each(['still-lake', 'glen-tartan-throw'])(
    'draws %s the same way twice, large and below 1.5 MiB',
    async (slug) => {
      const product = everywhere.find((each) => each.slug === slug);
      if (!product) throw new Error(`There is no ${slug}.`);
      const [first, second] = [await renderOriginal(product, 0), await renderOriginal(product, 0)];

      expect(hash(first)).toBe(hash(second));
      expect(first.length).toBeLessThan(1.5 * 1024 * 1024);
      expect((await sharp(first).metadata()).width).toBeGreaterThanOrEqual(2000);
    },
  );

  it('refuses a picture that does not exist', async () => {
    const [product] = everywhere;
    if (!product) throw new Error('There are no products.');
    await expect(renderOriginal(product, 99)).rejects.toThrow(RangeError);
  });
});
