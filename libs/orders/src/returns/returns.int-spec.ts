import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ReturnPage } from '@tradewind/contracts';
import {
  aKey,
  aPaidOrder,
  aProduct,
  aStore,
  booksOf,
  type ChangeAnswer,
  type HttpClient,
  refundsSucceed,
  StaffDesk,
  stockOf,
  TestApi,
  TestJobs,
  type TestProduct,
  type TestStore,
  units,
} from '@tradewind/testing';

let api: TestApi;
let jobs: TestJobs;
let store: TestStore;
let staff: StaffDesk;
let mug: TestProduct;
let ann: HttpClient;
/** Five mugs at 10.00 each, of which three were sent to Ann. */
let orderId: string;

beforeAll(async () => {
  [api, jobs] = [await TestApi.start(), await TestJobs.start()];
  store = await aStore();
  staff = await StaffDesk.open(api, store);
});
beforeEach(async () => {
  mug = await aProduct(store, { price: 1_000, stock: 10 });
  ann = api.visitor(store);
  orderId = (await aPaidOrder(jobs, store, ann, [[mug, 5]])).order.id;
  await staff.ship(orderId, { lines: units([mug, 3]) });
});
afterAll(async () => {
  await api.close();
  await jobs.close();
});

const ask = (lines: object[], key = aKey()): Promise<ChangeAnswer> =>
  ann.post(`/api/orders/${orderId}/returns`, {
    headers: { 'idempotency-key': key },
    body: { lines, reason: 'Too small' },
  });
const aReturn = async (quantity: number): Promise<string> => (await ask(units([mug, quantity]))).body.id;
const moneyLeaves = async () => {
  await refundsSucceed(store);
  await jobs.run(store, 'settle-refund');
};
const returnsOf = async () => (await staff.order(orderId)).returns.map(({ id, status }) => [id, status]);

/** Takes a return through these steps, each of which must be allowed. */
async function take(returnId: string, ...steps: Parameters<StaffDesk['handle']>[1][]): Promise<void> {
  for (const step of steps) {
    const { status, text } = await staff.handle(returnId, step);
    if (status !== 201) throw new Error(`The ${step} was refused: ${text}`);
  }
}

describe('a return', () => {
  it('is asked for, approved, received, put on the shelf and paid back', async () => {
    const asked = await ask(units([mug, 2]));
    expect([asked.status, asked.body.status]).toEqual([201, 'requested']);
    const { id } = asked.body;
    const listed = ReturnPage.parse((await staff.browser.get('/api/staff/returns?status=requested')).body);
    expect(listed.items).toContainEqual(
      expect.objectContaining({ id, orderId, units: 2, reason: 'Too small' }),
    );

    expect((await staff.handle(id, 'approval')).body).toEqual({ id, status: 'approved' });
    expect((await staff.handle(id, 'receipt', true)).body).toEqual({ id, status: 'received' });
    expect(await stockOf(store, mug)).toEqual({ onHand: 7, reserved: 0 });
    expect((await staff.handle(id, 'refund')).body.status).toBe('pending');
    expect(await returnsOf()).toEqual([[id, 'received']]);
    await moneyLeaves();

    expect(await returnsOf()).toEqual([[id, 'refunded']]);
    expect(await staff.order(orderId)).toMatchObject({
      status: 'partly_refunded',
      refunded: { amount: 2_000 },
      lines: [{ quantity: 5, shippedQuantity: 3, refundedQuantity: 2 }],
    });
    expect(await staff.balances(orderId)).toEqual({ provider: 3_000, customer: 0, goods: -3_000 });
    // What is left to send is what was not sent: what came back is not sent again.
    expect((await staff.ship(orderId, { lines: units([mug, 3]) })).body.code).toBe('not_that_many_left');
    expect((await staff.ship(orderId)).body.status).toBe('shipped');
  });

  it('of something broken is not put on the shelf', async () => {
    const id = await aReturn(2);
    await take(id, 'approval', 'receipt', 'refund');
    expect(await stockOf(store, mug)).toEqual({ onHand: 5, reserved: 0 });
  });

  it('may be refused before the parcel is back', async () => {
    const [early, late] = [await aReturn(1), await aReturn(1)];
    await take(early, 'rejection');
    await take(late, 'approval', 'rejection');
    expect(await returnsOf()).toEqual([
      [early, 'rejected'],
      [late, 'rejected'],
    ]);
    // Its units may be asked for again.
    expect((await ask(units([mug, 3]))).status).toBe(201);
  });

  it('is only of what was sent and is in no other return', async () => {
    const jug = await aProduct(store);
    for (const lines of [units([mug, 4]), units([jug, 1])])
      expect(await ask(lines)).toMatchObject({ status: 422, body: { code: 'not_returnable' } });
    await ask(units([mug, 2]));
    expect((await ask(units([mug, 2]))).body.code).toBe('not_returnable');
    expect((await ask(units([mug, 1]))).status).toBe(201);
  });

  it('of the same units is taken once, however often it is asked for at the same moment', async () => {
    // Connections that are warm, or the first request is over before the second arrives.
    await Promise.all(Array.from({ length: 10 }, () => ann.get(`/api/orders/${orderId}`)));
    for (let round = 0; round < 5; round++) {
      const answers = await Promise.all(Array.from({ length: 10 }, () => ask(units([mug, 2]))));
      expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(9).fill(422)]);
      const asked = answers.find(({ status }) => status === 201);
      await take(asked?.body.id ?? '', 'rejection');
    }
  });
});

describe('a step of a return that is not allowed', () => {
  const steps = ['approval', 'rejection', 'receipt', 'refund'] as const;

  it.each([
    ['requested', [], ['receipt', 'refund']],
    ['approved', ['approval'], ['approval', 'refund']],
    ['rejected', ['rejection'], steps],
    ['received', ['approval', 'receipt'], ['approval', 'rejection', 'receipt']],
    ['refunded', ['approval', 'receipt', 'refund'], steps],
  ] as const)('is refused while it is %s', async (status, before, refused) => {
    const id = await aReturn(1);
    await take(id, ...before);
    await moneyLeaves();
    const stock = await stockOf(store, mug);
    for (const step of refused) {
      const answer = await staff.handle(id, step, true);
      expect([step, answer.status, answer.body.code]).toEqual([step, 409, 'illegal_return_step']);
    }
    expect(await returnsOf()).toEqual([[id, status]]);
    expect(await stockOf(store, mug)).toEqual(stock);
  });
});

describe('the money for a return', () => {
  it('goes back once, however many press the button, before and after it has left', async () => {
    const id = await aReturn(1);
    await take(id, 'approval', 'receipt');
    const answers = await Promise.all(Array.from({ length: 10 }, () => staff.handle(id, 'refund')));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(9).fill(409)]);
    expect((await booksOf({ store, id: orderId })).payments).toMatchObject([{ refunded: 1_000 }]);
    await moneyLeaves();
    expect((await staff.handle(id, 'refund')).status).toBe(409);
    expect((await booksOf({ store, id: orderId })).refunds).toHaveLength(1);
  });

  it('is not paid for units whose price was given back by hand before, and that ends the return', async () => {
    const id = await aReturn(3);
    await take(id, 'approval', 'receipt');
    await staff.refund(orderId);
    expect((await staff.handle(id, 'refund')).body).toEqual({ id, status: 'refunded' });
    expect(await returnsOf()).toEqual([[id, 'refunded']]);
    expect((await booksOf({ store, id: orderId })).refunds).toMatchObject([{ amount: 5_000 }]);
  });

  it('puts no unit on the shelf twice: not by a refund and by the return of it', async () => {
    const id = await aReturn(3);
    await staff.refund(orderId, { lines: units([mug, 3]), restock: true });
    await moneyLeaves();
    await take(id, 'approval');
    // Five were sold, three are back: of the others there are two.
    expect((await staff.handle(id, 'receipt', true)).body.code).toBe('already_restocked');
    await take(id, 'receipt');
    expect(await stockOf(store, mug)).toEqual({ onHand: 8, reserved: 0 });
  });
});
