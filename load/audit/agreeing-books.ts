import { randomUUID } from 'node:crypto';
import type { ClientBase } from 'pg';
import { enterStore, type Store } from './stores.ts';

/** For tests: the ids of a store whose books agree. */
export interface AgreeingBooks {
  readonly store: Store;
  readonly variant: string;
  readonly coupon: string;
  readonly orders: Record<Fate, string>;
}

const fates = ['paid', 'partly', 'cancelled', 'unpaid', 'delivered'] as const;
/** What became of an order. */
export type Fate = (typeof fates)[number];

/**
 * Writes a store whose books agree, without the shop: of 20 units that came in, two were bought with a coupon and not
 * sent yet; of three, two were sent, one of these came back, and the third was never sent; one was cancelled after it
 * was paid; one is held for an order that is not paid; and one has arrived.
 */
export async function writeAgreeingBooks(client: ClientBase): Promise<AgreeingBooks> {
  const id = randomUUID();
  const store: Store = { id, slug: `audited-${id.slice(0, 8)}`, name: 'Audited', paymentAccount: null };
  await client.query(
    `INSERT INTO stores (id, slug, name, tagline, currency, locale, theme, support_email)
     VALUES ($1, $2, 'Audited', '', 'EUR', 'en', 'lumen', 'a@b.example')`,
    [store.id, store.slug],
  );
  const orders = Object.fromEntries(fates.map((fate) => [fate, randomUUID()])) as Record<Fate, string>;
  const books: AgreeingBooks = { store, variant: randomUUID(), coupon: randomUUID(), orders };
  await client.query('BEGIN');
  await enterStore(client, store.id);
  await client.query([goods(books), ...fates.map((fate) => lives[fate](books))].join(';\n'));
  await client.query('COMMIT');
  return books;
}

const goods = ({ variant, coupon }: AgreeingBooks): string => {
  const [category, product] = [randomUUID(), randomUUID()];
  return `
    INSERT INTO categories (id, slug, name, description) VALUES ('${category}', 'c', 'C', '');
    INSERT INTO products (id, slug, name, description, category_id) VALUES ('${product}', 'p', 'P', '', '${category}');
    INSERT INTO variants (id, product_id, sku, name) VALUES ('${variant}', '${product}', 'V', 'V');
    INSERT INTO stock (variant_id, on_hand, reserved) VALUES ('${variant}', 16, 1);
    INSERT INTO stock_movements (id, variant_id, delta, reason) VALUES (gen_random_uuid(), '${variant}', 20, 'received');
    INSERT INTO coupons (id, code, kind, value, max_uses, max_uses_per_customer, used_count)
      VALUES ('${coupon}', 'TENTH', 'percent', 100000, 10, 1, 1);
    INSERT INTO coupon_uses (coupon_id, customer, used_count, max_uses) VALUES ('${coupon}', 'email:ann', 1, 1);
    INSERT INTO coupon_uses (coupon_id, customer, used_count, max_uses) VALUES ('${coupon}', 'email:bob', 0, 1)`;
};

const lives: Record<Fate, (books: AgreeingBooks) => string> = {
  // 19 % within 180 for the goods and 50 for the delivery.
  paid: ({ variant, coupon, orders: { paid } }) => `
    INSERT INTO orders (id, number, status, stock_state, cart_id, email, shipping_address, currency, item_count,
        subtotal_minor, discount_minor, shipping_minor, shipping_total_minor, shipping_tax_minor, shipping_tax_rate_ppm,
        tax_minor, total_minor, coupon_code, paid_at, held_until)
      VALUES ('${paid}', 'PAID', 'paid', 'sold', gen_random_uuid(), 'a@b.example', '{}', 'EUR', 2,
        200, 20, 50, 50, 8, 190000, 37, 230, 'TENTH', now(), now());
    INSERT INTO order_lines (order_id, variant_id, position, product_name, variant_name, sku, quantity, unit_price_minor,
        discount_minor, tax_minor, tax_rate_ppm, total_minor)
      VALUES ('${paid}', '${variant}', 0, 'P', 'V', 'V', 2, 100, 20, 29, 190000, 180);
    INSERT INTO coupon_redemptions (order_id, coupon_id, customers) VALUES ('${paid}', '${coupon}', '{email:ann}');
    ${steps(paid, 'awaiting_payment', 'paid')};
    ${settled(paid, 230, { tax: 37, shipping: 42, goods: 151 })};
    ${moved(variant, paid, -2, 'sold')}`,

  partly: ({ variant, orders: { partly } }) => {
    const [first, second, back] = [randomUUID(), randomUUID(), randomUUID()];
    return `
      ${plainOrder(partly, { number: 'PARTLY', status: 'partly_refunded', state: 'sold', units: 3, variant })};
      ${steps(partly, 'awaiting_payment', 'paid', 'partly_shipped', 'partly_refunded')};
      ${settled(partly, 300, { goods: 300 })};
      ${moved(variant, partly, -3, 'sold')}; ${moved(variant, partly, 1, 'refunded')}; ${moved(variant, partly, 1, 'returned')};
      ${shipped(partly, variant, 2, 'NULL')};
      INSERT INTO returns (id, order_id, status, reason, decided_at, received_at, refunded_at)
        VALUES ('${back}', '${partly}', 'refunded', 'Too blue', now(), now(), now());
      INSERT INTO return_lines (return_id, variant_id, quantity) VALUES ('${back}', '${variant}', 1);
      ${refunded(partly, variant, { refund: first, unshipped: 1 })};
      ${refunded(partly, variant, { refund: second, unshipped: 0, returnId: `'${back}'` })}`;
  },

  cancelled: ({ variant, coupon, orders: { cancelled } }) => `
    ${plainOrder(cancelled, { number: 'CANCELLED', status: 'refunded', state: 'free', units: 1, variant })};
    UPDATE orders SET cancelled_at = now(), coupon_code = 'TENTH' WHERE id = '${cancelled}';
    INSERT INTO coupon_redemptions (order_id, coupon_id, customers, voided_at)
      VALUES ('${cancelled}', '${coupon}', '{email:bob}', now());
    ${steps(cancelled, 'awaiting_payment', 'paid', 'cancelled', 'refunded')};
    ${settled(cancelled, 100, { goods: 100 })};
    ${moved(variant, cancelled, -1, 'sold')}; ${moved(variant, cancelled, 1, 'cancelled')};
    ${refunded(cancelled, variant, { refund: randomUUID(), unshipped: 1 })}`,

  unpaid: ({ variant, orders: { unpaid } }) => `
    ${plainOrder(unpaid, { number: 'UNPAID', status: 'awaiting_payment', state: 'held', units: 1, variant })};
    UPDATE orders SET paid_at = NULL, held_until = now() + interval '1 hour' WHERE id = '${unpaid}';
    ${steps(unpaid, 'awaiting_payment')};
    INSERT INTO payments (id, order_id, amount_minor, currency) VALUES (gen_random_uuid(), '${unpaid}', 100, 'EUR');
    ${job(unpaid, 'expire-unpaid-order', 'order', false)}`,

  delivered: ({ variant, orders: { delivered } }) => `
    ${plainOrder(delivered, { number: 'DELIVERED', status: 'delivered', state: 'sold', units: 1, variant })};
    ${steps(delivered, 'awaiting_payment', 'paid', 'shipped', 'delivered')};
    ${settled(delivered, 100, { goods: 100 })};
    ${moved(variant, delivered, -1, 'sold')};
    ${shipped(delivered, variant, 1, 'now()')}`,
};

interface PlainOrder {
  number: string;
  status: string;
  state: string;
  units: number;
  variant: string;
}

/** A hundred for each unit, without tax, delivery or coupon. */
const plainOrder = (order: string, { number, status, state, units, variant }: PlainOrder): string => `
  INSERT INTO orders (id, number, status, stock_state, cart_id, email, shipping_address, currency, item_count,
      subtotal_minor, total_minor, paid_at, held_until)
    VALUES ('${order}', '${number}', '${status}', '${state}', gen_random_uuid(), 'a@b.example', '{}', 'EUR', ${units},
      ${units * 100}, ${units * 100}, now(), now());
  INSERT INTO order_lines (order_id, variant_id, position, product_name, variant_name, sku, quantity, unit_price_minor, total_minor)
    VALUES ('${order}', '${variant}', 0, 'P', 'V', 'V', ${units}, 100, ${units * 100})`;

const steps = (order: string, ...statuses: string[]): string =>
  statuses
    .map((to, at) => {
      const from = at === 0 ? 'NULL' : `'${statuses[at - 1] ?? ''}'`;
      return `INSERT INTO order_events (id, order_id, from_status, to_status, actor)
        VALUES (gen_random_uuid(), '${order}', ${from}, '${to}', 'test')`;
    })
    .join(';\n');

/** Paid by one payment, booked, and told to the customer. */
function settled(order: string, total: number, sold: Record<string, number>): string {
  const payment = randomUUID();
  const sale = Object.entries(sold).map(([account, amount]): [string, number] => [account, -amount]);
  return `
    INSERT INTO payments (id, order_id, status, amount_minor, captured_minor, currency, provider_payment_id)
      VALUES ('${payment}', '${order}', 'succeeded', ${total}, ${total}, 'EUR', 'pi_${payment}');
    ${posting(order, 'capture', payment, [
      ['provider', total],
      ['customer', -total],
    ])};
    ${posting(order, 'sale', order, [['customer', total], ...sale])};
    INSERT INTO email_log (dedupe_key, message_id) VALUES ('order-confirmation/${order}', 'm');
    ${papers(order, total, sold['tax'] ?? 0)};
    ${['expire-unpaid-order', 'settle-order', 'send-order-confirmation', 'issue-invoice'].map((name) => job(order, name)).join(';\n')}`;
}

interface Refunded {
  refund: string;
  unshipped: number;
  returnId?: string;
}

/** One unit, paid back. */
const refunded = (
  order: string,
  variant: string,
  { refund, unshipped, returnId = 'NULL' }: Refunded,
): string => `
  INSERT INTO refunds (id, order_id, payment_id, return_id, provider_refund_id, status, amount_minor, tax_minor, currency, reason, actor)
    SELECT '${refund}', '${order}', id, ${returnId}, 're_${refund}', 'succeeded', 100, 0, 'EUR', 'test', 'staff'
    FROM payments WHERE order_id = '${order}';
  UPDATE payments SET refunded_minor = refunded_minor + 100 WHERE order_id = '${order}';
  INSERT INTO refund_parts (refund_id, position, variant_id, quantity, unshipped_quantity, amount_minor, tax_minor)
    VALUES ('${refund}', 1, '${variant}', 1, ${unshipped}, 100, 0);
  ${posting(order, 'refund', refund, [
    ['customer', 100],
    ['provider', -100],
  ])};
  ${posting(order, 'credit', refund, [
    ['customer', -100],
    ['goods', 100],
  ])};
  ${papers(order, 100, 0, refund)};
  ${['send-refund', 'settle-refund', 'issue-credit-note'].map((name) => job(refund, name, 'refund')).join(';\n')}`;

/** The invoice over an order, or the credit note over a refund of it, under the next number. */
function papers(order: string, total: number, tax: number, refund?: string): string {
  const kind = refund === undefined ? 'invoice' : 'credit_note';
  return `
    WITH taken AS (
      INSERT INTO invoice_counters (kind, last_number) VALUES ('${kind}', 1)
      ON CONFLICT (store_id, kind) DO UPDATE SET last_number = invoice_counters.last_number + 1
      RETURNING last_number, store_id)
    INSERT INTO invoices (id, order_id, refund_id, kind, number, currency, total_minor, tax_minor, content, storage_key, sha256)
      SELECT gen_random_uuid(), '${order}', ${refund === undefined ? 'NULL' : `'${refund}'`}, '${kind}', last_number, 'EUR',
        ${total}, ${tax}, '{"totalMinor": ${total}, "taxMinor": ${tax}}', 'invoices/' || store_id || '/${order}.pdf', '${order}'
      FROM taken`;
}

const posting = (order: string, kind: string, reference: string, entries: [string, number][]): string => `
  INSERT INTO ledger_entries (id, order_id, kind, reference, account, amount_minor, currency) VALUES ${entries
    .map(
      ([account, amount]) =>
        `(gen_random_uuid(), '${order}', '${kind}', '${reference}', '${account}', ${amount}, 'EUR')`,
    )
    .join(', ')}`;

const moved = (variant: string, order: string, units: number, reason: string): string => `
  INSERT INTO stock_movements (id, variant_id, delta, reason, order_id)
    VALUES (gen_random_uuid(), '${variant}', ${units}, '${reason}', '${order}')`;

function shipped(order: string, variant: string, units: number, deliveredAt: string): string {
  const shipment = randomUUID();
  return `
    INSERT INTO shipments (id, order_id, actor, delivered_at) VALUES ('${shipment}', '${order}', 'staff', ${deliveredAt});
    INSERT INTO shipment_lines (shipment_id, variant_id, quantity) VALUES ('${shipment}', '${variant}', ${units})`;
}

const job = (about: string, name: string, kind: 'order' | 'refund' = 'order', isDone = true): string => `
  INSERT INTO outbox (id, store_id, job, payload, due_at, done_at)
    VALUES (gen_random_uuid(), NULLIF(current_setting('app.store_id'), '')::uuid, '${name}', '{"${kind}Id": "${about}"}',
      ${isDone ? 'now(), now()' : `now() + interval '1 hour', NULL`})`;
