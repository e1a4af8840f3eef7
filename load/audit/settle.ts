import { setTimeout as sleep } from 'node:timers/promises';
import type { ClientBase } from 'pg';
import type { Sandbox } from '../sandbox.ts';

const lookEveryMs = 250;

/** What is still under way; all zero when the shop has finished what it has begun. */
export interface UnderWay {
  readonly webhooks: number;
  readonly jobs: number;
}

/**
 * Waits until no webhook is on its way and no job is due or running. Returns what is left when the time is up.
 * Pictures are not waited for: nothing that is checked depends on them.
 */
export async function settle(
  client: ClientBase,
  sandbox: Sandbox,
  { seconds, onProgress }: { seconds: number; onProgress: (left: UnderWay) => void },
): Promise<UnderWay> {
  const until = performance.now() + seconds * 1_000;
  for (;;) {
    const left = await underWay(client, sandbox);
    if (left.webhooks + left.jobs === 0 || performance.now() > until) return left;
    onProgress(left);
    await sleep(lookEveryMs);
  }
}

/** Webhooks first: one that arrives in between has left its job in the outbox before it was answered. */
async function underWay(client: ClientBase, sandbox: Sandbox): Promise<UnderWay> {
  const webhooks = await sandbox.pendingWebhooks();
  const { rows } = await client.query<{ jobs: number }>(`
    SELECT count(*)::int AS jobs FROM outbox
    WHERE done_at IS NULL AND failed_with IS NULL AND due_at <= now() AND job <> 'resize-product-image'`);
  return { webhooks, jobs: rows[0]?.jobs ?? 0 };
}
