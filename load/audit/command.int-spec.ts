import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  aCart,
  aCoupon,
  aKey,
  anEmail,
  anOrder,
  aProduct,
  aShippingMethod,
  asOwner,
  aStore,
  aTaxRate,
  becomes,
  type ChangeAnswer,
  eventually,
  root,
  StaffDesk,
  TestProcess,
  type TestProduct,
  type TestStore,
  units,
  type UnpaidOrder,
  WholeShop,
} from '@tradewind/testing';

let shop: WholeShop;
let store: TestStore;
let desk: StaffDesk;
let mug: TestProduct;
let jug: TestProduct;

/** The command itself, as a process of its own. */
async function audit(args: string[] = [], environment: NodeJS.ProcessEnv = {}) {
  const command = new TestProcess({
    args: [
      '--disable-warning=ExperimentalWarning',
      '--conditions=source',
      `${root}/load/audit/run.ts`,
      ...args,
    ],
    env: { ...process.env, STRIPE_API_URL: shop.sandbox.url, ...environment },
  });
  const code = await command.exitCode();
  return { code, output: command.output };
}

beforeAll(async () => {
  shop = await WholeShop.open();
  store = await aStore();
  desk = await StaffDesk.open(shop.api, store);
  for (const country of ['DE', 'GB']) await aTaxRate(store, country, 190_000);
  await aShippingMethod(store);
  [mug, jug] = [
    await aProduct(store, { stock: 40, price: 1_333 }),
    await aProduct(store, { stock: 40, price: 999 }),
  ];
});
afterAll(() => shop.close());

/** What the staff did, unless it was refused. */
async function done(change: Promise<ChangeAnswer>): Promise<ChangeAnswer> {
  const answer = await change;
  expect(answer).toMatchObject({ status: 201 });
  return answer;
}

const aPaidOrder = (of: number): Promise<UnpaidOrder> =>
  shop.aPaidOrder(store, [
    [mug, of],
    [jug, 1],
  ]);

/** Buys with a coupon, in a store of another currency that adds its tax. */
async function buyWithCoupon(currency: string): Promise<void> {
  const there = await aStore({ currency, pricesIncludeTax: false });
  await aTaxRate(there, 'GB', 88_750);
  await aShippingMethod(there, { rates: { '**': 490 } });
  const bowl = await aProduct(there, { stock: 10, price: 12_350, currency });
  const { code } = await aCoupon(there, { value: 123_400, maxUses: 5, maxUsesPerCustomer: 2 });
  const visitor = shop.api.visitor(there);
  const cart = await aCart(visitor, [[bowl, 3]]);
  await visitor.put(`/api/carts/${cart.id}/coupon`, { body: { code } });
  await visitor.put(`/api/carts/${cart.id}/delivery`, { body: { country: 'GB' } });
  const { body } = await visitor.get<typeof cart>(`/api/carts/${cart.id}`);
  const placed = await visitor.post<{ order: { id: string } }>('/api/orders', {
    headers: { 'idempotency-key': aKey() },
    body: { ...anOrder(body), email: anEmail() },
  });
  expect(placed.status).toBe(201);
  const { id } = placed.body.order;
  const started = await visitor.post<UnpaidOrder['started']>(`/api/orders/${id}/payment`);
  await shop.sandbox.pay(started.body);
  await becomes({ visitor, id }, 'paid');
  const staff = await StaffDesk.open(shop.api, there);
  await done(staff.refund(id, { lines: units([bowl, 1]), restock: true }));
  await becomes({ visitor, id }, 'partly_refunded');
  await done(staff.cancel(id));
  await becomes({ visitor, id }, 'refunded');
}

async function sendBack(order: UnpaidOrder): Promise<void> {
  const shipment = await done(desk.ship(order.id));
  await done(desk.deliver(order.id, shipment.body.id));
  const asked = await order.visitor.post<{ id: string }>(`/api/orders/${order.id}/returns`, {
    headers: { 'idempotency-key': aKey() },
    body: { lines: units([mug, 1]), reason: 'Too blue' },
  });
  for (const step of ['approval', 'receipt', 'refund'] as const)
    await done(desk.handle(asked.body.id, step, true));
  await becomes(order, 'partly_refunded');
}

/** The money first: the return that follows has nothing left to give back. */
async function sendBackForNothing(order: UnpaidOrder): Promise<void> {
  await done(desk.ship(order.id));
  await done(desk.refund(order.id, { lines: units([mug, 2], [jug, 1]) }));
  await becomes(order, 'partly_refunded');
  const asked = await order.visitor.post<{ id: string }>(`/api/orders/${order.id}/returns`, {
    headers: { 'idempotency-key': aKey() },
    body: { lines: units([mug, 1]), reason: 'Too blue' },
  });
  for (const step of ['approval', 'receipt', 'refund'] as const)
    await done(desk.handle(asked.body.id, step, true));
}

describe('npm run audit', () => {
  it('ends with 0 when everything that can happen to orders has happened', async () => {
    const [first, second, third, fourth, fifth, sixth] = await Promise.all(
      [1, 2, 3, 2, 1, 2].map(aPaidOrder),
    );
    await sendBackForNothing(sixth!);
    await sendBack(second!);
    await done(desk.ship(third!.id, { lines: units([mug, 2]) }));
    await done(desk.refund(third!.id, { lines: units([mug, 1]), shipping: true, restock: true }));
    await becomes(third!, 'partly_refunded');
    await done(desk.ship(third!.id));
    await done(desk.cancel(fourth!.id));
    await done(desk.refund(fifth!.id, { amount: { amount: 777, currency: 'EUR' } }));
    await shop.sandbox.refundAtProvider(first!.intentId, 500);

    const [given, forgotten, late] = await Promise.all(
      [1, 1, 2].map((count) => shop.anUnpaidOrder(store, [[jug, count]])),
    );
    await given!.visitor.post(`/api/orders/${given!.id}/cancellation`, {
      headers: { 'idempotency-key': aKey() },
    });
    await shop.endHold(forgotten!);
    await becomes(forgotten!, 'cancelled');
    await shop.sandbox.pay(late!.started, 'pm_card_chargeDeclined');
    await Promise.all(['USD', 'KWD', 'JPY'].map(buyWithCoupon));
    await becomes(first!, 'partly_refunded');
    await becomes(fourth!, 'refunded');

    const { code, output } = await audit(['--settle', '30']);
    expect(output).toContain('All books agree.');
    expect(output).toMatch(
      /✔ M7 {2}the payment provider's refunds and ours agree, both ways \(\d+ refunds\)/,
    );
    expect(output).toMatch(/✔ Q2 {2}the shop finished what it had begun \(after [\d.]+ s\)/);
    expect(output).toMatch(/– O1 .*\(not checked: only a load run keeps a journal/);
    expect(code).toBe(0);
  });

  it('says that the provider was not asked when its sandbox is away', async () => {
    const { code, output } = await audit([], { STRIPE_API_URL: 'http://127.0.0.1:1' });
    expect(output).toMatch(/– M7 .*not checked: the payment sandbox does not answer: ECONNREFUSED/);
    expect(code).toBe(0);
  });

  it('ends with 1, and says what and where, when something is broken', async () => {
    const breakIt = (by: number) =>
      asOwner(store.id, `UPDATE stock SET on_hand = on_hand + ${by} WHERE variant_id = '${mug.variantId}'`);
    await breakIt(1);
    const { code, output } = await audit();
    const { code: jsonCode, output: json } = await audit(['--json']);
    await breakIt(-1);

    expect(output).toMatch(
      new RegExp(`✘ S2 .*\\n\\s+broken by 1, such as\\n\\s+${store.slug} .*${mug.variantId}`),
    );
    expect(output).toMatch(/The books do not agree\. \d+ hold, 1 is broken, 2 were not checked/);
    expect(code).toBe(1);
    expect(jsonCode).toBe(1);
    const { holds, invariants } = JSON.parse(json) as {
      holds: boolean;
      invariants: { id: string; result: string; broken: number }[];
    };
    expect(holds).toBe(false);
    expect(invariants.filter(({ result }) => result === 'red')).toMatchObject([
      { id: 'S2', broken: 1, chapter: 'Stock' },
    ]);
  });

  it('ends with 1 when the shop does not finish in time', async () => {
    await shop.stopWorker();
    await aPlacedAndPaidOrder();
    const { code, output } = await audit(['--settle', '1']);
    await shop.startWorker();
    await shop.settled();

    expect(output).toMatch(
      /✘ Q2 {2}the shop finished what it had begun[^]*webhooks and [1-9]\d* jobs are left after/,
    );
    expect(code).toBe(1);
    await eventually(async () => expect((await audit()).code).toBe(0));
  });

  it.each([
    [
      'a database that does not answer',
      { DATABASE_OWNER_URL: 'postgresql://nobody@127.0.0.1:1/none' },
      [],
      /127\.0\.0\.1:1\/none does not answer/,
    ],
    ['an option that it does not know', {}, ['--fast'], /--fast/],
    ['a time that is none', {}, ['--settle', 'soon'], /npm run audit/],
  ])('ends with 2 for %s', async (_, environment, args, complaint) => {
    const { code, output } = await audit(args, environment);
    expect(output).toMatch(complaint);
    expect(code).toBe(2);
  });

  it('ends with 2 for a database that is not a shop, without showing a password', async () => {
    const elsewhere = new URL(process.env['DATABASE_OWNER_URL']!);
    elsewhere.pathname = '/postgres';
    const { code, output } = await audit([], { DATABASE_OWNER_URL: elsewhere.href });
    expect(code).toBe(2);
    expect(output).toMatch(/stores/);
    expect(output).not.toContain(elsewhere.password);
  });
});

async function aPlacedAndPaidOrder(): Promise<void> {
  const order = await shop.anUnpaidOrder(store, [[mug, 1]]);
  await shop.sandbox.pay(order.started);
}
