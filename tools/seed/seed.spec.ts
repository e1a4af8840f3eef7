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

describe('the demo content', () => {
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
