import type { ClientBase } from 'pg';
import { type Finding, together } from './finding.ts';
import { type Invariant, platformInvariants, storeInvariants } from './invariants.ts';
import { enterStore, type Store } from './stores.ts';

const examplesShown = 3;

/** Holds everything in the database against every invariant. */
export async function checkInvariants(client: ClientBase, stores: readonly Store[]): Promise<Finding[]> {
  const ofStores = [];
  for (const invariant of storeInvariants) {
    ofStores.push(await inEachStore(client, stores, () => check(client, invariant)));
  }
  const ofPlatform = [];
  for (const invariant of platformInvariants) ofPlatform.push(await check(client, invariant));
  return [...ofStores.filter((finding) => finding !== undefined), ...ofPlatform];
}

/** Asks in the scope of one store after the other, and makes one finding of the answers. */
export async function inEachStore(
  client: ClientBase,
  stores: readonly Store[],
  ask: (store: Store) => Promise<Finding>,
): Promise<Finding | undefined> {
  const findings = [];
  for (const store of stores) {
    await enterStore(client, store.id);
    findings.push(await ask(store));
  }
  return together(findings);
}

/** Runs one invariant's SQL in the scope that is set. */
export async function check(
  client: ClientBase,
  { id, name, sql }: Invariant,
  parameters: readonly unknown[] = [],
): Promise<Finding> {
  const { rows } = await client.query<{ total: number; row: object }>(
    `WITH broken AS MATERIALIZED (${sql})
     SELECT (SELECT count(*) FROM broken)::int AS total, to_jsonb(broken) AS row FROM broken LIMIT ${examplesShown}`,
    [...parameters],
  );
  return { id, name, broken: rows[0]?.total ?? 0, examples: rows.map(({ row }) => JSON.stringify(row)) };
}

/** One moment of the whole database: what is asked in here is asked of that moment. Nothing can be written. */
export async function atOneMoment<Result>(client: ClientBase, work: () => Promise<Result>): Promise<Result> {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  try {
    return await work();
  } finally {
    await client.query('ROLLBACK'); // nothing was written; an error of `work` has priority over one of this
  }
}
