import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Change, OrderDetail, RefundOrder } from '@tradewind/contracts';
import {
  aKey,
  type Answer,
  becomes,
  booksOf,
  eventually,
  type HttpClient,
  inTurns,
  outcomesOf,
  stockOf,
  type TestProduct,
  type TestStore,
  type UnpaidOrder,
  WholeShop,
} from '@tradewind/testing';

let shop: WholeShop;
let store: TestStore;
let mug: TestProduct;
let staff: HttpClient;
beforeAll(async () => {
  shop = await WholeShop.open();
  ({ store, mug, staff } = await shop.aStore({ stock: 1_000, price: 1_000 }));
});
afterEach(() => shop.sandbox.disarm());
afterAll(() => shop.close());

const reason = 'It arrived broken.';
const eur = (amount: number) => ({ amount, currency: 'EUR' });
const sold = { provider: 3_000, goods: -3_000 };

/** Three mugs of ten euros each, paid. */
const aPaidOrder = () => shop.aPaidOrder(store, [[mug, 3]]);

/** Paid with a card that does something special about refunds. */
async function anOrderPaidWith(card: string): Promise<UnpaidOrder> {
  const order = await shop.anUnpaidOrder(store, [[mug, 3]]);
  expect(await shop.sandbox.pay(order.started, card)).toBe('succeeded');
  await becomes(order, 'paid');
  return order;
}

const refund = (
  { id }: UnpaidOrder,
  wish: Partial<RefundOrder> = {},
  key = aKey(),
): Promise<Answer<Change>> =>
  staff.post<Change>(`/api/staff/orders/${id}/refunds`, {
    headers: { 'idempotency-key': key },
    body: { reason, ...wish },
  });

async function isRefunded(order: UnpaidOrder, wish: Partial<RefundOrder> = {}): Promise<void> {
  const { status, text } = await refund(order, wish);
  expect([status, text]).toEqual([201, expect.stringContaining('pending')]);
}

const atProvider = async ({ id }: UnpaidOrder): Promise<{ amount: number; status: string }[]> =>
  (await shop.sandbox.refundsOf(id)).map(({ amount, status }) => ({ amount, status }));

/** Our refunds are the provider's, one by one, and so is what we say is captured and paid back. */
async function booksAgree(order: UnpaidOrder): Promise<void> {
  const [{ payments, refunds }, ledger] = await Promise.all([
    booksOf(order),
    shop.sandbox.ledgerOf(order.id),
  ]);
  const ours = payments.map(({ intent, captured, refunded }) => ({ intent, captured, refunded }));
  const theirs = ledger.map(({ payment_intent: intent, captured, refunded }) => ({
    intent,
    captured,
    refunded,
  }));
  expect(ours).toEqual(theirs);
  const made = refunds.filter(({ provider }) => provider !== null);
  expect(made.map(({ provider, amount, status }) => [provider, amount, status]).toSorted()).toEqual(
    ledger
      .flatMap((entry) => entry.refunds)
      .map(({ id, amount, status }) => [id, amount, status])
      .toSorted(),
  );
}

describe('paying back', () => {
  it('a unit, an amount and the rest leaves nothing, in our books and the provider’s', async () => {
    const order = await aPaidOrder();
    await isRefunded(order, { lines: [{ variantId: mug.variantId, quantity: 1 }] });
    await becomes(order, 'partly_refunded');
    await isRefunded(order, { amount: eur(250) });
    await isRefunded(order);
    const seen = await becomes(order, 'refunded');
    await shop.settled();

    expect(await atProvider(order)).toEqual(
      [1_000, 250, 1_750].map((amount) => ({ amount, status: 'succeeded' })),
    );
    expect(seen.refunded).toEqual(eur(3_000));
    expect((await booksOf(order)).balances).toEqual({});
    await booksAgree(order);
    expect(await refund(order)).toMatchObject({ status: 409, body: { code: 'not_refundable' } });
  });

  it('twenty times at once pays back no more than was taken', async () => {
    const order = await aPaidOrder();
    const answers = await Promise.all(Array.from({ length: 20 }, () => refund(order, { amount: eur(290) })));
    const accepted = answers.filter(({ status }) => status === 201).length;
    expect(accepted).toBe(10);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201, 422]));
    await shop.settled();
    expect(await atProvider(order)).toEqual(
      Array.from({ length: 10 }, () => ({ amount: 290, status: 'succeeded' })),
    );
    await booksAgree(order);
  });

  it('twenty times with one key pays back once', async () => {
    const order = await aPaidOrder();
    const key = aKey();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => refund(order, { amount: eur(100) }, key)),
    );
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    await shop.settled();
    expect(await atProvider(order)).toEqual([{ amount: 100, status: 'succeeded' }]);
  });

  it.each([
    ['fails', { kind: 'fail', status: 500, times: 4 }],
    ['is too busy', { kind: 'fail', status: 429, times: 2 }],
    ['fails after it was done', { kind: 'fail', status: 500, after_work: true, times: 4 }],
    ['hangs', { kind: 'hang', ms: 200, times: 4 }],
    ['hangs after it was done', { kind: 'hang', ms: 200, after_work: true, times: 4 }],
    ['drops the reply after it was done', { kind: 'drop_reply', times: 4 }],
    ['talks nonsense after it was done', { kind: 'garbage', after_work: true, times: 2 }],
  ] as const)('while the provider %s is done once', async (_, fault) => {
    const order = await aPaidOrder();
    // Or its webhook would tell us that it was done before we ask again.
    await shop.sandbox.arm({ kind: 'lose', times: 'until_disarmed' });
    await shop.sandbox.arm({ ...fault, operation: 'refunds.create' });
    await isRefunded(order, { amount: eur(700) });
    await becomes(order, 'partly_refunded');
    await shop.settled();
    expect(await atProvider(order)).toEqual([{ amount: 700, status: 'succeeded' }]);
    await booksAgree(order);
    expect((await booksOf(order)).balances).toEqual({ provider: 2_300, goods: -2_300 });
  });

  it('at the very moment that the worker is replaced is done once', async () => {
    const order = await aPaidOrder();
    await shop.sandbox.arm({ kind: 'lose', times: 'until_disarmed' });
    await shop.sandbox.arm({ kind: 'delay', operation: 'refunds.create', ms: 500, after_work: true });
    await isRefunded(order, { amount: eur(700) });
    await eventually(async () => expect(await atProvider(order)).toHaveLength(1));
    await shop.stopWorker();
    await shop.startWorker();
    await becomes(order, 'partly_refunded');
    await shop.settled();
    expect(await atProvider(order)).toHaveLength(1);
    await booksAgree(order);
  });

  it('of a cancelled order puts its goods back once', async () => {
    const before = await stockOf(store, mug);
    const order = await aPaidOrder();
    const { status } = await staff.post(`/api/staff/orders/${order.id}/cancellation`, {
      headers: { 'idempotency-key': aKey() },
      body: { reason },
    });
    expect(status).toBe(201);
    await becomes(order, 'refunded');
    await shop.settled();
    expect(await stockOf(store, mug)).toEqual(before);
    expect((await booksOf(order)).balances).toEqual({});
    await booksAgree(order);
  });
});

describe('a refund that the bank sends back', () => {
  it('can be tried again, as often as it comes back, and the money stays in the books', async () => {
    const order = await anOrderPaidWith('pm_card_refundFail');
    for (let attempt = 1; attempt <= 2; attempt++) {
      await isRefunded(order);
      await eventually(async () =>
        expect((await booksOf(order)).refunds.map(({ status }) => status)).toEqual(
          Array.from({ length: attempt }, () => 'failed'),
        ),
      );
      await shop.settled();
    }
    const books = await booksOf(order);
    expect(books).toMatchObject({ payments: [{ captured: 3_000, refunded: 0 }], balances: sold });
    expect(books.refunds.map(({ failedWith }) => failedWith)).not.toContain(null);
    await booksAgree(order);
    const { body } = await order.visitor.get<OrderDetail>(`/api/orders/${order.id}`);
    expect(body.refunded).toEqual(eur(0));
  });

  it('is known also when the news of it were lost', async () => {
    const order = await anOrderPaidWith('pm_card_refundFail');
    await shop.sandbox.arm({ kind: 'lose', times: 'until_disarmed' });
    await isRefunded(order);
    await eventually(async () => expect(await atProvider(order)).toMatchObject([{ status: 'failed' }]));
    await shop.settled();
    await shop.reconcile(store);
    await shop.settled();
    expect(await booksOf(order)).toMatchObject({ refunds: [{ status: 'failed' }], balances: sold });
    await booksAgree(order);
  });

  it('of an order that was never sold can be tried again by the staff', async () => {
    const order = await shop.anUnpaidOrder(store, [[mug, 3]]);
    await shop.sandbox.arm({ kind: 'lose', event: 'payment_intent.*', times: 'until_disarmed' });
    await shop.sandbox.pay(order.started, 'pm_card_refundFail');
    const cancelled = await staff.post(`/api/staff/orders/${order.id}/cancellation`, {
      headers: { 'idempotency-key': aKey() },
      body: { reason },
    });
    expect(cancelled.status).toBe(201);
    await eventually(async () =>
      expect((await booksOf(order)).refunds).toMatchObject([{ status: 'failed' }]),
    );
    await shop.settled();
    expect(await booksOf(order)).toMatchObject({ payments: [{ captured: 3_000, refunded: 0 }] });
    await isRefunded(order);
  });
});

describe('a refund that takes its time', () => {
  it('is pending until the provider says that it was done', async () => {
    const order = await anOrderPaidWith('pm_card_pendingRefund');
    const { id } = await shop.sandbox.arm({ kind: 'hold', times: 'until_disarmed' });
    await isRefunded(order, { amount: eur(500) });
    await eventually(async () => {
      const [made] = (await booksOf(order)).refunds;
      expect(made?.provider).not.toBeNull();
    });
    await shop.sandbox.disarm(id);
    await becomes(order, 'partly_refunded');
    await shop.settled();
    await booksAgree(order);
    expect((await booksOf(order)).balances).toEqual({ provider: 2_500, goods: -2_500 });
  });
});

describe('a refund made in the provider’s dashboard', () => {
  it('is taken into the books as soon as we hear of it', async () => {
    const order = await aPaidOrder();
    await shop.sandbox.refundAtProvider(order.intentId, 400);
    await becomes(order, 'partly_refunded');
    await shop.settled();
    await booksAgree(order);
    expect((await booksOf(order)).balances).toEqual({ provider: 2_600, goods: -2_600 });
    expect((await booksOf(order)).refunds).toMatchObject([{ amount: 400, status: 'succeeded' }]);

    // What is left can still be paid back here, and no more than that.
    expect((await refund(order, { amount: eur(2_601) })).status).toBe(422);
    await isRefunded(order);
    await becomes(order, 'refunded');
    await shop.settled();
    await booksAgree(order);
    expect((await booksOf(order)).balances).toEqual({});
  });

  it('is found by the reconciliation when we never hear of it', async () => {
    const order = await aPaidOrder();
    await shop.sandbox.arm({ kind: 'lose', times: 'until_disarmed' });
    await shop.sandbox.refundAtProvider(order.intentId);
    await shop.settled();
    expect(await booksOf(order)).toMatchObject({ status: 'paid', refunds: [] });
    await shop.reconcile(store);
    await becomes(order, 'refunded');
    await shop.settled();
    await booksAgree(order);
    expect((await booksOf(order)).balances).toEqual({});
  });

  it('ten times at the moment when the staff pay back as well pays back once', async () => {
    const orders = await inTurns(10, aPaidOrder);
    await Promise.all(
      orders.flatMap((order) => [
        refund(order),
        // Refused, when ours was faster.
        shop.sandbox.refundAtProvider(order.intentId, 3_000).catch(() => undefined),
      ]),
    );
    await shop.settled();
    await shop.reconcile(store);
    await shop.settled();
    for (const order of orders) {
      expect(await atProvider(order)).toEqual([{ amount: 3_000, status: 'succeeded' }]);
      await booksAgree(order);
      expect(await booksOf(order)).toMatchObject({ status: 'refunded', balances: {} });
    }
  });

  it('while one of ours cannot be sent is taken into the books when ours has been refused', async () => {
    const order = await aPaidOrder();
    // Ours is looked for at the provider before it is sent.
    await shop.sandbox.arm({ kind: 'fail', operation: 'refunds.list', times: 4 });
    await isRefunded(order);
    await shop.sandbox.refundAtProvider(order.intentId);
    await becomes(order, 'refunded');
    await shop.settled();
    expect(await booksOf(order)).toMatchObject({ refunds: [{ status: 'failed' }, { status: 'succeeded' }] });
    expect(await outcomesOf(order.intentId)).not.toContain('ignored: more than was captured');
    await booksAgree(order);
    expect((await booksOf(order)).balances).toEqual({});
  });

  it.each([
    ['all of it', undefined, ['refunded']],
    ['a part of it', 1_000, ['partly_refunded', 'refunded']],
  ] as const)(
    'before we have heard of the payment (%s) leaves no order behind, of ten',
    async (_, amount, ends) => {
      const orders = await inTurns(10, () => shop.anUnpaidOrder(store, [[mug, 3]]));
      // The refund is the first that we hear of.
      await shop.sandbox.arm({ kind: 'lose', event: 'payment_intent.*', times: 'until_disarmed' });
      for (const { started, intentId } of orders) {
        await shop.sandbox.pay(started);
        await shop.sandbox.refundAtProvider(intentId, amount);
      }
      await shop.settled();
      for (const order of orders) {
        await shop.endHold(order);
        await becomes(order, ...ends);
      }
      await shop.settled();
      for (const order of orders) {
        await booksAgree(order);
        const { status, balances } = await booksOf(order);
        const left = 3_000 - (amount ?? 0);
        expect(balances).toEqual(status === 'refunded' ? {} : { provider: left, goods: -left });
      }
    },
  );
});
