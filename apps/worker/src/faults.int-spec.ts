import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  aPlacedOrder,
  aProduct,
  aStore,
  asOwner,
  BuiltWorker,
  eventually,
  MailGate,
  mailsTo,
  OwnWorld,
  TestApi,
  type TestProcess,
  type TestStore,
} from '@tradewind/testing';
import { v7 as uuidv7 } from 'uuid';

/** A minute is promised; a job's lock runs out after ten seconds, and a check of ten more sees it. */
const promisedMs = 50_000;

let world: OwnWorld;
let api: TestApi;
let built: BuiltWorker;
let gate: MailGate;
let store: TestStore;
const running = new Set<TestProcess>();

beforeAll(async () => {
  world = await OwnWorld.enter();
  [api, built, gate, store] = await Promise.all([
    TestApi.start(),
    BuiltWorker.build(),
    MailGate.start(),
    aStore(),
  ]);
});
afterAll(async () => {
  for (const worker of running) await worker.kill();
  await Promise.all([api.close(), gate.stop()]);
  built.remove();
  await world.leave();
});

async function aWorker(env: NodeJS.ProcessEnv = {}): Promise<TestProcess> {
  const worker = await built.start({ SMTP_URL: gate.url, ...env });
  running.add(worker);
  return worker;
}

/** An order whose money has arrived, and the row that makes it settled and told of: what a webhook leaves. */
async function aPaymentThatArrives() {
  const { order } = await aPlacedOrder(api.visitor(store), [[await aProduct(store), 1]]);
  const commit = () =>
    asOwner(
      store.id,
      `WITH paid AS (
         UPDATE payments SET status = 'succeeded', captured_minor = amount_minor WHERE order_id = $1 RETURNING order_id
       )
       INSERT INTO outbox (id, store_id, job, payload)
       SELECT $2, $3, 'settle-order', jsonb_build_object('orderId', order_id) FROM paid`,
      [order.id, uuidv7(), store.id],
    );
  return { email: order.email, orderId: order.id, commit };
}

const arrivesOnce = (email: string, patienceMs = promisedMs) =>
  eventually(async () => expect(await mailsTo(email)).toHaveLength(1), patienceMs);

/** The job is done, its row says so, and the order was settled once. */
async function isDone(orderId: string): Promise<void> {
  await eventually(async () => {
    const rows = await asOwner(
      store.id,
      `SELECT 1 FROM outbox WHERE payload->>'orderId' = $1 AND job <> 'expire-unpaid-order' AND done_at IS NULL`,
      [orderId],
    );
    expect(rows).toHaveLength(0);
  }, promisedMs);
  const sold = await asOwner(store.id, `SELECT delta FROM stock_movements WHERE order_id = $1`, [orderId]);
  expect(sold).toEqual([{ delta: -1 }]);
}

describe('a worker that is killed', () => {
  it('between the commit and its publishing loses nothing: the next one tells the customer, once', async () => {
    const { email, orderId, commit } = await aPaymentThatArrives();
    const first = await aWorker();
    first.signal('SIGSTOP');
    await commit();
    await first.kill();

    const second = await aWorker();
    await arrivesOnce(email);
    await isDone(orderId);
    expect(await second.stop()).toBe(0);
  });

  it('after the mail was taken and before it heard so writes again under the same Message-ID', async () => {
    gate.mode = 'silent';
    const { email, orderId, commit } = await aPaymentThatArrives();
    const first = await aWorker();
    await commit();
    await eventually(() => expect(gate.swallowed).toBe(1));
    await first.kill();
    gate.mode = 'open';

    const second = await aWorker();
    const mails = await eventually(async () => {
      const arrived = await mailsTo(email);
      expect(arrived).toHaveLength(2);
      return arrived;
    }, promisedMs);
    expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(1);
    await isDone(orderId);
    expect(await second.stop()).toBe(0);
  });
});

describe('a Redis that is killed and comes back empty', () => {
  it('loses no job: what was published and not done is published again', async () => {
    gate.mode = 'shut';
    const { email, orderId, commit } = await aPaymentThatArrives();
    const worker = await aWorker();
    const visits = gate.visits;
    await commit();
    // Turned away, the job waits in Redis, and nowhere else, for its next attempt.
    await eventually(() => expect(gate.visits).toBeGreaterThan(visits));
    await world.redis.loseEverything();
    gate.mode = 'open';

    await arrivesOnce(email);
    await isDone(orderId);
    expect(await worker.stop()).toBe(0);
  });
});

describe('a worker that is asked to stop', () => {
  it('finishes what it has begun', async () => {
    gate.mode = 'silent';
    const swallowed = gate.swallowed;
    const { email, orderId, commit } = await aPaymentThatArrives();
    const worker = await aWorker();
    await commit();
    await eventually(() => expect(gate.swallowed).toBe(swallowed + 1));

    const stopped = worker.stop();
    // It has nothing else to do by then, and waits for this mail all the same.
    await sleep(2_000);
    expect(worker.hasEnded).toBe(false);
    gate.release();
    expect(await stopped).toBe(0);
    await arrivesOnce(email);
    await isDone(orderId);
  });
});
