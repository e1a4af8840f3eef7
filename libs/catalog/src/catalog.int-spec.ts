import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CategoryList, Problem, ProductDetail, ProductPage } from '@tradewind/contracts';
import { type Database, runInScope, type Scope, type Tx } from '@tradewind/database';
import {
  aCategory,
  aProduct,
  aStore,
  asOwner,
  type HttpClient,
  inTurns,
  manyProducts,
  replicaCaughtUp,
  TestApi,
  type TestProduct,
  type TestStore,
} from '@tradewind/testing';
import { listProductCards } from './catalog.queries.ts';
import { CatalogService } from './catalog.service.ts';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
});
afterAll(() => api.close());

const newestFirst = (products: TestProduct[]) =>
  products
    .map(({ id }) => id)
    .toSorted()
    .toReversed();

/** Pages through a list to its end, as a shopper who always asks for more. */
async function allPages(
  visitor: HttpClient,
  query: string,
  between: () => Promise<unknown> = async () => undefined,
) {
  const seen: string[] = [];
  const sizes: number[] = [];
  for (let cursor = ''; ;) {
    const answer = await visitor.get(`/api/products?${query}${cursor && `&cursor=${cursor}`}`);
    const { items, nextCursor } = ProductPage.parse(answer.body);
    seen.push(...items.map(({ id }) => id));
    sizes.push(items.length);
    if (nextCursor === null) return { seen, sizes };
    cursor = nextCursor;
    await between();
  }
}

describe('a list of products', () => {
  let store: TestStore;
  let mugs: TestProduct[];
  beforeAll(async () => {
    store = await aStore();
    const categoryId = await aCategory(store, 'mugs');
    mugs = await inTurns(7, () => aProduct(store, { categoryId }));
  });

  it('is paged through from the newest to the oldest, each product once', async () => {
    const { seen, sizes } = await allPages(api.visitor(store), 'category=mugs&limit=3');

    expect(seen).toEqual(newestFirst(mugs));
    expect(sizes).toEqual([3, 3, 1]);
  });

  it('ends without an empty page when the last one is full', async () => {
    const { sizes } = await allPages(api.visitor(store), 'category=mugs&limit=7');

    expect(sizes).toEqual([7]);
  });

  it('shows each product once also while others come in', async () => {
    const before = await aStore();
    const categoryId = await aCategory(before, 'mugs');
    const there = await inTurns(7, () => aProduct(before, { categoryId }));

    const { seen } = await allPages(api.visitor(before), 'category=mugs&limit=2', () =>
      aProduct(before, { categoryId }),
    );

    expect(seen).toEqual(newestFirst(there));
  });

  it('holds all categories, unless one is named', async () => {
    const other = await aStore();
    const [mug, plate] = [await aProduct(other), await aProduct(other)];
    const visitor = api.visitor(other);

    expect((await allPages(visitor, 'limit=10')).seen).toEqual(newestFirst([mug, plate]));
    expect((await allPages(visitor, `category=${mug.categorySlug}`)).seen).toEqual([mug.id]);
    expect((await allPages(visitor, 'category=nothing-of-ours')).seen).toEqual([]);
  });

  it('tells what a card needs: the cheapest price, and whether any of it can be bought', async () => {
    const shop = await aStore();
    const soldOut = await aProduct(shop, { stock: 0, price: 900, name: 'Cup' });
    const { body } = await api.visitor(shop).get('/api/products');

    expect(ProductPage.parse(body).items).toEqual([
      {
        id: soldOut.id,
        slug: soldOut.slug,
        name: 'Cup',
        price: { amount: 900, currency: 'EUR' },
        inStock: false,
        image: null,
      },
    ]);
  });

  it.each([
    'limit=0',
    'limit=101',
    'limit=1.5',
    'limit=all',
    'cursor=1',
    'category=Mugs',
    'category=a&category=b',
    'sort=price',
  ])('is refused for ?%s', async (query) => {
    const { status, body } = await api.visitor(store).get(`/api/products?${query}`);

    expect([status, Problem.parse(body).code]).toEqual([422, 'invalid']);
  });
});

describe('what is not for sale here', () => {
  it('a draft appears nowhere', async () => {
    const store = await aStore();
    const categoryId = await aCategory(store, 'mugs');
    const draft = await aProduct(store, { status: 'draft', categoryId });
    const visitor = api.visitor(store);

    expect((await allPages(visitor, 'category=mugs')).seen).toEqual([]);
    expect((await allPages(visitor, '')).seen).toEqual([]);
    expect((await visitor.get(`/api/products/${draft.slug}`)).status).toBe(404);
    const { body } = await visitor.get('/api/categories');
    expect(CategoryList.parse(body).items).toMatchObject([{ slug: 'mugs', productCount: 0 }]);
  });

  it('another store’s products appear nowhere, not even where categories have the same name', async () => {
    const [ours, theirs] = [await aStore(), await aStore()];
    for (const store of [ours, theirs]) await aCategory(store, 'mugs');
    const foreign = await aProduct(theirs);
    const visitor = api.visitor(ours);

    expect((await allPages(visitor, '')).seen).toEqual([]);
    expect((await allPages(visitor, `category=${foreign.categorySlug}`)).seen).toEqual([]);
    expect((await visitor.get(`/api/products/${foreign.slug}`)).status).toBe(404);
    const { body } = await visitor.get('/api/categories');
    expect(CategoryList.parse(body).items.map(({ slug }) => slug)).toEqual(['mugs']);
    expect((await api.visitor(theirs).get(`/api/products/${foreign.slug}`)).status).toBe(200);
  });

  it('what does not exist is a 404 that says no more than that', async () => {
    const { status, headers, body } = await api.visitor(await aStore()).get('/api/products/no-such-mug');

    expect(status).toBe(404);
    expect(headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(Problem.parse(body)).toEqual({
      type: 'about:blank',
      title: 'Not Found',
      status: 404,
      code: 'not_found',
      detail: expect.any(String),
      requestId: headers['x-request-id'],
    });
  });

  it.each(['Mug', 'mug--blue', 'mug%20blue', '-mug', 'mug%00', 'a'.repeat(121)])(
    'what cannot be the name of a product is refused: %s',
    async (slug) => {
      expect((await api.visitor(await aStore()).get(`/api/products/${slug}`)).status).toBe(422);
    },
  );
});

describe('a page of the catalogue', () => {
  let store: TestStore;
  let db: Database;
  let catalog: CatalogService;
  beforeAll(async () => {
    store = await aStore();
    await manyProducts(store, 5_000, 'many');
    db = api.db;
    catalog = new CatalogService(db);
  });

  /** How many statements this takes. */
  async function statementsOf(work: () => Promise<unknown>, { id: storeId } = store): Promise<number> {
    const scope: Scope = { storeId, statements: 0 };
    await runInScope(scope, async () => work());
    return scope.statements!;
  }

  it('takes as many statements for a hundred products as for one', async () => {
    expect({
      categories: await statementsOf(() => catalog.categories()),
      one: await statementsOf(() => catalog.products({ limit: 1 })),
      hundred: await statementsOf(() => catalog.products({ limit: 100 })),
      hundredOfCategory: await statementsOf(() => catalog.products({ limit: 100, category: 'many' })),
    }).toEqual({ categories: 1, one: 1, hundred: 1, hundredOfCategory: 1 });
  });

  it('takes one statement for each kind of thing a product has, however many it has', async () => {
    const other = await aStore();
    const product = await aProduct(other);
    const detail = () => statementsOf(() => catalog.product(product.slug), other);
    const forOneVariant = await detail();
    await asOwner(
      other.id,
      `WITH variant AS (INSERT INTO variants (id, product_id, sku, name, position)
                        SELECT uuidv7(), $1::uuid, 'SKU-' || n || $1::text, 'Size ' || n, n FROM generate_series(1, 50) n RETURNING id),
            price AS (INSERT INTO prices SELECT $2::uuid, id, 'EUR', 900 FROM variant)
       INSERT INTO stock (variant_id, on_hand) SELECT id, 1 FROM variant`,
      [product.id, other.id],
    );
    await replicaCaughtUp();

    expect(await detail()).toBe(forOneVariant);
    expect(forOneVariant).toBe(1);
    const { body } = await api.visitor(other).get(`/api/products/${product.slug}`);
    expect(ProductDetail.parse(body).variants).toHaveLength(51);
  });

  /** What a list of 24 costs PostgreSQL: sequential scans of each table, and rows that were fetched by an index. */
  async function costOf(listing: { categorySlug?: string; fromTheMiddle?: boolean }): Promise<Touched[]> {
    const { fromTheMiddle, ...rest } = listing;
    const oneInTheMiddle = 'SELECT id FROM products ORDER BY id OFFSET 2500 LIMIT 1';
    const [middle] = await asOwner<{ id: string }>(store.id, oneInTheMiddle);
    return runInScope({ storeId: store.id }, () =>
      db.write(async (tx) => {
        const before = await touched(tx);
        const afterId = fromTheMiddle ? middle!.id : undefined;
        expect(await listProductCards(tx, { ...rest, limit: 24, afterId })).toHaveLength(25);
        const after = await touched(tx);
        return after.map(({ table, scans, rows }, index) => ({
          table,
          scans: scans - before[index]!.scans,
          rows: rows - before[index]!.rows,
        }));
      }),
    );
  }

  // PostgreSQL adds these up per connection and hands them in now and then: only their growth means anything.
  const touched = (tx: Tx) => tx.$queryRaw<Touched[]>`
    SELECT relname AS "table", seq_scan::int AS scans, idx_tup_fetch::int AS rows FROM pg_stat_xact_user_tables
    WHERE schemaname = 'public' AND relname IN ('products', 'variants', 'prices', 'stock') ORDER BY relname`;

  it.each([
    ['the newest', {}],
    ['the newest of a category', { categorySlug: 'many' }],
    ['those after a cursor', { fromTheMiddle: true }],
    ['those of a category after a cursor', { categorySlug: 'many', fromTheMiddle: true }],
  ])('finds %s among 5,000 by an index, and touches no more than it shows', async (_list, listing) => {
    const cost = await costOf(listing);

    expect(cost.map(({ table }) => table)).toEqual(['prices', 'products', 'stock', 'variants']);
    expect(cost.filter(({ scans, rows }) => scans > 0 || rows > 60)).toEqual([]);
  });
});

interface Touched {
  table: string;
  scans: number;
  rows: number;
}
