import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type ArrivingPayment,
  eventually,
  owner,
  shortLock,
  type TestProcess,
  WorkerTrial,
} from '@tradewind/testing';

let trial: WorkerTrial;
let worker: TestProcess;
const folder = mkdtempSync(join(tmpdir(), 'tradewind-poison-'));

beforeAll(async () => {
  trial = await WorkerTrial.begin();
  worker = await trial.aWorker();
});
afterAll(async () => {
  await trial.end();
  rmSync(folder, { recursive: true });
});

/** Writes a row down, whatever is in it, and returns its id. */
async function written(job: string, payload: string): Promise<string> {
  const { rows } = await owner.query<{ id: string }>(
    `INSERT INTO outbox (id, store_id, job, payload) VALUES (gen_random_uuid(), $1, $2, ${payload}) RETURNING id`,
    [trial.store.id, job],
  );
  return String(rows[0]?.id);
}

async function stateOf(id: string) {
  const { rows } = await owner.query<{
    attempts: number;
    failedWith: string | null;
    isPublished: boolean;
    lastError: string;
  }>(
    `SELECT attempts, failed_with AS "failedWith", published_at IS NOT NULL AS "isPublished", last_error AS "lastError"
     FROM outbox WHERE id = $1`,
    [id],
  );
  return rows[0];
}

/** Somebody pays, and hears of it: the worker does its work. */
async function workGoesOn(): Promise<void> {
  const payment: ArrivingPayment = await trial.aPaymentThatArrives();
  await payment.commit();
  await trial.isSettledOnce(payment);
}

describe('beside poison', () => {
  it('work goes on when a job throws each time, and that one is tried again later and later', async () => {
    const id = await written('send-order-confirmation', `jsonb_build_object('orderId', gen_random_uuid())`);
    await workGoesOn();
    await eventually(async () => expect((await stateOf(id))?.attempts).toBeGreaterThanOrEqual(3), 30_000);
    expect(await stateOf(id)).toMatchObject({ failedWith: null, lastError: expect.any(String) });
  });

  it('a job that has failed as often as it may is a dead letter, with its reason', async () => {
    const id = await written('send-order-confirmation', `jsonb_build_object('orderId', gen_random_uuid())`);
    await owner.query('UPDATE outbox SET attempts = 15 WHERE id = $1', [id]);
    await eventually(async () => expect((await stateOf(id))?.failedWith).not.toBeNull(), 30_000);
    expect((await stateOf(id))?.failedWith).toBe((await stateOf(id))?.lastError);
  });

  it.each([
    ['is no object', `'"settle"'`],
    ['has what nobody asked for', `jsonb_build_object('orderId', gen_random_uuid(), 'price', 1)`],
    [
      'holds ten megabytes',
      `jsonb_build_object('orderId', (SELECT string_agg(md5(n::text), '') FROM generate_series(1, 320000) n))`,
    ],
  ])('a payload that %s is a dead letter at once', async (_, payload) => {
    const id = await written('settle-order', payload);
    await eventually(async () =>
      expect((await stateOf(id))?.failedWith).toBe('The payload does not fit the job.'),
    );
    await workGoesOn();
  });

  it('a job that nobody knows waits for a version that does', async () => {
    const id = await written('of-tomorrow', `'{}'`);
    await workGoesOn();
    expect(await stateOf(id)).toMatchObject({ isPublished: false, failedWith: null });
  });

  it('a handler that ends its process does not take the others with it', async () => {
    await worker.stop();
    const [doomed, ...others] = await Promise.all(
      Array.from({ length: 4 }, () => trial.aPaymentThatArrives()),
    );
    const poisoned = { NODE_OPTIONS: `--import ${exitsAtTheNameOf(doomed?.email ?? '')}` };
    const start = () => trial.aWorker({ ...shortLock, ...poisoned });
    let deaths = 0;
    const over = new AbortController();
    const isOver = () => over.signal.aborted;
    // What Kubernetes does: whoever ends is started again.
    const supervise = async (): Promise<void> => {
      while (!isOver()) {
        // One that dies while it starts has died all the same.
        const current = await start().catch(() => undefined);
        while (current && !current.hasEnded && !isOver()) await sleep(100);
        await current?.kill();
        deaths += 1;
      }
    };
    const supervised = supervise();
    for (const payment of [doomed, ...others]) await payment?.commit();
    // They die with it until chance, which makes each row due a little later, has drawn them far enough apart.
    for (const payment of others) await trial.hasMailed(payment, 200_000);
    await eventually(() => expect(deaths).toBeGreaterThanOrEqual(2), 100_000);
    over.abort();
    await supervised;
    const row = doomed && (await trial.rowOf('send-order-confirmation', doomed));
    expect(row?.attempts).toBeGreaterThanOrEqual(1);
    worker = await trial.aWorker(shortLock);
    await workGoesOn();
    for (const payment of others) await trial.isSettledOnce(payment, { least: 1, most: 1 + deaths });
  }, 300_000);
});

/** Loaded into the worker before its own code: whoever writes this name to a mail server ends the process. */
function exitsAtTheNameOf(email: string): string {
  const file = join(folder, 'exit.mjs');
  writeFileSync(
    file,
    `import { Socket } from 'node:net';
     const write = Socket.prototype.write;
     Socket.prototype.write = function (chunk, ...rest) {
       if (String(chunk).startsWith('RCPT TO:<${email}>')) process.exit(1);
       return write.call(this, chunk, ...rest);
     };`,
  );
  return pathToFileURL(file).href;
}
