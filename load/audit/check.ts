import { createHash } from 'node:crypto';
import type { ClientBase } from 'pg';
import { examplesShown, type Finding, type Section, together } from './finding.ts';
import type { Chapter, Invariant } from './invariant.ts';
import { chapters } from './invariants/chapters.ts';
import { enterStore, type Store } from './stores.ts';

/** Holds everything in the database against every invariant. */
export async function checkInvariants(client: ClientBase, stores: readonly Store[]): Promise<Section[]> {
  const sections = [];
  for (const chapter of chapters) sections.push(await checkChapter(client, stores, chapter));
  return sections;
}

async function checkChapter(
  client: ClientBase,
  stores: readonly Store[],
  { title, ofEachStore = [], ofPlatform = [] }: Chapter,
): Promise<Section> {
  const findings = [];
  for (const invariant of ofEachStore) {
    findings.push(await inEachStore(client, stores, invariant, () => check(client, invariant)));
  }
  for (const invariant of ofPlatform) findings.push(await check(client, invariant));
  return { title, findings };
}

/** Asks in the scope of one store after the other, and makes one finding of the answers. */
export async function inEachStore(
  client: ClientBase,
  stores: readonly Store[],
  { id, name }: Pick<Invariant, 'id' | 'name'>,
  ask: (store: Store) => Promise<Finding>,
): Promise<Finding> {
  const findings = [];
  for (const store of stores) {
    await enterStore(client, store.id);
    const finding = await ask(store);
    findings.push({ ...finding, examples: finding.examples.map((row) => `${store.slug} ${row}`) });
  }
  return together(findings) ?? { id, name, broken: 0, examples: [] };
}

/** Runs one invariant's SQL in the scope that is set. Named, so that it is planned once and not for every store. */
export async function check(
  client: ClientBase,
  { id, name, sql }: Invariant,
  parameters: readonly unknown[] = [],
): Promise<Finding> {
  const text = `WITH broken AS MATERIALIZED (${sql})
     SELECT (SELECT count(*) FROM broken)::int AS total, to_jsonb(broken) AS row FROM broken LIMIT ${examplesShown}`;
  const { rows } = await client.query<{ total: number; row: object }>({
    name: createHash('sha256').update(text).digest('hex').slice(0, 32),
    text,
    values: [...parameters],
  });
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
