import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PlacedOrder } from '@tradewind/contracts';
import {
  aCart,
  aKey,
  anEmail,
  anOrder,
  becomes,
  eventually,
  confirmationsTo,
  type SentStatement,
  StatementCount,
  startPayment,
  type TestProduct,
  type TestStore,
  WholeShop,
} from '@tradewind/testing';

/** What a whole purchase may cost the database. Other shops take hundreds. */
const budget = 30;

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
  await shop.settled();
  const seen = await becomes({ visitor, id: order.id }, 'paid');
  expect(seen.paidAt).not.toBeNull();
}

const listed = (statements: SentStatement[]): string =>
  statements.map(({ calls, text }) => `${String(calls).padStart(3)}  ${text}`).join('\n');

describe('a whole purchase', () => {
  it(`from the empty cart to the settled order takes no more than ${budget} statements`, async () => {
    const { store, mug } = await shop.aStore();
    // Once before: what the processes know of a store they ask for every ten seconds, not for every purchase.
    await buy(store, mug);
    await count.reset();

    await buy(store, mug);

    const statements = await count.sent();
    const total = statements.reduce((sum, { calls }) => sum + calls, 0);
    if (total > budget) throw new Error(`${total} statements:\n${listed(statements)}`);
  });
});
