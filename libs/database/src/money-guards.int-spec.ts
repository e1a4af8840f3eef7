import { beforeAll, describe, expect, it } from '@jest/globals';
import { aFullStore, asOwner, type TestStore } from '@tradewind/testing';
import pg from 'pg';

/** What the database itself refuses, whoever asks: the last line behind all of our own checks. */
let store: TestStore;
let orderId: string;
beforeAll(async () => {
  store = await aFullStore();
  const [order] = await asOwner<{ id: string }>(store.id, 'SELECT id FROM orders');
  orderId = order?.id ?? '';
});

async function asApp(sql: string, values: unknown[] = []): Promise<unknown> {
  const client = new pg.Client({ connectionString: process.env['DATABASE_URL'] });
  await client.connect();
  try {
    await client.query('BEGIN');
    await client.query(`SELECT set_config('app.store_id', $1, true)`, [store.id]);
    return await client.query(sql, values);
  } finally {
    await client.end();
  }
}
const asOwnerOfIt = (sql: string, values?: unknown[]) => asOwner(store.id, sql, values);
const everybody = [
  ['the application', asApp],
  ['the owner', asOwnerOfIt],
] as const;

const post = (...entries: string[]): string =>
  `INSERT INTO ledger_entries (id, order_id, kind, reference, account, amount_minor, currency)
   SELECT gen_random_uuid(), $1, entry.* FROM (VALUES ${entries.join(', ')}) AS entry`;

describe('the ledger', () => {
  it('cannot be changed by the application: what was booked stays booked', async () => {
    for (const sql of [
      'UPDATE ledger_entries SET amount_minor = amount_minor + 1',
      `UPDATE ledger_entries SET account = 'goods'`,
      'DELETE FROM ledger_entries',
      'TRUNCATE ledger_entries',
      'ALTER TABLE ledger_entries DISABLE TRIGGER ALL',
      'DROP TRIGGER ledger_postings_balance ON ledger_entries',
    ])
      await expect(asApp(sql)).rejects.toThrow(/permission denied|must be owner/);
  });

  it.each(everybody)('takes from %s a posting that sums to zero, and none that does not', async (_, run) => {
    const unbalanced = {
      'one entry': [`('sale', '${orderId}'::uuid, 'x', 100, 'EUR')`],
      'a cent too much': [
        `('credit', '${orderId}'::uuid, 'customer', -100, 'EUR')`,
        `('credit', '${orderId}'::uuid, 'goods', 101, 'EUR')`,
      ],
      'two currencies': [
        `('credit', '${orderId}'::uuid, 'customer', -100, 'EUR')`,
        `('credit', '${orderId}'::uuid, 'goods', 100, 'USD')`,
      ],
      'two postings that only together are even': [
        `('credit', '${orderId}'::uuid, 'customer', -100, 'EUR')`,
        `('refund', '${orderId}'::uuid, 'customer', 100, 'EUR')`,
      ],
      'two things it is about': [
        `('credit', uuidv7(), 'customer', -100, 'EUR')`,
        `('credit', uuidv7(), 'goods', 100, 'EUR')`,
      ],
    };
    for (const [what, entries] of Object.entries(unbalanced)) {
      const refusal = await run(post(...entries), [orderId]).then(
        () => 'none',
        (error: unknown) => String(error),
      );
      expect([what, refusal]).toEqual([what, expect.stringContaining('must sum to zero')]);
    }
    const even = [
      `('credit', '${orderId}'::uuid, 'customer', -100, 'EUR')`,
      `('credit', '${orderId}'::uuid, 'goods', 100, 'EUR')`,
    ];
    await run(post(...even), [orderId]);
  });

  it('books a thing once', async () => {
    const posting = post(
      `('sale', '${orderId}'::uuid, 'customer', 5, 'EUR')`,
      `('sale', '${orderId}'::uuid, 'goods', -5, 'EUR')`,
    );
    await expect(asApp(posting, [orderId])).rejects.toThrow(
      'ledger_entries_store_id_kind_reference_account_key',
    );
  });
});

describe('the database refuses', () => {
  it.each([
    [
      'to pay back more than was captured',
      'UPDATE payments SET refunded_minor = captured_minor + 1',
      'payments_refunded',
    ],
    ['to pay back less than nothing', 'UPDATE payments SET refunded_minor = -1', 'payments_refunded'],
    [
      'to pay a return back twice',
      `INSERT INTO refunds (id, order_id, payment_id, return_id, amount_minor, tax_minor, currency, reason, actor)
       SELECT uuidv7(), order_id, payment_id, return_id, 1, 0, currency, reason, actor FROM refunds`,
      'refunds_one_per_return',
    ],
    [
      'two open payments of one order',
      `INSERT INTO payments (id, order_id, amount_minor, currency)
       SELECT uuidv7(), id, 1, 'EUR' FROM orders, generate_series(1, 2)`,
      'payments_one_pending',
    ],
    ['to sell what is not there', 'UPDATE stock SET reserved = on_hand + 1', 'stock_never_oversold'],
    [
      'a coupon more often than it counts',
      'UPDATE coupons SET max_uses = 1, used_count = 2',
      'coupons_within_limit',
    ],
    ['a coupon given back too often', 'UPDATE coupons SET used_count = -1', 'coupons_within_limit'],
    [
      'a coupon more often than a customer may',
      'UPDATE coupon_uses SET used_count = max_uses + 1',
      'coupon_uses_within_limit',
    ],
    ['an order whose figures do not add up', 'UPDATE orders SET discount_minor = 1', 'orders_add_up'],
    ['a status that nobody knows', `UPDATE orders SET status = 'lost'`, 'orders_status'],
    ['a refund of nothing', 'UPDATE refunds SET amount_minor = 0', 'refunds_amount'],
  ])('%s', async (_what, sql, constraint) => {
    await expect(asApp(sql)).rejects.toThrow(constraint);
  });
});
