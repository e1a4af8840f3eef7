import type { ClientBase } from 'pg';
import { type Journal, readJournal } from '../journal.ts';
import type { Sandbox } from '../sandbox.ts';
import { MovingLine } from '../terminal.ts';
import { atOneMoment, checkInvariants } from './check.ts';
import type { Finding } from './finding.ts';
import { checkLedger } from './ledger.ts';
import { checkPromises } from './promises.ts';
import { settle } from './settle.ts';
import type { Store } from './stores.ts';

export interface Audit {
  readonly client: ClientBase;
  readonly stores: readonly Store[];
  readonly sandbox: Sandbox;
  readonly journal: Journal;
  readonly settleSeconds: number;
}

/** Lets the shop finish what it has begun, then holds its books against themselves, the provider's and ours. */
export async function audit({ client, stores, sandbox, journal, settleSeconds }: Audit): Promise<Finding[]> {
  const finished = await letItFinish(client, sandbox, settleSeconds);
  const ledger = await sandbox.ledger();
  const promises = await readJournal(journal.path);
  return atOneMoment(client, async () => [
    finished,
    ...(await checkPromises(client, stores, promises)),
    ...(await checkLedger(client, stores, ledger)),
    ...(await checkInvariants(client, stores)),
  ]);
}

async function letItFinish(client: ClientBase, sandbox: Sandbox, seconds: number): Promise<Finding> {
  const began = performance.now();
  const line = new MovingLine();
  const { webhooks, jobs } = await settle(client, sandbox, {
    seconds,
    onProgress: (left) =>
      line.show(`  the shop is finishing: ${left.webhooks} webhooks, ${left.jobs} jobs left`),
  });
  line.clear();
  const took = ((performance.now() - began) / 1_000).toFixed(1);
  return {
    id: 'Q2',
    name: 'the shop finished what it had begun',
    broken: webhooks + jobs,
    examples: webhooks + jobs > 0 ? [`${webhooks} webhooks and ${jobs} jobs are left after ${took} s`] : [],
    note: `after ${took} s`,
  };
}
