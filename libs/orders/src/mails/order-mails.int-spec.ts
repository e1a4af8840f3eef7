import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  asOwner,
  eventually,
  linkTo,
  mailsTo,
  owner,
  StaffDesk,
  type TestProduct,
  type TestStore,
  units,
  type UnpaidOrder,
  WholeShop,
} from '@tradewind/testing';

let shop: WholeShop;
let store: TestStore;
let mug: TestProduct;
beforeAll(async () => {
  shop = await WholeShop.open();
  ({ store, mug } = await shop.aStore({ stock: 100, price: 1_000 }));
});
afterAll(() => shop.close());

const subjectsTo = async (email: string): Promise<string[]> =>
  (await mailsTo(email)).map(({ subject }) => subject).reverse();

/** Asks once more for every mail that was asked for. */
async function askAgain(): Promise<void> {
  await asOwner(
    store.id,
    `INSERT INTO outbox (id, store_id, job, payload, subject)
     SELECT gen_random_uuid(), $1, asked.* FROM (
       SELECT DISTINCT job, payload, subject FROM outbox
       WHERE store_id = $1 AND job LIKE 'send-%' AND job <> 'send-refund') asked`,
    [store.id],
  );
  await owner.query('NOTIFY outbox');
  await shop.settled();
}

describe('the mails about an order', () => {
  it('come once each, the confirmation first, and again under the same Message-ID if nobody remembers them', async () => {
    const order = await shop.aPaidOrder(store, [[mug, 2]]);
    await shop.settled();
    const desk = await StaffDesk.open(shop.api, store);
    await desk.ship(order.id, { carrier: 'DHL', tracking: '12345' });
    await desk.refund(order.id, { lines: units([mug, 1]) });
    await eventually(async () => expect(await mailsTo(order.email)).toHaveLength(5));

    const subjects = await subjectsTo(order.email);
    expect(subjects[0]).toMatch(/^Your order \S+ at /);
    expect(subjects.slice(1).toSorted()).toEqual([
      expect.stringMatching(/^Credit note CN-\S+ for your order /),
      expect.stringMatching(/^Invoice \S+ for your order /),
      expect.stringMatching(/^Your order \S+ at .* is on its way$/),
      expect.stringMatching(/^€10\.00 paid back for your order /),
    ]);
    await askAgain();
    expect(await mailsTo(order.email)).toHaveLength(5);

    // As after a crash between the mail and the note of it.
    await asOwner(store.id, 'DELETE FROM email_log');
    await askAgain();
    const ids = (await mailsTo(order.email)).map(({ messageId }) => messageId);
    expect([ids.length, new Set(ids).size]).toEqual([10, 5]);
  });
});

describe('a payment that is declined', () => {
  const decline = async (order: UnpaidOrder, card = 'pm_card_visa_chargeDeclined'): Promise<void> => {
    expect(await shop.sandbox.pay(order.started, card)).toBe('card_declined');
    await shop.settled();
  };
  const askedFor = ({ id }: UnpaidOrder) =>
    asOwner<{ minutes: number }>(
      store.id,
      `SELECT round(extract(epoch FROM due_at - created_at) / 60)::int AS minutes FROM outbox
       WHERE job = 'send-payment-failed' AND payload->>'orderId' = $1`,
      [id],
    );
  const fiveMinutesLater = async (): Promise<void> => {
    await asOwner(store.id, `UPDATE outbox SET due_at = now() WHERE job = 'send-payment-failed'`);
    await owner.query('NOTIFY outbox');
    await shop.settled();
  };

  it('is written about once, five minutes later, with the way to another try', async () => {
    const order = await shop.anUnpaidOrder(store, [[mug, 1]]);
    await decline(order);
    await decline(order, 'pm_card_chargeDeclinedInsufficientFunds');
    expect(await askedFor(order)).toEqual([{ minutes: 5 }]);
    expect(await subjectsTo(order.email)).toEqual([]);

    await fiveMinutesLater();

    expect(await subjectsTo(order.email)).toEqual([expect.stringMatching(/did not go through$/)]);
    const { link, token } = await linkTo(order.email);
    expect(link.pathname).toBe(`/orders/${order.id}/payment`);
    const stranger = shop.api.visitor(store);
    const { status } = await stranger.get(`/api/orders/${order.id}`, { headers: { 'order-token': token } });
    expect(status).toBe(200);
  });

  it('is not written about once another card has paid, and does not keep the confirmation waiting', async () => {
    const order = await shop.anUnpaidOrder(store, [[mug, 1]]);
    await decline(order);
    await shop.sandbox.pay(order.started);
    await eventually(async () => expect(await mailsTo(order.email)).toHaveLength(2));
    await fiveMinutesLater();
    expect((await subjectsTo(order.email)).filter((subject) => /did not go/.test(subject))).toEqual([]);
  });

  it('is not written about once the goods are no longer held', async () => {
    const order = await shop.anUnpaidOrder(store, [[mug, 1]]);
    await decline(order);
    await asOwner(store.id, 'UPDATE orders SET held_until = now() WHERE id = $1', [order.id]);
    await fiveMinutesLater();
    expect(await subjectsTo(order.email)).toEqual([]);
  });
});
