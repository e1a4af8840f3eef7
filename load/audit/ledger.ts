import { setTimeout as sleep } from 'node:timers/promises';
import type { ClientBase } from 'pg';
import type { Ledger } from '../sandbox.ts';
import { atOneMoment } from './check.ts';
import { examplesShown, type Finding } from './finding.ts';
import { enterStore, type Store } from './stores.ts';

const id = 'M7';
const names = {
  payments: "the payment provider's payments and ours agree, both ways",
  refunds: "the payment provider's refunds and ours agree, both ways",
};

/** An intent that we have no payment for is harmless as long as nothing was taken: we died before we noted it. */
const paymentsThatDisagree = `
  SELECT coalesce(p.id::text, l.payment_intent) AS key, p.id AS payment, l.payment_intent, p.amount_minor AS amount,
         l.amount AS their_amount, p.captured_minor AS captured, l.captured AS their_captured
  FROM jsonb_to_recordset($2) AS l (payment_intent text, account text, amount int, captured int, currency text, payment text)
  FULL JOIN (SELECT * FROM payments WHERE store_id = $1 AND provider_payment_id IS NOT NULL) p
    ON p.provider_payment_id = l.payment_intent
  WHERE (p.id IS NULL AND l.captured > 0)
     OR (p.id IS NOT NULL AND (p.id::text, p.amount_minor, p.captured_minor, p.currency::text, $3::text)
        IS DISTINCT FROM (l.payment, l.amount, l.captured, upper(l.currency), l.account))`;

/** One that failed and that we never heard of has moved nothing; one of ours that failed may never have been theirs. */
const refundsThatDisagree = `
  SELECT coalesce(r.id::text, l.refund) AS key, r.id AS refund, l.refund AS their_refund, r.status,
         l.status AS their_status, r.amount_minor AS amount, l.amount AS their_amount
  FROM jsonb_to_recordset($2) AS l (refund text, payment_intent text, amount int, status text)
  FULL JOIN (
    SELECT r.*, p.provider_payment_id FROM refunds r JOIN payments p ON p.store_id = r.store_id AND p.id = r.payment_id
    WHERE r.store_id = $1 AND NOT (r.status = 'failed' AND r.provider_refund_id IS NULL)) r
    ON r.provider_refund_id = l.refund
  WHERE (r.id IS NULL AND l.status <> 'failed')
     OR (r.id IS NOT NULL AND (r.provider_payment_id, r.amount_minor, r.status)
        IS DISTINCT FROM (l.payment_intent, l.amount, l.status))`;

/** What does not agree, as it is shown, by the id of the payment or refund. */
type Disagreements = ReadonlyMap<string, string>;

interface Look {
  readonly payments: Disagreements;
  readonly refunds: Disagreements;
  /** How many of each the provider has. */
  readonly theirs: { payments: number; refunds: number };
}

const newsTakesMs = 5_000;

/**
 * Holds our payments and refunds against the provider's own books, both ways. Two systems have no moment in common:
 * while a shop sells there is always news on its way. So what does not agree is looked at again, a little later.
 */
export async function compareLedgers(
  client: ClientBase,
  stores: readonly Store[],
  readLedger: () => Promise<Ledger | undefined>,
): Promise<Finding[] | undefined> {
  const lookOnce = async () => {
    const ledger = await readLedger();
    return ledger && atOneMoment(client, () => look(client, stores, ledger));
  };
  const first = await lookOnce();
  if (!first || first.payments.size + first.refunds.size === 0) return first && toFindings(first);
  await sleep(newsTakesMs);
  const second = await lookOnce();
  return second && toFindings(inBoth(first, second));
}

/** One look, for whoever knows that no news is on its way. */
export const checkLedger = async (
  client: ClientBase,
  stores: readonly Store[],
  ledger: Ledger,
): Promise<Finding[]> => toFindings(await look(client, stores, ledger));

/** When there are no books to hold ours against. */
export const ledgerNotChecked = (why: string): Finding[] =>
  Object.values(names).map((name) => ({ id, name, broken: 0, examples: [], skipped: why }));

async function look(client: ClientBase, stores: readonly Store[], { payments }: Ledger): Promise<Look> {
  const byStore = Map.groupBy(payments, ({ metadata }) => metadata['storeId']);
  const found = { payments: new Map<string, string>(), refunds: new Map<string, string>() };
  const theirs = { payments: 0, refunds: 0 };
  for (const store of stores) {
    const ofStore = byStore.get(store.id) ?? [];
    const refunds = ofStore.flatMap(refundsOf);
    await enterStore(client, store.id);
    await collect(client, paymentsThatDisagree, {
      into: found.payments,
      store,
      values: [ofStore.map(paymentOf), store.paymentAccount],
    });
    await collect(client, refundsThatDisagree, { into: found.refunds, store, values: [refunds] });
    theirs.payments += ofStore.length;
    theirs.refunds += refunds.length;
  }
  return { ...found, theirs };
}

interface Collecting {
  into: Map<string, string>;
  store: Store;
  /** After the store itself. */
  values: [rows: object[], ...more: unknown[]];
}

async function collect(
  client: ClientBase,
  sql: string,
  { into, store, values: [rows, ...more] }: Collecting,
): Promise<void> {
  const found = await client.query<{ key: string }>(sql, [store.id, JSON.stringify(rows), ...more]);
  for (const { key, ...row } of found.rows) into.set(key, `${store.slug} ${JSON.stringify(row)}`);
}

const paymentOf = ({ metadata, refunds: _, ...payment }: Ledger['payments'][number]) => ({
  ...payment,
  payment: metadata['paymentId'],
});

const refundsOf = ({ payment_intent, refunds }: Ledger['payments'][number]) =>
  refunds.map(({ id: refund, amount, status }) => ({
    refund,
    payment_intent,
    amount,
    status: inOurWords(status),
  }));

/** What waits for the customer or the bank is pending. */
const inOurWords = (status: string): string => {
  if (status === 'canceled') return 'failed';
  return status === 'succeeded' || status === 'failed' ? status : 'pending';
};

function inBoth(first: Look, second: Look): Look {
  const still = (before: Disagreements, now: Disagreements) =>
    new Map([...now].filter(([key]) => before.has(key)));
  return {
    payments: still(first.payments, second.payments),
    refunds: still(first.refunds, second.refunds),
    theirs: second.theirs,
  };
}

const toFindings = ({ theirs, ...found }: Look): Finding[] =>
  (['payments', 'refunds'] as const).map((what) => ({
    id,
    name: names[what],
    broken: found[what].size,
    examples: [...found[what].values()].slice(0, examplesShown),
    note: `${theirs[what]} ${what}`,
  }));
