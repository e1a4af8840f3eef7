import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { StockMovement } from '@tradewind/contracts';
import {
  aKey,
  aMember,
  anEmail,
  aPlacedOrder,
  aProduct,
  aStore,
  asOwner,
  aVariant,
  fingerprintOf,
  type HttpClient,
  mailsTo,
  signInAsStaff,
  stockOf,
  TestApi,
  TestJobs,
  type TestProduct,
  type TestStore,
} from '@tradewind/testing';
import { v4 as randomId } from 'uuid';

let api: TestApi;
let jobs: TestJobs;
beforeAll(async () => {
  [api, jobs] = [await TestApi.start(), await TestJobs.start()];
});
afterAll(async () => {
  await api.close();
  await jobs.close();
});

const ask = (store: TestStore, variantId: string, email = anEmail(), headers: Record<string, string> = {}) =>
  api.visitor(store).post(`/api/variants/${variantId}/stock-alerts`, { body: { email }, headers });

const move = (by: HttpClient, variantId: string, delta: number, reason = 'received', key = aKey()) =>
  by.post(`/api/staff/variants/${variantId}/stock-movements`, {
    headers: { 'idempotency-key': key },
    body: { delta, reason },
  });

async function aClerk(store: TestStore): Promise<HttpClient> {
  const browser = api.visitor(store);
  await signInAsStaff(browser, (await aMember(store)).email);
  return browser;
}

/** The scheduled look, as the worker would have it run. */
async function look(store: TestStore): Promise<void> {
  await asOwner(
    store.id,
    `INSERT INTO outbox (id, store_id, job, payload) VALUES (gen_random_uuid(), $1, 'notify-back-in-stock', '{}')`,
    [store.id],
  );
  await jobs.run(store, 'notify-back-in-stock');
}

const asked = (store: TestStore, job: string) =>
  asOwner<{ payload: object }>(
    store.id,
    'SELECT payload FROM outbox WHERE store_id = $1 AND job = $2 AND done_at IS NULL',
    [store.id, job],
  );
const arrives = (store: TestStore, { variantId }: TestProduct, onHand: number) =>
  asOwner(store.id, 'UPDATE stock SET on_hand = $2 WHERE variant_id = $1', [variantId, onHand]);

describe('asking to be told when something is back', () => {
  it('is answered alike the first time and again, and kept once, however many ask at once', async () => {
    const store = await aStore();
    const { variantId } = await aProduct(store, { stock: 0 });
    const email = anEmail();
    const answers = await Promise.all(Array.from({ length: 5 }, () => ask(store, variantId, email)));
    answers.push(await ask(store, variantId, email.toUpperCase()));
    expect(answers.map(({ status, text }) => `${status} ${text}`)).toEqual(
      Array(6).fill('202 {"status":"accepted"}'),
    );
    expect(await asOwner(store.id, 'SELECT email FROM stock_alerts')).toEqual([{ email }]);
  });

  it('is refused for what can be had, and taken when all that is left is held for others', async () => {
    const store = await aStore();
    const mug = await aProduct(store, { stock: 1 });
    const { status, body } = await ask(store, mug.variantId);
    expect([status, body]).toEqual([409, expect.objectContaining({ code: 'in_stock' })]);
    await aPlacedOrder(api.visitor(store), [[mug, 1]]);
    expect((await ask(store, mug.variantId)).status).toBe(202);
  });

  it('knows nothing of other stores, nor of what is not published', async () => {
    const [store, elsewhere] = [await aStore(), await aStore()];
    const abroad = await aProduct(elsewhere, { stock: 0 });
    const draft = await aProduct(store, { stock: 0, status: 'draft' });
    for (const id of [abroad.variantId, draft.variantId, randomId()]) {
      const { status, body } = await ask(store, id);
      expect([status, body]).toEqual([404, expect.objectContaining({ code: 'not_found' })]);
    }
    expect(await asOwner(elsewhere.id, 'SELECT FROM stock_alerts')).toEqual([]);
  });

  it('is bounded for each address, from wherever, and for each network', async () => {
    const store = await aStore();
    const mug = await aProduct(store, { stock: 0 });
    const email = anEmail();
    const byAddress = await Promise.all(
      Array.from({ length: 15 }, (_, index) =>
        ask(store, mug.variantId, email, { 'x-forwarded-for': `198.51.100.${index}` }),
      ),
    );
    expect(byAddress.filter(({ status }) => status === 429)).toHaveLength(5);
    const byNetwork = [];
    for (let times = 0; times < 61; times++)
      byNetwork.push(
        (await ask(store, mug.variantId, anEmail(), { 'x-forwarded-for': '203.0.113.9' })).status,
      );
    expect(byNetwork).toEqual([...Array<number>(60).fill(202), 429]);
  });
});

describe('the look at what is back', () => {
  it('tells everybody who waits for what can be had, and only those, once', async () => {
    const store = await aStore();
    const [mug, bowl] = [await aProduct(store, { stock: 0 }), await aProduct(store, { stock: 0 })];
    const [ann, bob, cleo] = [anEmail(), anEmail(), anEmail()];
    for (const email of [ann, bob]) await ask(store, mug.variantId, email);
    await ask(store, bowl.variantId, cleo);
    await look(store);
    expect(await asked(store, 'send-back-in-stock')).toEqual([]);

    await arrives(store, mug, 1);
    await look(store);
    await look(store);
    await jobs.run(store, 'send-back-in-stock');
    await jobs.run(store, 'send-back-in-stock');
    const [mail] = await mailsTo(ann);
    expect(mail?.subject).toContain('Mug');
    expect([(await mailsTo(ann)).length, (await mailsTo(bob)).length, (await mailsTo(cleo)).length]).toEqual([
      1, 1, 0,
    ]);

    await arrives(store, mug, 0);
    expect((await ask(store, mug.variantId, ann)).status).toBe(202);
    await arrives(store, mug, 1);
    await look(store);
    await jobs.run(store, 'send-back-in-stock');
    expect(await mailsTo(ann)).toHaveLength(2);
  });

  it('tells nobody of what is gone again before the mail is sent: they go on waiting, each once', async () => {
    const store = await aStore();
    const mug = await aProduct(store, { stock: 0 });
    const [ann, bob] = [anEmail(), anEmail()];
    for (const email of [ann, bob]) await ask(store, mug.variantId, email);
    await arrives(store, mug, 1);
    await look(store);
    await arrives(store, mug, 0);
    expect((await ask(store, mug.variantId, bob)).status).toBe(202);
    await jobs.run(store, 'send-back-in-stock');
    expect(await asked(store, 'send-back-in-stock')).toEqual([]);
    expect([(await mailsTo(ann)).length, (await mailsTo(bob)).length]).toEqual([0, 0]);

    await arrives(store, mug, 2);
    await look(store);
    await jobs.run(store, 'send-back-in-stock');
    expect([(await mailsTo(ann)).length, (await mailsTo(bob)).length]).toEqual([1, 1]);
  });

  it('asks for each mail once, however many look at the same moment', async () => {
    const store = await aStore();
    const mug = await aProduct(store, { stock: 0 });
    await waitFor(store, mug, 50);
    await arrives(store, mug, 3);
    await Promise.all(Array.from({ length: 8 }, () => look(store)));
    const ids = (await asked(store, 'send-back-in-stock')).map(({ payload }) => JSON.stringify(payload));
    expect([ids.length, new Set(ids).size]).toEqual([50, 50]);
  });

  it('takes many of them in batches, and asks for the next look itself', async () => {
    const store = await aStore();
    const mug = await aProduct(store, { stock: 0 });
    const other = await aVariant(store, mug, { stock: 0 });
    await waitFor(store, mug, 150);
    await waitFor(store, other, 300);
    await arrives(store, mug, 3);
    await arrives(store, other, 3);
    await look(store);
    const mails = [(await asked(store, 'send-back-in-stock')).length];
    while ((await jobs.run(store, 'notify-back-in-stock')) > 0)
      mails.push((await asked(store, 'send-back-in-stock')).length);
    expect(mails).toEqual([200, 400, 450]);
  });

  it('does not tell of what is not published any more, nor of what other stores have', async () => {
    const [store, elsewhere] = [await aStore(), await aStore()];
    const [mug, abroad] = [await aProduct(store, { stock: 0 }), await aProduct(elsewhere, { stock: 0 })];
    await ask(store, mug.variantId);
    await ask(elsewhere, abroad.variantId);
    await arrives(store, mug, 1);
    await arrives(elsewhere, abroad, 1);
    await asOwner(store.id, `UPDATE products SET status = 'draft'`);
    await look(store);
    expect(await asOwner(store.id, 'SELECT FROM stock_alerts WHERE notified_at IS NOT NULL')).toEqual([]);
    expect(await asOwner(elsewhere.id, 'SELECT FROM stock_alerts WHERE notified_at IS NOT NULL')).toEqual([]);
  });

  /** As `ask`, for more people than may ask from one network. */
  const waitFor = (store: TestStore, { variantId }: TestProduct, count: number) =>
    asOwner(
      store.id,
      `INSERT INTO stock_alerts (id, variant_id, email)
       SELECT gen_random_uuid(), $1, 'waiting-' || n || '@example.com' FROM generate_series(1, $2::int) n`,
      [variantId, count],
    );
});

describe('a movement of stock', () => {
  it('changes what is on hand and is written down, once for each key', async () => {
    const store = await aStore();
    const [clerk, mug, key] = [await aClerk(store), await aProduct(store, { stock: 2 }), aKey()];
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => move(clerk, mug.variantId, 5, 'received', key)),
    );
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(StockMovement.parse(answers[0]?.body)).toMatchObject({ delta: 5, onHand: 7, available: 7 });
    expect((await move(clerk, mug.variantId, -3, 'corrected')).status).toBe(201);
    expect((await stockOf(store, mug)).onHand).toBe(4);
    const rows = await asOwner(store.id, 'SELECT delta, reason FROM stock_movements ORDER BY created_at');
    expect(rows.slice(1)).toEqual([
      { delta: 5, reason: 'received' },
      { delta: -3, reason: 'corrected' },
    ]);
  });

  it('loses none of twenty that come at the same moment', async () => {
    const store = await aStore();
    const [clerk, mug] = [await aClerk(store), await aProduct(store, { stock: 0 })];
    await Promise.all(Array.from({ length: 20 }, () => move(clerk, mug.variantId, 1)));
    const [{ sum } = {}] = await asOwner<{ sum: number }>(
      store.id,
      'SELECT sum(delta)::int AS sum FROM stock_movements',
    );
    expect([(await stockOf(store, mug)).onHand, sum]).toEqual([20, 20]);
  });

  it('takes no units that orders hold, and none that are not there', async () => {
    const store = await aStore();
    const [clerk, mug] = [await aClerk(store), await aProduct(store, { stock: 3 })];
    await aPlacedOrder(api.visitor(store), [[mug, 2]]);
    const { status, body } = await move(clerk, mug.variantId, -2, 'corrected');
    expect([status, body]).toEqual([409, expect.objectContaining({ code: 'stock_not_possible' })]);
    const taken = await Promise.all(
      Array.from({ length: 5 }, () => move(clerk, mug.variantId, -1, 'corrected')),
    );
    expect(taken.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409]);
    expect(await stockOf(store, mug)).toEqual({ onHand: 2, reserved: 2 });
  });

  it.each([
    [0, 'corrected'],
    [-1, 'received'],
    [0, 'received'],
    [1.5, 'received'],
    [100_001, 'received'],
    [1, 'stolen'],
  ])('is refused when it makes no sense: %d, %s', async (delta, reason) => {
    const store = await aStore();
    const [clerk, mug] = [await aClerk(store), await aProduct(store)];
    const before = await fingerprintOf(store);
    expect((await move(clerk, mug.variantId, delta, reason)).status).toBe(422);
    expect(await fingerprintOf(store)).toEqual(before);
  });

  it('has those told who wait, at once, when there was nothing and now there is', async () => {
    const store = await aStore();
    const [clerk, mug, email] = [await aClerk(store), await aProduct(store, { stock: 0 }), anEmail()];
    await ask(store, mug.variantId, email);
    await move(clerk, mug.variantId, 2);
    expect(await asked(store, 'notify-back-in-stock')).toHaveLength(1);
    await move(clerk, mug.variantId, 2);
    expect(await asked(store, 'notify-back-in-stock')).toHaveLength(1);
    await jobs.run(store, 'notify-back-in-stock');
    await jobs.run(store, 'send-back-in-stock');
    expect(await mailsTo(email)).toHaveLength(1);
  });

  it('of what another store has is of nothing', async () => {
    const [store, elsewhere] = [await aStore(), await aStore()];
    const abroad = await aProduct(elsewhere);
    const clerk = await aClerk(store);
    for (const id of [abroad.variantId, randomId()])
      expect((await move(clerk, id, 1)).body).toMatchObject({ status: 404, code: 'not_found' });
    expect((await stockOf(elsewhere, abroad)).onHand).toBe(10);
  });
});
