import type { ClientBase } from 'pg';
import { readJournal } from '../journal.ts';
import type { Sandbox } from '../sandbox.ts';
import { Setback } from '../setback.ts';
import { atOneMoment, checkInvariants } from './check.ts';
import type { Finding, Section } from './finding.ts';
import { jobs } from './invariants/jobs.ts';
import { money } from './invariants/money.ts';
import { orders } from './invariants/orders.ts';
import { compareLedgers, ledgerNotChecked } from './ledger.ts';
import { checkPromises, promisesNotAsked } from './promises.ts';
import { settle } from './settle.ts';
import type { Store } from './stores.ts';

export interface Audit {
  readonly client: ClientBase;
  readonly stores: readonly Store[];
  /** The provider's books; without them ours are not held against them. */
  readonly sandbox?: Sandbox | undefined;
  /** The file in which a load run has kept what the shop promised. */
  readonly journal?: string | undefined;
  /** How long the shop may take first to finish what it has begun; not waited for when left out. */
  readonly settleSeconds?: number | undefined;
  /** Says nothing while it waits. */
  readonly isQuiet?: boolean;
}

/** Lets the shop finish what it has begun, then holds its books against themselves, the provider's and ours. */
export async function audit(options: Audit): Promise<Section[]> {
  const { client, stores, settleSeconds: seconds, isQuiet = false } = options;
  const { sandbox, absence } = await reach(options.sandbox);
  const finished = seconds === undefined ? [] : [await settle(client, sandbox, { seconds, isQuiet })];
  const ofProvider = sandbox && (await compareLedgers(client, stores, () => sandbox.ledger()));
  const promises = options.journal === undefined ? undefined : await readJournal(options.journal);
  return atOneMoment(client, async () => {
    const sections = await checkInvariants(client, stores);
    const ofBuyers = promises ? await checkPromises(client, stores, promises) : promisesNotAsked();
    const added = new Map<string, Finding[]>([
      [money.title, ofProvider ?? ledgerNotChecked(absence)],
      [orders.title, ofBuyers],
      [jobs.title, finished],
    ]);
    return sections.map(({ title, findings }) => ({
      title,
      findings: [...findings, ...(added.get(title) ?? [])].sort(byId),
    }));
  });
}

/** M9 before M10. */
const byId = (a: Finding, b: Finding): number => a.id.localeCompare(b.id, 'en', { numeric: true });

/** The sandbox if it answers, or else why its books cannot be read. */
async function reach(sandbox: Sandbox | undefined): Promise<{ sandbox?: Sandbox; absence: string }> {
  if (!sandbox) return { absence: 'no payment sandbox is known here' };
  try {
    await sandbox.pendingWebhooks();
    return { sandbox, absence: 'the provider shows no ledger' };
  } catch (error) {
    if (!(error instanceof Setback)) throw error;
    return { absence: `the payment sandbox does not answer: ${error.code}` };
  }
}
