import { Prisma, type SqlTx } from '@tradewind/database';

/**
 * What an order's money is booked on. Positive amounts are debits: `provider` is what the payment provider holds for
 * us, `customer` what the buyer owes us; `goods`, `shipping` and `tax` are what the sale brought in, without and with
 * what belongs to the state.
 */
export type Account = 'provider' | 'customer' | 'goods' | 'shipping' | 'tax';

export interface Posting {
  orderId: string;
  /** "sale" and "credit" say what was sold and taken back, "capture" and "refund" where the money went. */
  kind: 'sale' | 'capture' | 'refund' | 'credit' | 'refund-reversal' | 'credit-reversal';
  /** The order, payment or refund that it is about: each is booked once, which the database checks. */
  reference: string;
  currency: string;
  entries: Partial<Record<Account, number>>;
}

/**
 * Books one posting. Its entries sum to zero, which a trigger checks, and can never be changed: the application has no
 * right to. A mistake is mended by another posting.
 */
export function post(tx: SqlTx, { orderId, kind, reference, currency, entries }: Posting): void {
  const booked = Object.entries(entries).filter(([, amount]) => amount !== 0);
  if (booked.length === 0) return;
  tx.atCommitTogether(Prisma.sql`
    INSERT INTO ledger_entries (id, order_id, kind, reference, account, amount_minor, currency)
    SELECT gen_random_uuid(), ${orderId}::uuid, ${kind}, ${reference}::uuid, account, amount, ${currency}
    FROM unnest(${booked.map(([account]) => account)}::text[], ${booked.map(([, amount]) => amount)}::int[])
      AS entry (account, amount)`);
}
