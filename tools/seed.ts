/**
 * Opens the two demo stores: their catalogue, pictures, taxes, delivery, coupons, staff and a customer. Safe to
 * repeat: a store that is there is left alone, except that one without any delivery is given its own; pictures that
 * are missing are drawn.
 *
 *   DATABASE_OWNER_URL  the owner of the database
 *   STORAGE_DIR         where the originals of the pictures go
 *   SEED_PICTURES       draw only so many pictures; all when unset
 *   STRIPE_API_URL      set for the sandbox gateway: then each store gets a payment account of its own
 */
import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { hash } from '@node-rs/argon2';
import pg from 'pg';
import sharp from 'sharp';
import { v7 as uuidv7 } from 'uuid';
import { demoCustomer, demoOperator, demoPassword, staffEmail } from './seed/accounts.ts';
import { demoStores, type SeedProduct, type SeedStore } from './seed/demo-stores.ts';
import { renderOriginal } from './seed/render.ts';
import { writeIdentity } from './seed/write-identity.ts';
import { writeTerms } from './seed/write-terms.ts';

export interface SeedOptions {
  ownerUrl: string;
  storageDir: string;
  sandbox: boolean;
  /** Draw only the first so many pictures; all when left out. For tests, which look at few. */
  pictures?: number;
  onProgress?: (done: number, of: number) => void;
}

export async function seed({
  ownerUrl,
  storageDir,
  sandbox,
  pictures,
  onProgress,
}: SeedOptions): Promise<void> {
  const pool = new pg.Pool({ connectionString: ownerUrl, max: availableParallelism() });
  try {
    const passwordHash = await hash(demoPassword);
    for (const store of demoStores) {
      await inTransaction(pool, async (client) => {
        await openStore(client, store, { passwordHash, sandbox });
        await enterStore(client, store);
        await writeTerms(client, store);
        await writeIdentity(client, store, storageDir);
      });
    }
    await inTransaction(pool, (client) => addOperator(client, passwordHash));
    await drawMissingPictures(pool, { storageDir, pictures, onProgress });
  } finally {
    await pool.end();
  }
}

async function inTransaction(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<void>): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await work(client);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}

async function openStore(
  client: pg.PoolClient,
  store: SeedStore,
  account: { passwordHash: string; sandbox: boolean },
): Promise<void> {
  const { slug, name, tagline, currency, locale, theme, supportEmail } = store;
  const storeId = uuidv7();
  const { rowCount } = await client.query(
    `INSERT INTO stores (id, slug, name, tagline, currency, locale, theme, support_email, payment_account)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (slug) DO NOTHING`,
    [
      storeId,
      slug,
      name,
      tagline,
      currency,
      locale,
      theme,
      supportEmail,
      account.sandbox ? `acct_${slug}` : null,
    ],
  );
  if (rowCount === 0) return;

  // The owner is under row-level security like everybody else.
  await client.query(`SELECT set_config('app.store_id', $1, true)`, [storeId]);
  await addDomains(client, storeId, slug);
  await addPeople(client, storeId, store, account.passwordHash);
  const categoryIds = await addCategories(client, store);
  for (const product of mixed(store)) await addProduct(client, store, product, categoryIds);
  await setCovers(client, store);
}

/** One of each category in turn, so that the newest products of a store are of every kind. */
function mixed({ products }: SeedStore): SeedProduct[] {
  const shelves = [...Map.groupBy(products, ({ category }) => category).values()];
  const rounds = Math.max(...shelves.map(({ length }) => length));
  return Array.from({ length: rounds }, (_, round) => shelves.flatMap((shelf) => shelf[round] ?? [])).flat();
}

async function addDomains(client: pg.PoolClient, storeId: string, slug: string): Promise<void> {
  const hosts = [`${slug}.localhost`, ...(slug === demoStores[0]?.slug ? ['localhost', '127.0.0.1'] : [])];
  for (const [index, host] of hosts.entries()) {
    await client.query('INSERT INTO store_domains (host, store_id, is_primary) VALUES ($1, $2, $3)', [
      host,
      storeId,
      index === 0,
    ]);
  }
}

async function addPeople(
  client: pg.PoolClient,
  storeId: string,
  store: SeedStore,
  passwordHash: string,
): Promise<void> {
  const staffId = uuidv7();
  await client.query('INSERT INTO staff (id, email, name, password_hash) VALUES ($1, $2, $3, $4)', [
    staffId,
    staffEmail(store),
    `${store.name} owner`,
    passwordHash,
  ]);
  await client.query(`INSERT INTO memberships (store_id, staff_id, role) VALUES ($1, $2, 'owner')`, [
    storeId,
    staffId,
  ]);
  await client.query(
    `INSERT INTO customers (id, email, name, password_hash) VALUES ($1, $2, 'Ada Lovelace', $3)`,
    [uuidv7(), demoCustomer, passwordHash],
  );
}

/** Also in a deployment that was seeded before there were operators. */
async function addOperator(client: pg.PoolClient, passwordHash: string): Promise<void> {
  await client.query(
    `WITH operator AS (
       INSERT INTO staff (id, email, name, password_hash, platform_role) VALUES ($1, $2, 'Platform operator', $3, 'operator')
       ON CONFLICT (email) DO NOTHING RETURNING id)
     INSERT INTO memberships (store_id, staff_id, role)
     SELECT stores.id, operator.id, 'support' FROM operator, stores WHERE slug = $4`,
    [uuidv7(), demoOperator, passwordHash, demoStores[0]?.slug],
  );
}

async function addCategories(client: pg.PoolClient, store: SeedStore): Promise<Map<string, string>> {
  const ids = new Map(store.categories.map(({ slug }) => [slug, uuidv7()]));
  for (const [position, { slug, name, description }] of store.categories.entries()) {
    await client.query(
      'INSERT INTO categories (id, slug, name, description, position) VALUES ($1, $2, $3, $4, $5)',
      [ids.get(slug), slug, name, description, position],
    );
  }
  return ids;
}

async function addProduct(
  client: pg.PoolClient,
  store: SeedStore,
  product: SeedProduct,
  categoryIds: Map<string, string>,
): Promise<void> {
  const productId = uuidv7();
  await client.query(
    'INSERT INTO products (id, slug, name, description, category_id) VALUES ($1, $2, $3, $4, $5)',
    [productId, product.slug, product.name, product.description, categoryIds.get(product.category)],
  );
  for (const [position, { sku, name, price, stock }] of product.variants.entries()) {
    await client.query(
      `WITH variant AS (INSERT INTO variants (id, product_id, sku, name, position) VALUES ($1, $2, $3, $4, $5)),
            price AS (INSERT INTO prices (variant_id, currency, amount_minor) VALUES ($1, $6, $7)),
            stock AS (INSERT INTO stock (variant_id, on_hand) VALUES ($1, $8))
       INSERT INTO stock_movements (id, variant_id, delta, reason) VALUES ($9, $1, $8, 'received')`,
      [uuidv7(), productId, sku, name, position, store.currency, price, stock, uuidv7()],
    );
  }
  for (const [position, { alt }] of product.images.entries()) {
    await client.query(
      'INSERT INTO product_images (id, product_id, position, alt, original_key, width, height) VALUES ($1, $2, $3, $4, $5, 0, 0)',
      [uuidv7(), productId, position, alt, originalKey(store, product, position)],
    );
  }
}

/** The foreign key of a cover needs the product to be there first. */
async function setCovers(client: pg.PoolClient, store: SeedStore): Promise<void> {
  for (const { slug, coverProduct } of store.categories) {
    await client.query(
      'UPDATE categories SET cover_product_id = (SELECT id FROM products WHERE slug = $2) WHERE slug = $1',
      [slug, coverProduct],
    );
  }
}

function originalKey({ slug }: SeedStore, product: SeedProduct, position: number): string {
  const picture = createHash('sha256')
    .update(JSON.stringify([slug, product.slug, position]))
    .digest('hex')
    .slice(0, 20);
  return `originals/${slug}/${picture}.jpg`;
}

/** Draws the originals and hands them to the image pipeline: a row in the outbox for each, as an upload would. */
async function drawMissingPictures(
  pool: pg.Pool,
  { storageDir, pictures, onProgress }: Pick<SeedOptions, 'storageDir' | 'pictures' | 'onProgress'>,
): Promise<void> {
  const undrawn = new Set((await Promise.all(demoStores.map((store) => undrawnKeys(pool, store)))).flat());
  const wanted = demoStores
    .flatMap((store) =>
      mixed(store)
        .toReversed()
        .flatMap((product, rank) => picturesOf(store, product, rank)),
    )
    .sort((a, b) => a.position - b.position || a.rank - b.rank)
    .slice(0, pictures)
    .filter(({ store, product, position }) => undrawn.has(originalKey(store, product, position)));
  const queue = wanted.values();
  let done = 0;
  const draw = async (): Promise<void> => {
    for (const picture of queue) {
      await drawPicture(pool, storageDir, picture);
      onProgress?.(++done, wanted.length);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, draw));
}

/** The newest products come first in the shops, so theirs are drawn first. */
const picturesOf = (store: SeedStore, product: SeedProduct, rank: number): WantedPicture[] =>
  product.images.map((_, position) => ({ store, product, position, rank }));

interface WantedPicture {
  store: SeedStore;
  product: SeedProduct;
  position: number;
  rank: number;
}

async function drawPicture(
  pool: pg.Pool,
  storageDir: string,
  { store, product, position }: WantedPicture,
): Promise<void> {
  const key = originalKey(store, product, position);
  const path = join(storageDir, key);
  const original = await renderOriginal(product, position);
  const { width, height } = await sharp(original).metadata();
  await mkdir(dirname(path), { recursive: true });
  await writeFile(`${path}.draft`, original);
  await rename(`${path}.draft`, path);

  await inTransaction(pool, async (client) => {
    await enterStore(client, store);
    await client.query(
      `WITH image AS (
         UPDATE product_images SET width = $2, height = $3 WHERE original_key = $1 RETURNING id, store_id
       )
       INSERT INTO outbox (id, store_id, job, payload)
       SELECT gen_random_uuid(), store_id, 'resize-product-image', json_build_object('imageId', id) FROM image`,
      [key, width, height],
    );
  });
}

/** The pictures that no run has finished: their size is not known yet. */
async function undrawnKeys(pool: pg.Pool, store: SeedStore): Promise<string[]> {
  let keys: string[] = [];
  await inTransaction(pool, async (client) => {
    await enterStore(client, store);
    const { rows } = await client.query<{ key: string }>(
      'SELECT original_key AS key FROM product_images WHERE width = 0',
    );
    keys = rows.map(({ key }) => key);
  });
  return keys;
}

const enterStore = (client: pg.PoolClient, { slug }: SeedStore) =>
  client.query(`SELECT set_config('app.store_id', id::text, true) FROM stores WHERE slug = $1`, [slug]);

if (import.meta.main) {
  const { DATABASE_OWNER_URL, STORAGE_DIR, STRIPE_API_URL, SEED_PICTURES } = process.env;
  if (!DATABASE_OWNER_URL || !STORAGE_DIR) {
    console.error(
      'Set DATABASE_OWNER_URL (the owner of the database) and STORAGE_DIR (where pictures are kept).',
    );
    process.exit(1);
  }
  await seed({
    ownerUrl: DATABASE_OWNER_URL,
    storageDir: STORAGE_DIR,
    sandbox: STRIPE_API_URL !== undefined,
    ...(SEED_PICTURES && { pictures: Number(SEED_PICTURES) }),
    onProgress: (done, of) => done % 20 === 0 && console.log(`  ${done} of ${of} pictures`),
  });
}
