import type { PlacedOrder } from '@tradewind/contracts';
import type { TestProduct, TestStore } from './a-store.ts';
import type { HttpClient } from './http-client.ts';
import { asOwner } from './owner.ts';
import { aPlacedOrder } from './placed-order.ts';
import type { TestJobs } from './test-jobs.ts';

/** What the provider's webhook leaves behind: the money is booked, what it means for the order is a job. */
export async function moneyArrives(store: TestStore, orderId: string): Promise<void> {
  await asOwner(
    store.id,
    `WITH payment AS (
       UPDATE payments SET status = 'succeeded', captured_minor = amount_minor, provider_payment_id = 'pi_' || id
       WHERE order_id = $1 AND status = 'pending' RETURNING id, order_id, amount_minor, currency),
     job AS (
       INSERT INTO outbox (id, store_id, job, payload)
       SELECT gen_random_uuid(), $2, 'settle-order', jsonb_build_object('orderId', $1::uuid))
     INSERT INTO ledger_entries (id, order_id, kind, reference, account, amount_minor, currency)
     SELECT gen_random_uuid(), p.order_id, 'capture', p.id, side.account, side.sign * p.amount_minor, p.currency
     FROM payment p, (VALUES ('provider', 1), ('customer', -1)) AS side (account, sign)`,
    [orderId, store.id],
  );
}

/** As `moneyArrives`, for all the refunds of a store that are under way: the provider has paid them back. */
export async function refundsSucceed(store: TestStore): Promise<void> {
  await asOwner(
    store.id,
    `WITH refund AS (
       UPDATE refunds SET status = 'succeeded', provider_refund_id = 're_' || id
       WHERE status = 'pending' RETURNING id, order_id, amount_minor, currency),
     sent AS (UPDATE outbox SET done_at = now() WHERE store_id = $1 AND job = 'send-refund' AND done_at IS NULL),
     job AS (
       INSERT INTO outbox (id, store_id, job, payload)
       SELECT gen_random_uuid(), $1, 'settle-refund', jsonb_build_object('refundId', id) FROM refund)
     INSERT INTO ledger_entries (id, order_id, kind, reference, account, amount_minor, currency)
     SELECT gen_random_uuid(), r.order_id, 'refund', r.id, side.account, side.sign * r.amount_minor, r.currency
     FROM refund r, (VALUES ('provider', -1), ('customer', 1)) AS side (account, sign)`,
    [store.id],
  );
}

/** An order that a visitor has placed and paid for; the provider is left out, all else is the real thing. */
export async function aPaidOrder(
  jobs: TestJobs,
  store: TestStore,
  visitor: HttpClient,
  lines: [TestProduct, number][],
): Promise<PlacedOrder> {
  const placed = await aPlacedOrder(visitor, lines);
  await moneyArrives(store, placed.order.id);
  await jobs.run(store, 'settle-order');
  return placed;
}
