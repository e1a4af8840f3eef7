import type { ClientBase } from 'pg';
import type { JournalEntry } from '../journal.ts';
import { check, inEachStore } from './check.ts';
import type { Finding } from './finding.ts';
import type { Invariant } from './invariant.ts';
import type { Store } from './stores.ts';

const placedAsPromised: Invariant = {
  id: 'O1',
  name: 'every order that was answered with 201 is there, as it was promised',
  sql: `
    SELECT promised.number, o.number AS kept, promised.total, o.total_minor, promised.units, o.item_count
    FROM unnest($2::uuid[], $3::text[], $4::int[], $5::text[], $6::int[]) AS promised (id, number, total, currency, units)
    LEFT JOIN orders o ON o.store_id = $1 AND o.id = promised.id
    WHERE (promised.number, promised.total, promised.currency, promised.units)
       IS DISTINCT FROM (o.number, o.total_minor, o.currency::text, o.item_count)`,
};

/** What was paid may have gone back since. */
const paidAsSeen: Invariant = {
  id: 'O6',
  name: 'every order that a customer saw paid was paid',
  sql: `
    SELECT seen.id, o.status FROM unnest($2::uuid[]) AS seen (id)
    LEFT JOIN orders o ON o.store_id = $1 AND o.id = seen.id
    WHERE o.paid_at IS NULL`,
};

/** Holds the shop's books against what its customers were told. */
export async function checkPromises(
  client: ClientBase,
  stores: readonly Store[],
  journal: readonly JournalEntry[],
): Promise<Finding[]> {
  const placed = journal.filter((entry) => entry.event === 'placed');
  const paid = journal.filter((entry) => entry.event === 'seen paid');
  const ofPlaced = await inEachStore(client, stores, placedAsPromised, ({ id }) => {
    const here = placed.filter(({ storeId }) => storeId === id);
    const columns = (['orderId', 'number', 'total', 'currency', 'units'] as const).map((column) =>
      here.map((entry) => entry[column]),
    );
    return check(client, placedAsPromised, [id, ...columns]);
  });
  const ofPaid = await inEachStore(client, stores, paidAsSeen, ({ id }) => {
    const here = paid.filter(({ storeId }) => storeId === id);
    return check(client, paidAsSeen, [id, here.map(({ orderId }) => orderId)]);
  });
  return [
    { ...ofPlaced, note: `${placed.length} orders` },
    { ...ofPaid, note: `${paid.length} orders` },
  ];
}

/** Outside of a load run nobody has kept a journal. */
export const promisesNotAsked = (): Finding[] =>
  [placedAsPromised, paidAsSeen].map(({ id, name }) => ({
    id,
    name,
    broken: 0,
    examples: [],
    skipped: 'only a load run keeps a journal of what was promised',
  }));
