import type { OrderStatement } from '@tradewind/contracts';
import type { ReadClient } from '@tradewind/database';

interface EntryRow {
  kind: string;
  account: string;
  amountMinor: number;
  currency: string;
  reference: string;
  bookedAt: Date;
}

/** An order has some twenty entries at most: a posting for its sale, each payment and each refund. */
const atMost = 1_000;

/** What was booked for an order. All balances together are zero: that is what double entry means. */
export async function findStatement(db: ReadClient, orderId: string): Promise<OrderStatement> {
  const rows = await db.$queryRaw<EntryRow[]>`
    SELECT kind, account, amount_minor AS "amountMinor", currency, reference, created_at AS "bookedAt"
    FROM ledger_entries WHERE order_id = ${orderId}::uuid ORDER BY created_at, kind, account LIMIT ${atMost}`;
  const byAccount = Map.groupBy(rows, ({ account }) => account);
  return {
    entries: rows.map(({ amountMinor, currency, bookedAt, ...entry }) => ({
      ...entry,
      amount: { amount: amountMinor, currency },
      bookedAt: bookedAt.toISOString(),
    })),
    balances: [...byAccount].map(([account, entries]) => ({
      account,
      balance: {
        amount: entries.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
        currency: entries[0]?.currency ?? '',
      },
    })),
  };
}
