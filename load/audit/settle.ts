import { setTimeout as sleep } from 'node:timers/promises';
import type { ClientBase } from 'pg';
import type { Sandbox } from '../sandbox.ts';
import { MovingLine } from '../terminal.ts';
import type { Finding } from './finding.ts';

const lookEveryMs = 250;

/** What is still under way; all zero when the shop has finished what it has begun. */
interface UnderWay {
  readonly webhooks: number;
  readonly jobs: number;
}

/**
 * Waits until no webhook is on its way and no job is due or running; what is left when the time is up is the finding.
 * Pictures are not waited for: nothing that is checked depends on them.
 */
export async function settle(
  client: ClientBase,
  sandbox: Sandbox | undefined,
  { seconds, isQuiet = false }: { seconds: number; isQuiet?: boolean },
): Promise<Finding> {
  const began = performance.now();
  const line = new MovingLine();
  for (;;) {
    const left = await underWay(client, sandbox);
    const took = (performance.now() - began) / 1_000;
    if (left.webhooks + left.jobs === 0 || took > seconds) {
      line.clear();
      return toFinding(left, took);
    }
    if (!isQuiet) line.show(`  the shop is finishing: ${left.webhooks} webhooks, ${left.jobs} jobs left`);
    await sleep(lookEveryMs);
  }
}

/** Webhooks first: one that arrives in between has left its job in the outbox before it was answered. */
async function underWay(client: ClientBase, sandbox: Sandbox | undefined): Promise<UnderWay> {
  const webhooks = (await sandbox?.pendingWebhooks()) ?? 0;
  const { rows } = await client.query<{ jobs: number }>(`
    SELECT count(*)::int AS jobs FROM outbox
    WHERE done_at IS NULL AND failed_with IS NULL AND (due_at <= now() OR attempts > 0)
      AND job <> 'resize-product-image'`);
  return { webhooks, jobs: rows[0]?.jobs ?? 0 };
}

function toFinding({ webhooks, jobs }: UnderWay, seconds: number): Finding {
  const took = `after ${seconds.toFixed(1)} s`;
  const isDone = webhooks + jobs === 0;
  return {
    id: 'Q2',
    name: 'the shop finished what it had begun',
    broken: webhooks + jobs,
    examples: isDone ? [] : [`${webhooks} webhooks and ${jobs} jobs are left ${took}`],
    note: took,
  };
}
