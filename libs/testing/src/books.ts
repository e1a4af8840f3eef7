import { asOwner, owner } from './owner.ts';
import type { TestStore } from './a-store.ts';

/** What our own books say of an order: what the tests hold against the provider's. */
export interface Books {
  status: string;
  stockState: string;
  payments: {
    status: string;
    captured: number;
    refunded: number;
    declinedWith: string | null;
    intent: string | null;
  }[];
  refunds: {
    id: string;
    status: string;
    amount: number;
    provider: string | null;
    failedWith: string | null;
  }[];
  /** What is on each account of the ledger; accounts that are even are left out. */
  balances: Record<string, number>;
}

export async function booksOf({ store, id }: { store: TestStore; id: string }): Promise<Books> {
  const [books] = await asOwner<Books>(
    store.id,
    `SELECT o.status, o.stock_state AS "stockState",
            (SELECT json_agg(json_build_object('status', status, 'captured', captured_minor, 'refunded', refunded_minor,
                    'declinedWith', declined_with, 'intent', provider_payment_id) ORDER BY id)
             FROM payments WHERE order_id = o.id) AS payments,
            coalesce((SELECT json_agg(json_build_object('id', id, 'status', status, 'amount', amount_minor,
                             'provider', provider_refund_id, 'failedWith', failed_with) ORDER BY id)
                      FROM refunds WHERE order_id = o.id), '[]') AS refunds,
            coalesce((SELECT json_object_agg(account, balance) FROM (
                        SELECT account, sum(amount_minor) AS balance FROM ledger_entries WHERE order_id = o.id
                        GROUP BY account HAVING sum(amount_minor) <> 0) even), '{}') AS balances
     FROM orders o WHERE o.id = $1`,
    [id],
  );
  if (!books) throw new Error('There is no such order.');
  return books;
}

/** What was made of each webhook about a payment, oldest first; null while it waits. */
export async function outcomesOf(intentId: string): Promise<(string | null)[]> {
  const { rows } = await owner.query<{ outcome: string | null }>(
    'SELECT outcome FROM webhook_inbox WHERE object_id = $1 ORDER BY id',
    [intentId],
  );
  return rows.map(({ outcome }) => outcome);
}

/** What reconciliation has flagged in a store and nobody has mended. */
export const findingsOf = (store: TestStore): Promise<{ providerId: string; fault: string }[]> =>
  asOwner(
    store.id,
    `SELECT provider_id AS "providerId", fault FROM reconciliation_findings WHERE resolved_at IS NULL ORDER BY found_at`,
  );
