import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { StartedPayment } from '@tradewind/contracts';
import {
  aKey,
  becomes,
  booksOf,
  eventually,
  type HttpClient,
  inTurns,
  intentIdOf,
  startPayment,
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

const anUnpaidOrder = () => shop.anUnpaidOrder(store, [[mug, 1]]);
const cancelAsStaff = ({ id }: UnpaidOrder) =>
  staff.post(`/api/staff/orders/${id}/cancellation`, {
    headers: { 'idempotency-key': aKey() },
    body: { reason: 'The customer asked for it.' },
  });
const cancelAsBuyer = ({ id, visitor }: UnpaidOrder) =>
  visitor.post(`/api/orders/${id}/cancellation`, { headers: { 'idempotency-key': aKey() } });

describe('giving an order up', () => {
  it.each([
    ['by the staff', cancelAsStaff],
    ['by its buyer', cancelAsBuyer],
  ])('%s while it is being paid keeps nobody’s money, of twenty not once', async (_, cancel) => {
    const before = await stockOf(store, mug);
    const orders = await inTurns(20, anUnpaidOrder);
    const races = orders.map((order) => [cancel(order), shop.sandbox.pay(order.started)] as const);
    const answers = await Promise.all(races.map(([cancelled]) => cancelled));
    await Promise.all(races.map(([, paid]) => paid));
    await shop.settled();

    const outcomes = await Promise.all(orders.map(whatBecameOf));
    // A buyer who had paid already was told that it is too late; the staff never are.
    answers.forEach(({ status }, index) => {
      expect(status).toBe(outcomes[index] === 'paid' ? 409 : 201);
    });
    const sold = outcomes.filter((outcome) => outcome === 'paid').length;
    if (cancel === cancelAsStaff) expect(sold).toBe(0);
    expect(await stockOf(store, mug)).toEqual({ onHand: before.onHand - sold, reserved: 0 });
  });

  it('whose payment has succeeded without our having heard of it sends the money back', async () => {
    const order = await anUnpaidOrder();
    await shop.sandbox.arm({ kind: 'lose', times: 'until_disarmed' });
    await shop.sandbox.pay(order.started);
    expect((await cancelAsStaff(order)).status).toBe(201);
    await becomes(order, 'refunded');
    expect(await booksOf(order)).toMatchObject({ refunds: [{ status: 'succeeded' }], balances: {} });
    expect(await shop.sandbox.ledgerOf(order.id)).toMatchObject([{ captured: 1_000, refunded: 1_000 }]);
  });

  it('while the provider is away is done at once, and its payment ends when the provider is back', async () => {
    const order = await anUnpaidOrder();
    await shop.sandbox.arm({ kind: 'fail', operation: 'payment_intents.cancel', times: 3 });
    expect((await cancelAsBuyer(order)).status).toBe(201);
    expect(await booksOf(order)).toMatchObject({ status: 'cancelled', payments: [{ status: 'pending' }] });
    await shop.settled();
    expect(await booksOf(order)).toMatchObject({ status: 'cancelled', payments: [{ status: 'canceled' }] });
    expect(await shop.sandbox.ledgerOf(order.id)).toMatchObject([{ status: 'canceled' }]);
  });
});

/** What became of an order, if our books and the provider's say the same of it. */
async function whatBecameOf(order: UnpaidOrder): Promise<string> {
  const [books, ledger] = await Promise.all([booksOf(order), shop.sandbox.ledgerOf(order.id)]);
  const legal: Record<string, object> = {
    paid: { balances: { provider: 1_000, goods: -1_000 }, ledger: [{ captured: 1_000, refunded: 0 }] },
    cancelled: { balances: {}, ledger: [{ status: 'canceled', captured: 0 }] },
    refunded: { balances: {}, ledger: [{ captured: 1_000, refunded: 1_000 }] },
  };
  expect({ ...books, ledger }).toMatchObject(legal[books.status] ?? { status: 'one of these' });
  return books.status;
}

describe('a payment that was ended at the provider', () => {
  it('is followed by another one, and the customer is charged once', async () => {
    const order = await anUnpaidOrder();
    await shop.sandbox.cancelAtProvider(order.intentId);
    const again = await startPayment(order.visitor, order.id);
    expect(intentIdOf(again)).not.toBe(order.intentId);

    expect(await shop.sandbox.pay(order.started)).not.toBe('succeeded');
    expect(await shop.sandbox.pay(again)).toBe('succeeded');

    await becomes(order, 'paid');
    await shop.settled();
    expect(await booksOf(order)).toMatchObject({
      payments: [
        { status: 'canceled', captured: 0 },
        { status: 'succeeded', captured: 1_000 },
      ],
      balances: { provider: 1_000, goods: -1_000 },
    });
    const charged = await shop.sandbox.ledgerOf(order.id);
    expect(charged.map(({ captured }) => captured).toSorted()).toEqual([0, 1_000]);
  });

  it('is followed by one other, however many ask at once, and all get the same', async () => {
    const order = await anUnpaidOrder();
    await shop.sandbox.cancelAtProvider(order.intentId);
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => order.visitor.post<StartedPayment>(`/api/orders/${order.id}/payment`)),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ body }) => body.clientSecret)).size).toBe(1);
    expect(await shop.sandbox.ledgerOf(order.id)).toHaveLength(2);
    expect((await booksOf(order)).payments).toMatchObject([{ status: 'canceled' }, { status: 'pending' }]);
  });

  it('five times over is paid by the sixth', async () => {
    const order = await anUnpaidOrder();
    let { started } = order;
    for (let attempt = 0; attempt < 5; attempt++) {
      await shop.sandbox.cancelAtProvider(intentIdOf(started));
      started = await startPayment(order.visitor, order.id);
    }
    await shop.sandbox.pay(started);
    await becomes(order, 'paid');
    expect(await shop.sandbox.ledgerOf(order.id)).toHaveLength(6);
  });
});

describe('a card that is declined', () => {
  it.each([
    ['pm_card_visa_chargeDeclined', 'generic_decline'],
    ['pm_card_chargeDeclinedInsufficientFunds', 'insufficient_funds'],
    ['pm_card_visa_chargeDeclinedLostCard', 'lost_card'],
    ['pm_card_chargeDeclinedExpiredCard', 'expired_card'],
    ['pm_card_chargeDeclinedIncorrectCvc', 'incorrect_cvc'],
    ['pm_card_chargeDeclinedProcessingError', 'processing_error'],
    ['pm_card_chargeDeclinedFraudulent', 'fraudulent'],
  ])('(%s) is noted with its reason, and another card pays on the same payment', async (card, reason) => {
    const order = await anUnpaidOrder();
    expect(await shop.sandbox.pay(order.started, card)).not.toBe('succeeded');
    await eventually(async () =>
      expect(await booksOf(order)).toMatchObject({
        status: 'awaiting_payment',
        stockState: 'held',
        payments: [{ status: 'pending', declinedWith: reason, captured: 0 }],
      }),
    );
    const again = await startPayment(order.visitor, order.id);
    expect(intentIdOf(again)).toBe(order.intentId);
    await shop.sandbox.pay(again);
    await becomes(order, 'paid');
    expect(await shop.sandbox.ledgerOf(order.id)).toMatchObject([{ captured: 1_000 }]);
  });

  it('by its bank is noted, and one that the bank approves pays', async () => {
    const order = await anUnpaidOrder();
    expect(await shop.sandbox.pay(order.started, 'pm_card_authenticationRequired')).toBe('requires_action');
    await shop.answerBank(order, 'refuse');
    await eventually(async () =>
      expect(await booksOf(order)).toMatchObject({
        payments: [{ status: 'pending', declinedWith: 'payment_intent_authentication_failure' }],
      }),
    );
    await shop.sandbox.pay(order.started, 'pm_card_authenticationRequired');
    await shop.settled();
    expect(await booksOf(order)).toMatchObject({ status: 'awaiting_payment' });
    await shop.answerBank(order, 'approve');
    await becomes(order, 'paid');
    expect(await shop.sandbox.ledgerOf(order.id)).toMatchObject([{ captured: 1_000 }]);
  });
});

describe('the page that the customer comes back to', () => {
  it('proves nothing, whatever its address says', async () => {
    const order = await anUnpaidOrder();
    const told = new URLSearchParams({ payment_intent: order.intentId, redirect_status: 'succeeded' });
    const { body } = await order.visitor.get(`/api/orders/${order.id}?${told.toString()}`);
    expect(body).toMatchObject({ status: 'awaiting_payment' });
    await shop.settled();
    expect(await booksOf(order)).toMatchObject({ status: 'awaiting_payment', balances: {} });
  });
});
