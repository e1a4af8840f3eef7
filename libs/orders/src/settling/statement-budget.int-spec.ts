import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PlacedOrder } from '@tradewind/contracts';
import { type JobName, windowOf } from '@tradewind/jobs';
import {
  aCart,
  aKey,
  anEmail,
  anOrder,
  asOwner,
  becomes,
  eventually,
  confirmationsTo,
  owner,
  type SentStatement,
  StatementCount,
  startPayment,
  type TestProduct,
  type TestStore,
  WholeShop,
} from '@tradewind/testing';

/** What a whole purchase may cost the database. Other shops take hundreds. */
const budget = 30;
/** And its papers, which nobody waits for: the invoice issued and rendered, and the mail with the link to it. */
const paperBudget = 12;

let shop: WholeShop;
let count: StatementCount;
beforeAll(async () => {
  shop = await WholeShop.open();
  count = await StatementCount.begin();
});
afterAll(async () => {
  await count.end();
  await shop.close();
});

/** From an empty cart to the confirmation in the mailbox, and one look at the order. */
async function buy(store: TestStore, mug: TestProduct): Promise<void> {
  const visitor = shop.api.visitor(store);
  const cart = await aCart(visitor, [[mug, 2]]);
  const { body } = await visitor.post('/api/orders', {
    headers: { 'idempotency-key': aKey() },
    body: { ...anOrder(cart), email: anEmail() },
  });
  const { order } = PlacedOrder.parse(body);
  const started = await startPayment(visitor, order.id);
  expect(await shop.sandbox.pay(started)).toBe('succeeded');
  await eventually(async () => expect(await confirmationsTo(order.email)).toHaveLength(1));
  await allDoneBut('issue-invoice');
  const seen = await becomes({ visitor, id: order.id }, 'paid');
  expect(seen.paidAt).not.toBeNull();
}

/** Waits until nothing is left to do but this. */
const allDoneBut = (job: string): Promise<void> =>
  eventually(async () => {
    const { rowCount } = await owner.query(
      'SELECT FROM outbox WHERE done_at IS NULL AND failed_with IS NULL AND due_at <= now() AND job <> $1',
      [job],
    );
    if (rowCount) throw new Error('There is more to do.');
  });

/** Nobody begins with these jobs: as many as may be in Redis at a time are there already, as far as the outbox knows. */
async function holdBack(store: TestStore, job: JobName): Promise<void> {
  await asOwner(
    store.id,
    `INSERT INTO outbox (id, store_id, job, payload, due_at, published_at)
     SELECT gen_random_uuid(), $1, $2, '{}', now() + interval '1 day', now() FROM generate_series(1, $3)`,
    [store.id, job, windowOf(job)],
  );
}

const letGo = (store: TestStore, job: JobName) =>
  asOwner(store.id, `DELETE FROM outbox WHERE store_id = $1 AND job = $2 AND payload = '{}'`, [
    store.id,
    job,
  ]);

async function within(limit: number): Promise<void> {
  const statements = await count.sent();
  const total = statements.reduce((sum, { calls }) => sum + calls, 0);
  if (total > limit) throw new Error(`${total} statements:\n${listed(statements)}`);
}

const listed = (statements: SentStatement[]): string =>
  statements.map(({ calls, text }) => `${String(calls).padStart(3)}  ${text}`).join('\n');

describe('a whole purchase', () => {
  it(`from the empty cart to the settled order takes no more than ${budget} statements, and its papers ${paperBudget}`, async () => {
    const { store, mug } = await shop.aStore();
    await holdBack(store, 'issue-invoice');
    // Once before: what the processes know of a store they ask for every ten seconds, not for every purchase.
    await buy(store, mug);
    await letGo(store, 'issue-invoice');
    await shop.settled();
    await holdBack(store, 'issue-invoice');
    await count.reset();

    await buy(store, mug);
    await within(budget);

    await count.reset();
    await letGo(store, 'issue-invoice');
    await shop.settled();
    await within(paperBudget);
  });
});
