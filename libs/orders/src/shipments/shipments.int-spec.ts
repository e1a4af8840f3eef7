import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  aPaidOrder,
  aPlacedOrder,
  aProduct,
  aStore,
  asOwner,
  refundsSucceed,
  StaffDesk,
  TestApi,
  TestJobs,
  type TestProduct,
  type TestStore,
  units,
} from '@tradewind/testing';
import { v4 as randomId } from 'uuid';

let api: TestApi;
let jobs: TestJobs;
let store: TestStore;
let mug: TestProduct;
let bowl: TestProduct;
let staff: StaffDesk;
beforeAll(async () => {
  [api, jobs] = [await TestApi.start(), await TestJobs.start()];
  store = await aStore();
  [mug, bowl] = [await aProduct(store, { stock: 1_000 }), await aProduct(store, { stock: 1_000 })];
  staff = await StaffDesk.open(api, store);
});
afterAll(async () => {
  await api.close();
  await jobs.close();
});

/** Three mugs and a bowl, paid. */
async function anOrderId(): Promise<string> {
  const { order } = await aPaidOrder(jobs, store, api.visitor(store), [
    [mug, 3],
    [bowl, 1],
  ]);
  return order.id;
}
const stepsOf = async (orderId: string): Promise<string[]> =>
  (
    await asOwner<{ step: string }>(
      store.id,
      'SELECT to_status AS step FROM order_events WHERE order_id = $1 ORDER BY id',
      [orderId],
    )
  ).map(({ step }) => step);

describe('sending a paid order', () => {
  it('in one parcel takes all of it, with carrier and number, for the customer to see', async () => {
    const visitor = api.visitor(store);
    const { order } = await aPaidOrder(jobs, store, visitor, [
      [mug, 3],
      [bowl, 1],
    ]);
    const { status, body } = await staff.ship(order.id, { carrier: 'DHL', tracking: 'JD 1' });

    expect([status, body.status]).toEqual([201, 'shipped']);
    const seen = (await visitor.get(`/api/orders/${order.id}`)).body;
    expect(seen).toEqual(await staff.order(order.id));
    expect(seen).toMatchObject({
      status: 'shipped',
      shippedAt: expect.any(String),
      shipments: [{ id: body.id, carrier: 'DHL', tracking: 'JD 1', deliveredAt: null }],
      lines: [{ shippedQuantity: 3 }, { shippedQuantity: 1 }],
    });
  });

  it('in several parcels is partly shipped until the last has left, and delivered when all have arrived', async () => {
    const orderId = await anOrderId();
    const parcels = [
      await staff.ship(orderId, { lines: units([mug, 1]) }),
      await staff.ship(orderId, { lines: units([mug, 1], [bowl, 1]) }),
      await staff.ship(orderId),
    ];
    expect(parcels.map(({ status, body }) => [status, body.status])).toEqual([
      [201, 'partly_shipped'],
      [201, 'partly_shipped'],
      [201, 'shipped'],
    ]);
    const { shipments } = await staff.order(orderId);
    const sent = shipments.map(({ lines }) => lines.reduce((sum, { quantity }) => sum + quantity, 0));
    expect(sent).toEqual([1, 2, 1]);

    const arrivals = [];
    for (const { body } of parcels) arrivals.push((await staff.deliver(orderId, body.id)).body.status);
    expect(arrivals).toEqual(['shipped', 'shipped', 'delivered']);
    expect(await stepsOf(orderId)).toEqual([
      'awaiting_payment',
      'paid',
      'partly_shipped',
      'shipped',
      'delivered',
    ]);
  });

  it('is delivered once: told again, it stays the day it was', async () => {
    const orderId = await anOrderId();
    const { body } = await staff.ship(orderId);
    await staff.deliver(orderId, body.id);
    const before = await staff.order(orderId);
    expect((await staff.deliver(orderId, body.id)).status).toBe(201);
    expect(await staff.order(orderId)).toEqual(before);
    expect((await staff.deliver(orderId, randomId())).status).toBe(404);
  });

  it('does not send more than is left, nor what was not ordered', async () => {
    const orderId = await anOrderId();
    const jug = await aProduct(store);
    for (const lines of [units([mug, 4]), units([jug, 1]), units([mug, 1], [bowl, 2])]) {
      const { status, body } = await staff.ship(orderId, { lines });
      expect([status, body.code]).toEqual([422, 'not_that_many_left']);
    }
    await staff.ship(orderId, { lines: units([mug, 2]) });
    expect((await staff.ship(orderId, { lines: units([mug, 2]) })).body.code).toBe('not_that_many_left');
    expect((await staff.order(orderId)).shipments).toHaveLength(1);
  });

  it('is once, however many press the button', async () => {
    // Connections that are warm, or the first request is over before the second arrives.
    await Promise.all(Array.from({ length: 10 }, () => staff.browser.get('/api/staff/orders')));
    for (let round = 0; round < 5; round++) {
      const orderId = await anOrderId();
      const answers = await Promise.all(Array.from({ length: 10 }, () => staff.ship(orderId)));
      expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(9).fill(409)]);
      expect((await staff.order(orderId)).shipments).toHaveLength(1);
    }
  });

  it('sends each unit once, however many pack it', async () => {
    for (let round = 0; round < 5; round++) {
      const orderId = await anOrderId();
      const answers = await Promise.all(
        Array.from({ length: 10 }, () => staff.ship(orderId, { lines: units([mug, 1]) })),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([
        ...Array<number>(3).fill(201),
        ...Array<number>(7).fill(422),
      ]);
      const { lines, status } = await staff.order(orderId);
      expect([status, lines.map(({ shippedQuantity }) => shippedQuantity)]).toEqual([
        'partly_shipped',
        [3, 0],
      ]);
    }
  });
});

describe('what is not sent', () => {
  it('is an order that is not paid, cancelled, sent already or paid back', async () => {
    const { order: unpaid } = await aPlacedOrder(api.visitor(store), [[mug, 1]]);
    const [cancelled, sent, refunded] = [await anOrderId(), await anOrderId(), await anOrderId()];
    await staff.cancel(cancelled);
    await staff.ship(sent);
    await staff.refund(refunded);
    // On its way back already, though nobody has it yet.
    expect((await staff.ship(refunded)).body.code).toBe('nothing_left_to_ship');
    await refundsSucceed(store);
    await jobs.run(store, 'settle-refund');

    const answers = await Promise.all([unpaid.id, cancelled, sent, refunded].map((id) => staff.ship(id)));
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual(
      Array(4).fill([409, 'illegal_transition']),
    );
  });

  it('are units that were paid back before they left', async () => {
    const orderId = await anOrderId();
    await staff.refund(orderId, { lines: units([mug, 2]) });
    expect((await staff.ship(orderId, { lines: units([mug, 2]) })).body.code).toBe('not_that_many_left');
    expect((await staff.ship(orderId)).body.status).toBe('shipped');
    expect((await staff.order(orderId)).lines).toMatchObject([
      { shippedQuantity: 1, refundedQuantity: 2 },
      { shippedQuantity: 1, refundedQuantity: 0 },
    ]);
  });
});
