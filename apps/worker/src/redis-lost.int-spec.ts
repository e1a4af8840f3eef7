import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, WorkerTrial } from '@tradewind/testing';
import { Redis } from 'ioredis';

let trial: WorkerTrial;
beforeAll(async () => {
  trial = await WorkerTrial.begin();
});
afterAll(() => trial.end());

async function configure(...setting: [string, string]): Promise<void> {
  const redis = new Redis(trial.world.redis.url);
  await redis.config('SET', ...setting);
  redis.disconnect();
}

describe('a Redis that is full', () => {
  it('takes no job, which waits in the outbox, and orders are paid all the same', async () => {
    const worker = await trial.aWorker();
    await configure('maxmemory', '1mb');
    const payment = await trial.aPaymentThatArrives();
    await payment.commit();
    await eventually(() => expect(worker.output).toMatch(/OOM command not allowed/));
    expect(await trial.rowOf('settle-order', payment)).toMatchObject({ isPublished: false, attempts: 0 });

    await configure('maxmemory', '0');
    await trial.isSettledOnce(payment);
    expect(await worker.stop()).toBe(0);
  });

  it('and throws jobs away to make room is given none', async () => {
    await configure('maxmemory-policy', 'allkeys-lru');
    const payment = await trial.aPaymentThatArrives();
    await payment.commit();
    const worker = await trial.aStartingWorker();
    const why = 'Redis would throw jobs away: its maxmemory-policy is allkeys-lru.';
    await eventually(async () => {
      expect(await worker.reasonAgainst()).toContain(why);
      // The relay has looked, too.
      expect(worker.output).toContain(why);
    }, 60_000);
    expect(await trial.rowOf('settle-order', payment)).toMatchObject({ isPublished: false });

    // It becomes ready when somebody has mended the configuration.
    await configure('maxmemory-policy', 'noeviction');
    await worker.ready();
    await trial.isSettledOnce(payment);
    expect(await worker.stop()).toBe(0);
  });
});

describe('a Redis that is killed and comes back empty', () => {
  /** Nobody knows any more which mail is being sent: it may be begun again meanwhile. */
  const onceOrTwice = { least: 1, most: 2 };

  it('loses no job that waited in it', async () => {
    trial.gate.mode = 'shut';
    const payment = await trial.aPaymentThatArrives();
    const worker = await trial.aWorker();
    const visits = trial.gate.visits;
    await payment.commit();
    await eventually(() => expect(trial.gate.visits).toBeGreaterThan(visits));
    await trial.world.redis.loseEverything();
    trial.gate.mode = 'open';

    await trial.isSettledOnce(payment, onceOrTwice);
    expect(await worker.stop()).toBe(0);
  });

  it('loses none while work is under way in two workers, and settles each order once', async () => {
    const payments = [];
    for (let n = 0; n < 12; n++) payments.push(await trial.aPaymentThatArrives());
    const workers = [await trial.aWorker(), await trial.aWorker()];

    const commits = payments.map(async ({ commit }, n) => {
      await sleep(n * 150);
      await commit();
    });
    await sleep(700);
    await trial.world.redis.loseEverything();
    await Promise.all(commits);

    for (const payment of payments) await trial.isSettledOnce(payment, onceOrTwice);
    for (const worker of workers) expect(await worker.stop()).toBe(0);
  });
});
