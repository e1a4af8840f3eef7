import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { checkInvariants } from './check.ts';
import { checkLedger } from './ledger.ts';
import { checkPromises } from './promises.ts';
import { enterStore, type Store } from './stores.ts';

/*
 * Each test breaks one thing in a database whose books agree, sees it found, and takes everything back: the one
 * transaction that it works in is never committed.
 */
const client = new pg.Client({ connectionString: process.env.DATABASE_OWNER_URL });

const store: Store = {
  id: randomUUID(),
  slug: randomUUID(),
  name: 'Audited',
  host: 'audited.localhost',
  paymentAccount: null,
};
const order = randomUUID();
const variant = randomUUID();

beforeAll(() => client.connect());
afterAll(() => client.end());

beforeEach(async () => {
  await client.query('BEGIN');
  await anOrderThatIsPaid();
});
afterEach(async () => {
  await client.query('ROLLBACK');
});

/** Three units came in, two of them were sold. */
async function anOrderThatIsPaid(): Promise<void> {
  const [category, product] = [randomUUID(), randomUUID()];
  await client.query(
    `INSERT INTO stores (id, slug, name, tagline, currency, locale, theme, support_email)
     VALUES ('${store.id}', '${store.slug}', 'Audited', '', 'EUR', 'en', 'lumen', 'a@b.example')`,
  );
  await enterStore(client, store.id);
  await client.query(`
    INSERT INTO categories (id, slug, name, description) VALUES ('${category}', 'c', 'C', '');
    INSERT INTO products (id, slug, name, description, category_id) VALUES ('${product}', 'p', 'P', '', '${category}');
    INSERT INTO variants (id, product_id, sku, name) VALUES ('${variant}', '${product}', 'V', 'V');
    INSERT INTO stock (variant_id, on_hand) VALUES ('${variant}', 1);
    INSERT INTO orders (id, number, status, cart_id, email, shipping_address, currency, total_minor, item_count)
      VALUES ('${order}', 'N', 'paid', gen_random_uuid(), 'a@b.example', '{}', 'EUR', 200, 2);
    INSERT INTO order_lines (order_id, variant_id, position, product_name, variant_name, sku, quantity, unit_price_minor)
      VALUES ('${order}', '${variant}', 0, 'P', 'V', 'V', 2, 100);
    INSERT INTO order_events (id, order_id, from_status, to_status, actor, created_at) VALUES
      (gen_random_uuid(), '${order}', NULL, 'awaiting_payment', 'guest', now() - interval '1 s'),
      (gen_random_uuid(), '${order}', 'awaiting_payment', 'paid', 'provider', now());
    INSERT INTO stock_movements (id, variant_id, delta, reason, order_id) VALUES
      (gen_random_uuid(), '${variant}', 3, 'received', NULL), (gen_random_uuid(), '${variant}', -2, 'sold', '${order}');
    INSERT INTO payments (id, order_id, status, amount_minor, captured_minor, currency)
      VALUES (gen_random_uuid(), '${order}', 'succeeded', 200, 200, 'EUR');
    INSERT INTO email_log (dedupe_key, message_id) VALUES ('order-confirmation/${order}', 'm');
    INSERT INTO outbox (id, store_id, job, payload, done_at)
      SELECT gen_random_uuid(), '${store.id}', job, '{"orderId": "${order}"}', now()
      FROM unnest(ARRAY['expire-unpaid-order', 'settle-order', 'send-order-confirmation']) AS job`);
}

const platformBefore = new Map<string, number>();

/** The invariants that do not hold. What other tests left in the platform's tables is not ours to judge. */
async function broken(): Promise<string[]> {
  const findings = await checkInvariants(client, [store]);
  return findings.filter(({ id, broken }) => broken > (platformBefore.get(id) ?? 0)).map(({ id }) => id);
}

describe('the audit', () => {
  beforeEach(async () => {
    for (const { id, broken } of await checkInvariants(client, [store]))
      platformBefore.set(id, id.startsWith('Q') ? broken : 0);
  });

  it('finds nothing when the books agree', async () => {
    expect(await broken()).toEqual([]);
  });

  const ofOrder = `WHERE id = '${order}'`;
  it.each([
    [
      'M1',
      'money for an order that is not there',
      `ALTER TABLE payments DROP CONSTRAINT payments_store_id_order_id_fkey; UPDATE payments SET order_id = gen_random_uuid()`,
    ],
    ['M2', 'more money than the order costs', `UPDATE payments SET amount_minor = 300, captured_minor = 300`],
    ['M5', 'a total that is not that of the lines', `UPDATE orders SET total_minor = 150 ${ofOrder}`],
    ['M6', 'a paid order without money', `UPDATE payments SET status = 'pending', captured_minor = 0`],
    ['M6', 'money for a cancelled order', `UPDATE orders SET status = 'cancelled' ${ofOrder}`],
    [
      'S1',
      'more promised than there is',
      `ALTER TABLE stock DROP CONSTRAINT stock_never_oversold; UPDATE stock SET reserved = 5`,
    ],
    ['S1', 'a missing guard against overselling', `ALTER TABLE stock DROP CONSTRAINT stock_never_oversold`],
    ['S2', 'a unit that nobody saw leave', `UPDATE stock SET on_hand = 0`],
    ['S3', 'a unit held for nobody', `UPDATE stock SET reserved = 1`],
    [
      'S4',
      'a paid order whose goods were not taken',
      `DELETE FROM stock_movements WHERE order_id IS NOT NULL`,
    ],
    ['O2', 'an order without lines', `DELETE FROM order_lines`],
    [
      'O2',
      'an order that has waited too long',
      `UPDATE orders SET status = 'awaiting_payment' ${ofOrder}; UPDATE outbox SET due_at = now() - interval '2 min' WHERE payload->>'orderId' = '${order}'`,
    ],
    [
      'O3',
      'a step that is not allowed',
      `UPDATE order_events SET to_status = 'shipped' WHERE to_status = 'paid'`,
    ],
    ['O3', 'a status that no step led to', `UPDATE orders SET status = 'shipped' ${ofOrder}`],
    [
      'O4',
      'a number given twice',
      `DROP INDEX orders_store_id_number_key; INSERT INTO orders SELECT (o).* FROM (SELECT jsonb_populate_record(orders, jsonb_build_object('id', gen_random_uuid(), 'cart_id', gen_random_uuid())) AS o FROM orders) AS copy`,
    ],
    [
      'Q1',
      'a job that was never written down',
      `DELETE FROM outbox WHERE job = 'settle-order' AND payload->>'orderId' = '${order}'`,
    ],
    [
      'Q1',
      'a job written down twice',
      `INSERT INTO outbox SELECT (o).* FROM (SELECT jsonb_populate_record(outbox, jsonb_build_object('id', gen_random_uuid())) AS o FROM outbox WHERE job = 'settle-order' AND payload->>'orderId' = '${order}') AS copy`,
    ],
    [
      'Q2',
      'a job that is overdue',
      `UPDATE outbox SET done_at = NULL, due_at = now() - interval '2 min' WHERE payload->>'orderId' = '${order}'`,
    ],
    ['Q3', 'a customer who was not told', `DELETE FROM email_log`],
    [
      'Q4',
      'a webhook that did not fit',
      `INSERT INTO webhook_inbox (id, provider, event_id, type, object_id, processed_at, outcome) VALUES (gen_random_uuid(), 'stripe', gen_random_uuid()::text, 't', 'o', now(), 'ignored: another amount')`,
    ],
    [
      'Q5',
      'a job that was given up',
      `UPDATE outbox SET failed_with = 'x', done_at = NULL WHERE payload->>'orderId' = '${order}'`,
    ],
  ])('finds by %s %s', async (id, _fault, sql) => {
    await client.query(sql);
    expect(await broken()).toContain(id);
  });

  it.each([
    ['kept', {}, 0],
    ['lost', { orderId: randomUUID() }, 1],
    ['changed', { total: 199 }, 1],
  ])('sees that a promise was %s', async (_, change, faults) => {
    const placed = {
      event: 'placed',
      storeId: store.id,
      orderId: order,
      number: 'N',
      total: 200,
      currency: 'EUR',
      units: 2,
    } as const;
    const [promises] = await checkPromises(client, [store], [{ ...placed, ...change }]);
    expect(promises).toMatchObject({ id: 'O1', broken: faults });
  });

  it.each([
    ['agree', {}, 0],
    ['took another amount', { captured: 199 }, 1],
    ['took money for nothing we know of', { payment_intent: 'pi_other' }, 2],
  ])("sees that the provider's books %s", async (_, change, faults) => {
    await client.query(`UPDATE payments SET provider_payment_id = 'pi_1'`);
    const { rows } = await client.query<{ id: string }>('SELECT id FROM payments');
    const metadata = { storeId: store.id, paymentId: rows[0]!.id };
    const entry = {
      payment_intent: 'pi_1',
      account: null,
      status: 'succeeded',
      amount: 200,
      captured: 200,
      currency: 'eur',
    };
    const ledger = { pending_webhooks: 0, payments: [{ ...entry, metadata, ...change }] };
    expect(await checkLedger(client, [store], ledger)).toMatchObject([{ id: 'M7', broken: faults }]);
  });
});
