import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import {
  aCart,
  aKey,
  anOrder,
  asOwner,
  becomes,
  booksOf,
  eventually,
  inTurns,
  confirmationsTo,
  stockOf,
  type TestProduct,
  type TestStore,
  type UnpaidOrder,
  WholeShop,
} from '@tradewind/testing';

let shop: WholeShop;
beforeAll(async () => {
  shop = await WholeShop.open();
});
afterEach(() => shop.sandbox.disarm());
afterAll(() => shop.close());

/** The provider does not end payments, so that they can still be made when their order's time is over. */
const refuseToEnd = () =>
  shop.sandbox.arm({ kind: 'fail', operation: 'payment_intents.cancel', times: 'until_disarmed' });

const isFreeAgain = (order: UnpaidOrder) =>
  eventually(async () => expect(await booksOf(order)).toMatchObject({ stockState: 'free' }));

const movementsOf = (store: TestStore, { id }: UnpaidOrder) =>
  asOwner<{ delta: number; reason: string }>(
    store.id,
    'SELECT delta, reason FROM stock_movements WHERE order_id = $1 ORDER BY created_at, id',
    [id],
  );

const wholly = (amount: number) => [{ status: 'succeeded', captured: amount, refunded: amount }];

describe('the hold on an unpaid order', () => {
  it.each([
    ['fails', { kind: 'fail' }],
    ['hangs', { kind: 'hang', ms: 300 }],
    ['talks nonsense', { kind: 'garbage' }],
  ] as const)('ends on time also while the provider %s, and the payment ends later', async (_, fault) => {
    const { store, mug } = await shop.aStore({ stock: 1 });
    const order = await shop.anUnpaidOrder(store, [[mug, 1]]);
    expect(await stockOf(store, mug)).toEqual({ onHand: 1, reserved: 1 });
    await shop.sandbox.arm({ ...fault, operation: 'payment_intents.cancel', times: 'until_disarmed' });
    await shop.endHold(order);

    await isFreeAgain(order);
    expect(await stockOf(store, mug)).toEqual({ onHand: 1, reserved: 0 });
    expect(await booksOf(order)).toMatchObject({
      status: 'awaiting_payment',
      payments: [{ status: 'pending' }],
    });
    // The unit is for others already.
    const other = await shop.aPaidOrder(store, [[mug, 1]]);
    expect(await movementsOf(store, other)).toEqual([{ delta: -1, reason: 'sold' }]);

    await shop.sandbox.disarm();
    await becomes(order, 'cancelled');
    expect(await booksOf(order)).toMatchObject({ payments: [{ status: 'canceled' }], balances: {} });
    expect(await shop.sandbox.ledgerOf(order.id)).toMatchObject([{ status: 'canceled', captured: 0 }]);
    expect(await stockOf(store, mug)).toEqual({ onHand: 0, reserved: 0 });
  });

  it('that has ended is followed by no other payment', async () => {
    const { store, mug } = await shop.aStore({ stock: 1 });
    const order = await shop.anUnpaidOrder(store, [[mug, 1]]);
    await refuseToEnd();
    await shop.endHold(order);
    await isFreeAgain(order);
    await shop.sandbox.disarm();
    await shop.sandbox.cancelAtProvider(order.intentId);
    const { status } = await order.visitor.post(`/api/orders/${order.id}/payment`);
    expect(status).toBe(409);
    await becomes(order, 'cancelled');
    expect(await shop.sandbox.ledgerOf(order.id)).toHaveLength(1);
  });
});

describe('a payment that is made after the hold has ended', () => {
  it('takes the goods again while there are any', async () => {
    const { store, mug } = await shop.aStore({ stock: 3, price: 1_000 });
    const order = await shop.anUnpaidOrder(store, [[mug, 2]]);
    await refuseToEnd();
    await shop.endHold(order);
    await isFreeAgain(order);

    expect(await shop.sandbox.pay(order.started)).toBe('succeeded');

    await becomes(order, 'paid');
    await shop.sandbox.disarm();
    await shop.settled();
    expect(await booksOf(order)).toMatchObject({
      status: 'paid',
      stockState: 'sold',
      balances: { provider: 2_000, goods: -2_000 },
    });
    expect(await stockOf(store, mug)).toEqual({ onHand: 1, reserved: 0 });
    expect(await movementsOf(store, order)).toEqual([{ delta: -2, reason: 'sold' }]);
    expect(await confirmationsTo(order.email)).toHaveLength(1);
  });

  it('goes back by itself when others were faster', async () => {
    const { store, mug } = await shop.aStore({ stock: 2, price: 1_000 });
    const order = await shop.anUnpaidOrder(store, [[mug, 2]]);
    await refuseToEnd();
    await shop.endHold(order);
    await isFreeAgain(order);
    await shop.aPaidOrder(store, [[mug, 1]]);

    expect(await shop.sandbox.pay(order.started)).toBe('succeeded');

    await becomes(order, 'refunded');
    await shop.sandbox.disarm();
    await shop.settled();
    expect(await booksOf(order)).toMatchObject({ stockState: 'free', payments: wholly(2_000), balances: {} });
    expect(await shop.sandbox.refundsOf(order.id)).toMatchObject([{ amount: 2_000, status: 'succeeded' }]);
    expect(await stockOf(store, mug)).toEqual({ onHand: 1, reserved: 0 });
    expect(await movementsOf(store, order)).toEqual([]);
    expect(await confirmationsTo(order.email)).toEqual([]);
    expect(await stepsOf(store, order)).toEqual(['awaiting_payment', 'cancelled', 'refunded']);
  });

  it('goes back by itself also when the last units are only held by others', async () => {
    const { store, mug } = await shop.aStore({ stock: 1, price: 1_000 });
    const order = await shop.anUnpaidOrder(store, [[mug, 1]]);
    await refuseToEnd();
    await shop.endHold(order);
    await isFreeAgain(order);
    const holder = await shop.anUnpaidOrder(store, [[mug, 1]]);
    await shop.sandbox.pay(order.started);
    await becomes(order, 'refunded');
    expect(await stockOf(store, mug)).toEqual({ onHand: 1, reserved: 1 });
    await shop.sandbox.pay(holder.started);
    await becomes(holder, 'paid');
  });
});

const stepsOf = async (store: TestStore, { id }: UnpaidOrder): Promise<string[]> => {
  const rows = await asOwner<{ to: string }>(
    store.id,
    `SELECT to_status AS "to" FROM order_events WHERE order_id = $1 ORDER BY created_at, id`,
    [id],
  );
  return rows.map(({ to }) => to);
};

describe('paying at the very moment when the hold ends', () => {
  it('has one legal outcome for each of forty, while others buy what becomes free', async () => {
    const many = 40;
    const { store, mug } = await shop.aStore({ stock: many, price: 1_000 });
    // Whoever has paid before, and whoever pays when all is over: whatever comes of the others, both are among them.
    const early = await shop.aPaidOrder(store, [[mug, 1]]);
    const racing = await inTurns(many - 2, () => shop.anUnpaidOrder(store, [[mug, 1]]));
    const late = await shop.anUnpaidOrder(store, [[mug, 1]]);
    // Between the end of the hold and the end of the payment there is room for everything.
    await shop.sandbox.arm({
      kind: 'delay',
      operation: 'payment_intents.cancel',
      ms: 400,
      probability: 0.5,
      seed: 7,
      times: 'until_disarmed',
    });
    const passersBy = Promise.all(Array.from({ length: 4 }, () => eagerBuyer(store, mug)));
    await Promise.all([
      ...racing.map(async (order, index) => {
        await sleep((index % 8) * 30);
        await Promise.all([shop.endHold(order), sleep((index % 10) * 100)]);
        await shop.sandbox.pay(order.started);
      }),
      shop.endHold(early),
      shop
        .endHold(late)
        .then(() => becomes(late, 'cancelled'))
        .then(() => shop.sandbox.pay(late.started)),
    ]);
    const bought = (await passersBy).reduce((sum, units) => sum + units, 0);
    await shop.settled();

    const outcomes = await Promise.all([early, ...racing, late].map((order) => outcomeOf(store, order)));
    expect([outcomes.at(0), outcomes.at(-1)]).toEqual(['paid', 'cancelled']);
    const sold = outcomes.filter((outcome) => outcome === 'paid').length;
    expect(await stockOf(store, mug)).toEqual({ onHand: many - sold, reserved: bought });
  });
});

/** Holds every unit that becomes free, and does not pay. */
async function eagerBuyer(store: TestStore, mug: TestProduct): Promise<number> {
  let bought = 0;
  const visitor = shop.api.visitor(store);
  for (const end = performance.now() + 2_000; performance.now() < end;) {
    const cart = await aCart(visitor, [[mug, 1]]);
    const headers = { 'idempotency-key': aKey() };
    const { status } = await visitor.post('/api/orders', { headers, body: anOrder(cart) });
    if (status === 201) bought++;
    else await sleep(10);
  }
  return bought;
}

type Outcome = 'paid' | 'cancelled' | 'refunded';

/** What became of an order, if our books, the goods and the provider say the same of it. */
async function outcomeOf(store: TestStore, order: UnpaidOrder): Promise<Outcome> {
  const [books, ledger, moved] = await Promise.all([
    booksOf(order),
    shop.sandbox.ledgerOf(order.id),
    movementsOf(store, order),
  ]);
  const seen = { ...books, ledger, moved };
  const legal = {
    paid: {
      stockState: 'sold',
      balances: { provider: 1_000, goods: -1_000 },
      ledger: [{ status: 'succeeded', captured: 1_000, refunded: 0 }],
      moved: [{ delta: -1, reason: 'sold' }],
    },
    cancelled: {
      stockState: 'free',
      balances: {},
      ledger: [{ status: 'canceled', captured: 0, refunded: 0 }],
      moved: [],
    },
    refunded: {
      stockState: 'free',
      payments: wholly(1_000),
      balances: {},
      ledger: [{ status: 'succeeded', captured: 1_000, refunded: 1_000 }],
      moved: [],
    },
  };
  const outcome = books.status as Outcome;
  expect(Object.keys(legal)).toContain(outcome);
  expect(seen).toMatchObject(legal[outcome]);
  return outcome;
}
