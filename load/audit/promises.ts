import type { ClientBase } from 'pg';
import type { JournalEntry, PlacedEntry } from '../journal.ts';
import { check, inEachStore } from './check.ts';
import type { Finding } from './finding.ts';
import type { Store } from './stores.ts';

const brokenPromises = `
  SELECT promised.number, o.number AS kept, promised.total, o.total_minor, promised.units, o.item_count
  FROM unnest($2::uuid[], $3::text[], $4::int[], $5::text[], $6::int[]) AS promised (id, number, total, currency, units)
  LEFT JOIN orders o ON o.store_id = $1 AND o.id = promised.id
  WHERE (promised.number, promised.total, promised.currency, promised.units)
     IS DISTINCT FROM (o.number, o.total_minor, o.currency::text, o.item_count)`;

const notPaidAfterAll = `
  SELECT seen.id, o.status FROM unnest($2::uuid[]) AS seen (id)
  LEFT JOIN orders o ON o.store_id = $1 AND o.id = seen.id
  WHERE o.status IS NULL OR o.status NOT IN ('paid', 'shipped')`;

/** Holds the shop's books against what its customers were told. */
export async function checkPromises(
  client: ClientBase,
  stores: readonly Store[],
  journal: readonly JournalEntry[],
): Promise<Finding[]> {
  const placed = journal.filter((entry) => entry.event === 'placed');
  const paid = journal.filter((entry) => entry.event === 'seen paid');
  const findings = [
    await inEachStore(client, stores, ({ id }) => checkPlaced(client, id, placed)),
    await inEachStore(client, stores, ({ id }) => checkPaid(client, id, paid)),
  ];
  return findings.filter((finding) => finding !== undefined);
}

async function checkPlaced(
  client: ClientBase,
  storeId: string,
  all: readonly PlacedEntry[],
): Promise<Finding> {
  const here = all.filter((entry) => entry.storeId === storeId);
  const columns = (['orderId', 'number', 'total', 'currency', 'units'] as const).map((column) =>
    here.map((entry) => entry[column]),
  );
  const name = 'every order that was answered with 201 is there, as it was promised';
  const finding = await check(client, { id: 'O1', name, sql: brokenPromises }, [storeId, ...columns]);
  return { ...finding, note: `${all.length} orders` };
}

async function checkPaid(
  client: ClientBase,
  storeId: string,
  all: readonly JournalEntry[],
): Promise<Finding> {
  const ids = all.filter((entry) => entry.storeId === storeId).map(({ orderId }) => orderId);
  const name = 'every order that a customer saw paid is paid';
  const finding = await check(client, { id: 'O6', name, sql: notPaidAfterAll }, [storeId, ids]);
  return { ...finding, note: `${all.length} orders` };
}
