import type { ClientBase } from 'pg';
import type { Ledger } from '../sandbox.ts';
import { check, inEachStore } from './check.ts';
import type { Finding } from './finding.ts';
import type { Store } from './stores.ts';

/** An intent that we have no payment for is harmless as long as nothing was taken: we died before we noted it. */
const disagreements = `
  SELECT p.id AS payment, l.payment_intent, p.amount_minor, l.amount, p.captured_minor, l.captured
  FROM jsonb_to_recordset($2) AS l (payment_intent text, account text, amount int, captured int, currency text, payment text)
  FULL JOIN (SELECT * FROM payments WHERE store_id = $1 AND provider_payment_id IS NOT NULL) p
    ON p.provider_payment_id = l.payment_intent
  WHERE (p.id IS NULL AND l.captured > 0)
     OR (p.id IS NOT NULL AND (p.id::text, p.amount_minor, p.captured_minor, p.currency::text, $3::text)
        IS DISTINCT FROM (l.payment, l.amount, l.captured, upper(l.currency), l.account))`;

/** Holds our payments against the provider's own books, both ways. */
export async function checkLedger(
  client: ClientBase,
  stores: readonly Store[],
  ledger: Ledger | undefined,
): Promise<Finding[]> {
  const name = "the payment provider's books and ours agree, both ways";
  if (!ledger)
    return [{ id: 'M7', name, broken: 0, examples: [], note: 'not checked: the provider shows no ledger' }];
  const finding = await inEachStore(client, stores, ({ id, paymentAccount }) => {
    const rows = ledger.payments
      .filter(({ metadata }) => metadata.storeId === id)
      .map(({ metadata, ...row }) => ({ ...row, payment: metadata.paymentId }));
    return check(client, { id: 'M7', name, sql: disagreements }, [id, JSON.stringify(rows), paymentAccount]);
  });
  const known = new Set(stores.map(({ id }) => id));
  const ours = ledger.payments.filter(({ metadata }) => known.has(metadata.storeId ?? ''));
  return finding ? [{ ...finding, note: `${ours.length} payments` }] : [];
}
