import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { OwnWorld } from '@tradewind/testing';
import pg from 'pg';
import { type AgreeingBooks, writeAgreeingBooks } from './agreeing-books.ts';
import { checkInvariants } from './check.ts';
import { chapters } from './invariants/chapters.ts';
import { checkLedger, compareLedgers } from './ledger.ts';
import { checkPromises } from './promises.ts';
import { enterStore } from './stores.ts';
import { coupons } from './violations/coupons.ts';
import { images } from './violations/images.ts';
import { invoices } from './violations/invoices.ts';
import { jobs } from './violations/jobs.ts';
import { money } from './violations/money.ts';
import { orders } from './violations/orders.ts';
import { separation } from './violations/separation.ts';
import { stock } from './violations/stock.ts';

/*
 * Each test breaks one thing in a database whose books agree, sees it found, and takes everything back: the one
 * transaction that it works in is never committed.
 */
let world: OwnWorld;
let client: pg.Client;
let books: AgreeingBooks;

beforeAll(async () => {
  world = await OwnWorld.enter();
  client = new pg.Client({ connectionString: process.env['DATABASE_OWNER_URL'] });
  await client.connect();
  books = await writeAgreeingBooks(client);
});
afterAll(async () => {
  await client.end();
  await world.leave();
});

beforeEach(async () => {
  await client.query('BEGIN');
  await enterStore(client, books.store.id);
});
afterEach(async () => {
  await client.query('ROLLBACK');
});

/** The invariants that do not hold, by id and name. */
async function broken(): Promise<string[]> {
  const sections = await checkInvariants(client, [books.store]);
  const findings = sections.flatMap((section) => section.findings);
  return findings.filter((finding) => finding.broken > 0).map(({ id, name }) => `${id} ${name}`);
}

const withIds = (sql: string): string =>
  Object.entries({ ...books.orders, variant: books.variant, coupon: books.coupon }).reduce(
    (text, [name, id]) => text.replaceAll(`{${name}}`, `'${id}'`),
    sql,
  );

const violations = [
  ...money,
  ...stock,
  ...coupons,
  ...orders,
  ...invoices,
  ...jobs,
  ...images,
  ...separation,
];

describe('the audit', () => {
  it('finds nothing when the books agree', async () => {
    expect(await broken()).toEqual([]);
  });

  it.each(violations)('finds $what ($breaks …)', async ({ breaks, sql }) => {
    await client.query(withIds(sql));
    const found = await broken();
    expect(found.filter((sentence) => sentence.startsWith(breaks))).toHaveLength(1);
  });

  it('is content with a picture that is rendered, will be, or says why not', async () => {
    const columns = 'id, product_id, position, alt, original_key, width, height';
    const insert = `INSERT INTO product_images (${columns}, rendition_key, widths, blur_data_url, failed_with)
      SELECT gen_random_uuid(), product_id, $1, 'P', 'p', $2, 600, $3, $4, $5, $6 FROM variants WHERE id = '${books.variant}'`;
    await client.query(insert, [0, 800, 'p/1', [320], 'data:', null]);
    await client.query(insert, [1, 800, null, [], null, 'image_unreadable']);
    await client.query(insert, [2, 0, null, [], null, null]);
    await client.query(insert, [3, 800, null, [], null, null]);
    await client.query(
      `INSERT INTO outbox (id, store_id, job, payload)
       SELECT gen_random_uuid(), store_id, 'resize-product-image', jsonb_build_object('imageId', id) FROM product_images WHERE position = 3`,
    );

    expect(await broken()).toEqual([]);
  });

  it('has been seen to find each of its sentences untrue', () => {
    const sentences = chapters.flatMap(({ ofEachStore = [], ofPlatform = [] }) =>
      [...ofEachStore, ...ofPlatform].map(({ id, name }) => `${id} ${name}`),
    );
    const unseen = sentences.filter(
      (sentence) => !violations.some(({ breaks }) => sentence.startsWith(breaks)),
    );
    expect(unseen).toEqual([]);
    // Were a beginning that of two sentences, one of them might never be seen.
    const vague = violations.filter(
      ({ breaks }) => sentences.filter((sentence) => sentence.startsWith(breaks)).length !== 1,
    );
    expect(vague).toEqual([]);
  });

  const refundedTooSoon = `UPDATE orders SET status = 'refunded' WHERE id = {partly}`;
  const unbookedSale = `UPDATE ledger_entries SET account = 'elsewhere' WHERE kind = 'sale' AND account = 'customer' AND order_id = {paid}`;
  const untold = `DELETE FROM email_log WHERE dedupe_key = 'order-confirmation/' || {paid}`;
  it.each([
    { breaks: 'M4 nobody owes', sql: unbookedSale, job: 'settle-order', payload: `'orderId', {paid}` },
    {
      breaks: 'M6 the status',
      sql: refundedTooSoon,
      job: 'settle-refund',
      payload: `'refundId', (SELECT id FROM refunds WHERE order_id = {partly} LIMIT 1)`,
    },
    {
      breaks: 'M6 the status',
      sql: refundedTooSoon,
      job: 'process-payment-event',
      payload: `'webhookId', (SELECT id FROM webhook_inbox)`,
    },
    {
      breaks: 'Q6 an order that was paid',
      sql: `DELETE FROM invoices WHERE kind = 'invoice' AND order_id = {paid}`,
      job: 'issue-invoice',
      payload: `'orderId', {paid}`,
    },
    { breaks: 'Q3 every order', sql: untold, job: 'send-order-confirmation', payload: `'orderId', {paid}` },
  ])(
    'leaves an order in peace while $job is due for it ($breaks …)',
    async ({ breaks, sql, job, payload }) => {
      await client.query(withIds(sql));
      const isFound = async () => (await broken()).some((sentence) => sentence.startsWith(breaks));
      expect(await isFound()).toBe(true);
      await client.query(
        withIds(`
        INSERT INTO webhook_inbox (id, provider, event_id, type, object_id)
        SELECT gen_random_uuid(), 'stripe', 'evt_1', 't', provider_payment_id FROM payments WHERE order_id = {partly};
        INSERT INTO outbox (id, store_id, job, payload, due_at)
        SELECT gen_random_uuid(), '${books.store.id}', '${job}', jsonb_build_object(${payload}), now() - interval '1 s'`),
      );
      expect(await isFound()).toBe(false);
    },
  );

  it('shows where and how often a sentence is untrue, and three rows of it', async () => {
    await client.query(
      `INSERT INTO outbox (id, store_id, job, payload, failed_with) SELECT gen_random_uuid(), '${books.store.id}', 'send-refund', '{}', 'n' || n FROM generate_series(1, 5) n`,
    );
    await client.query('UPDATE stock SET on_hand = 15');
    const findings = (await checkInvariants(client, [books.store])).flatMap((section) => section.findings);
    expect(findings.find(({ id }) => id === 'Q5')).toMatchObject({ broken: 5, examples: { length: 3 } });
    const [example] = findings.find(({ id }) => id === 'S2')!.examples;
    expect(example).toBe(
      `${books.store.slug} {"moved": 16, "on_hand": 15, "variant": "${books.variant}"}`
        .replaceAll(': ', ':')
        .replaceAll(', ', ','),
    );
  });
});

describe('against what buyers were promised', () => {
  const promise = () => ({
    event: 'placed' as const,
    storeId: books.store.id,
    orderId: books.orders.paid,
    number: 'PAID',
    total: 230,
    currency: 'EUR',
    units: 2,
  });
  const broken = async (...journal: Parameters<typeof checkPromises>[2]) =>
    (await checkPromises(client, [books.store], journal)).map(({ id, broken }) => [id, broken]);
  const seenPaid = (orderId: string) => ({ event: 'seen paid' as const, storeId: books.store.id, orderId });

  it('finds nothing when every promise was kept', async () => {
    const seen = [seenPaid(books.orders.paid), seenPaid(books.orders.cancelled)];
    expect(await broken(promise(), ...seen)).toEqual([
      ['O1', 0],
      ['O6', 0],
    ]);
  });

  it.each([
    ['is gone', { orderId: randomUUID() }],
    ['costs something else', { total: 229 }],
    ['is about other units', { units: 3 }],
  ])('finds an order that %s', async (_, change) => {
    expect(await broken({ ...promise(), ...change })).toEqual([
      ['O1', 1],
      ['O6', 0],
    ]);
  });

  it('finds an order that was seen paid and is not', async () => {
    expect(await broken(seenPaid(books.orders.unpaid))).toEqual([
      ['O1', 0],
      ['O6', 1],
    ]);
  });
});

describe("against the payment provider's books", () => {
  /** What the provider would have noted of our payments and refunds. */
  async function theirBooks() {
    const { rows } = await client.query<{ id: string; intent: string; captured: number }>(
      `SELECT id, provider_payment_id AS intent, captured_minor AS captured FROM payments WHERE provider_payment_id IS NOT NULL ORDER BY captured_minor DESC, id`,
    );
    const { rows: refunds } = await client.query<{ id: string; payment: string; amount: number }>(
      `SELECT provider_refund_id AS id, payment_id AS payment, amount_minor AS amount FROM refunds ORDER BY id`,
    );
    return rows.map(({ id, intent, captured }) => ({
      payment_intent: intent,
      account: null as string | null,
      status: 'succeeded',
      amount: captured,
      captured,
      currency: 'eur',
      metadata: { storeId: books.store.id, paymentId: id },
      refunds: refunds
        .filter(({ payment }) => payment === id)
        .map((refund) => ({ id: refund.id, amount: refund.amount, status: 'succeeded' })),
    }));
  }
  type Theirs = Awaited<ReturnType<typeof theirBooks>>;

  it.each<[string, (payments: Theirs) => Theirs, number, number]>([
    ['finds nothing when they agree', (all) => all, 0, 0],
    ['finds another amount', ([one, ...rest]) => [{ ...one!, captured: 1 }, ...rest], 1, 0],
    ['finds another account', ([one, ...rest]) => [{ ...one!, account: 'acct_x' }, ...rest], 1, 0],
    ['finds a payment that they do not know', ([, ...rest]) => rest, 1, 2],
    [
      'finds money that we do not know',
      ([one, ...rest]) => [{ ...one!, payment_intent: 'pi_x', refunds: [] }, one!, ...rest],
      1,
      0,
    ],
    [
      'does not mind a payment we forgot that took nothing',
      ([one, ...rest]) => [{ ...one!, payment_intent: 'pi_x', captured: 0, refunds: [] }, one!, ...rest],
      0,
      0,
    ],
    [
      'finds a refund that they do not know',
      (all) => all.map((one) => ({ ...one, refunds: one.refunds.slice(1) })),
      0,
      2,
    ],
    [
      'finds a refund that failed with them',
      (all) =>
        all.map((one) => ({
          ...one,
          refunds: one.refunds.map((refund) => ({ ...refund, status: 'failed' })),
        })),
      0,
      3,
    ],
    [
      'finds a refund that we do not know',
      ([one, ...rest]) => [
        { ...one!, refunds: [...one!.refunds, { id: 're_x', amount: 1, status: 'pending' }] },
        ...rest,
      ],
      0,
      1,
    ],
  ])('%s', async (_, change, payments, refunds) => {
    const ledger = { pending_webhooks: 0, payments: change(await theirBooks()) };
    const findings = await checkLedger(client, [books.store], ledger);
    expect(findings.map(({ id, broken }) => [id, broken])).toEqual([
      ['M7', payments],
      ['M7', refunds],
    ]);
  });

  it('looks twice before it believes that they disagree', async () => {
    await client.query('ROLLBACK');
    const agreed = await inStore(theirBooks);
    const changed = ([one, ...rest]: Theirs): Theirs => [{ ...one!, captured: 1 }, ...rest];
    const readInTurn =
      (...turns: Theirs[]) =>
      () =>
        Promise.resolve({ pending_webhooks: 1, payments: turns.shift() ?? agreed });
    const broken = async (...turns: Theirs[]) =>
      (await compareLedgers(client, [books.store], readInTurn(...turns)))?.map((finding) => finding.broken);

    expect(await broken(changed(agreed), agreed)).toEqual([0, 0]);
    expect(await broken(changed(agreed), changed(agreed))).toEqual([1, 0]);
    expect(await broken(changed(agreed), changed(agreed.toReversed()))).toEqual([0, 0]);
    await client.query('BEGIN');
  });

  async function inStore<Result>(work: () => Promise<Result>): Promise<Result> {
    await client.query('BEGIN');
    await enterStore(client, books.store.id);
    const result = await work();
    await client.query('ROLLBACK');
    return result;
  }
});
