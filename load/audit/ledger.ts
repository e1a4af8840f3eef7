import type { ClientBase } from 'pg';
import type { Ledger } from '../sandbox.ts';
import { check, inEachStore } from './check.ts';
import type { Finding } from './finding.ts';
import type { Store } from './stores.ts';

const id = 'M7';
const names = {
  payments: "the payment provider's payments and ours agree, both ways",
  refunds: "the payment provider's refunds and ours agree, both ways",
};

/** An intent that we have no payment for is harmless as long as nothing was taken: we died before we noted it. */
const paymentsThatDisagree = `
  SELECT p.id AS payment, l.payment_intent, p.amount_minor AS amount, l.amount AS their_amount,
         p.captured_minor AS captured, l.captured AS their_captured
  FROM jsonb_to_recordset($2) AS l (payment_intent text, account text, amount int, captured int, currency text, payment text)
  FULL JOIN (SELECT * FROM payments WHERE store_id = $1 AND provider_payment_id IS NOT NULL) p
    ON p.provider_payment_id = l.payment_intent
  WHERE (p.id IS NULL AND l.captured > 0)
     OR (p.id IS NOT NULL AND (p.id::text, p.amount_minor, p.captured_minor, p.currency::text, $3::text)
        IS DISTINCT FROM (l.payment, l.amount, l.captured, upper(l.currency), l.account))`;

/** One that failed and that we never heard of has moved nothing; one of ours that failed may never have been theirs. */
const refundsThatDisagree = `
  SELECT r.id AS refund, l.refund AS their_refund, r.status, l.status AS their_status, r.amount_minor AS amount,
         l.amount AS their_amount
  FROM jsonb_to_recordset($2) AS l (refund text, payment_intent text, amount int, status text)
  FULL JOIN (
    SELECT r.*, p.provider_payment_id FROM refunds r JOIN payments p ON p.store_id = r.store_id AND p.id = r.payment_id
    WHERE r.store_id = $1 AND NOT (r.status = 'failed' AND r.provider_refund_id IS NULL)) r
    ON r.provider_refund_id = l.refund
  WHERE (r.id IS NULL AND l.status <> 'failed')
     OR (r.id IS NOT NULL AND (r.provider_payment_id, r.amount_minor, r.status)
        IS DISTINCT FROM (l.payment_intent, l.amount, l.status))`;

/** Holds our payments and refunds against the provider's own books, both ways. */
export async function checkLedger(
  client: ClientBase,
  stores: readonly Store[],
  { payments }: Ledger,
): Promise<Finding[]> {
  const known = new Set(stores.map((store) => store.id));
  const ours = payments.filter(({ metadata }) => known.has(metadata['storeId'] ?? ''));
  const byStore = Map.groupBy(ours, ({ metadata }) => metadata['storeId']);
  const ofPayments = await inEachStore(client, stores, { id, name: names.payments }, (store) => {
    const rows = (byStore.get(store.id) ?? []).map(({ metadata, refunds: _, ...row }) => ({
      ...row,
      payment: metadata['paymentId'],
    }));
    return check(client, { id, name: names.payments, sql: paymentsThatDisagree }, [
      store.id,
      JSON.stringify(rows),
      store.paymentAccount,
    ]);
  });
  const ofRefunds = await inEachStore(client, stores, { id, name: names.refunds }, (store) => {
    const rows = (byStore.get(store.id) ?? []).flatMap(refundsOf);
    return check(client, { id, name: names.refunds, sql: refundsThatDisagree }, [
      store.id,
      JSON.stringify(rows),
    ]);
  });
  const refunds = ours.flatMap(refundsOf);
  return [
    { ...ofPayments, note: `${ours.length} payments` },
    { ...ofRefunds, note: `${refunds.length} refunds` },
  ];
}

/** When there are no books to hold ours against. */
export const ledgerNotChecked = (why: string): Finding[] =>
  Object.values(names).map((name) => ({ id, name, broken: 0, examples: [], skipped: why }));

/** Their words for what is over, in ours; what waits for the customer or the bank is pending. */
const statusInOurWords = (status: string): string => {
  if (status === 'canceled') return 'failed';
  return status === 'succeeded' || status === 'failed' ? status : 'pending';
};

const refundsOf = ({ payment_intent, refunds }: Ledger['payments'][number]) =>
  refunds.map((refund) => ({
    refund: refund.id,
    payment_intent,
    amount: refund.amount,
    status: statusInOurWords(refund.status),
  }));
