import pg from 'pg';
import type { TestStore } from '../a-store.ts';
import type { TestSandbox } from '../test-sandbox.ts';
import { atOneMoment, checkInvariants, checkLedger } from '../tools.ts';

/** What `npm run audit` says of a store, and of its payments and refunds beside the provider's: nothing, when all is well. */
export async function brokenInvariants(
  sandbox: TestSandbox,
  { id, slug }: TestStore,
  orderIds: string[],
): Promise<string[]> {
  const ledgers = await Promise.all(orderIds.map((orderId) => sandbox.ledgerOf(orderId)));
  const stores = [{ id, slug, name: slug, paymentAccount: null }];
  const client = new pg.Client({ connectionString: process.env['DATABASE_OWNER_URL'] });
  await client.connect();
  try {
    const findings = await atOneMoment(client, async () => [
      ...(await checkInvariants(client, stores)).flatMap((section) => section.findings),
      ...(await checkLedger(client, stores, { pending_webhooks: 0, payments: ledgers.flat() })),
    ]);
    return findings
      .filter(({ broken }) => broken > 0)
      .map(({ id: invariant, name, examples }) => `${invariant} ${name}: ${examples.join(' ')}`);
  } finally {
    await client.end();
  }
}
