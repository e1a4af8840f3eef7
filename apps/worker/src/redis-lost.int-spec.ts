import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, WorkerTrial } from '@tradewind/testing';

let trial: WorkerTrial;
beforeAll(async () => {
  trial = await WorkerTrial.begin();
});
afterAll(() => trial.end());

describe('a Redis that is killed and comes back empty', () => {
  it('loses no job that waited in it', async () => {
    trial.gate.mode = 'shut';
    const payment = await trial.aPaymentThatArrives();
    const worker = await trial.aWorker();
    const visits = trial.gate.visits;
    await payment.commit();
    await eventually(() => expect(trial.gate.visits).toBeGreaterThan(visits));
    await trial.world.redis.loseEverything();
    trial.gate.mode = 'open';

    await trial.confirmations(payment);
    await trial.isSettledOnce(payment);
    expect(await worker.stop()).toBe(0);
  });

  it('loses none and doubles none while work is under way in two workers', async () => {
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

    for (const payment of payments) {
      await trial.confirmations(payment);
      await trial.isSettledOnce(payment);
    }
    for (const worker of workers) expect(await worker.stop()).toBe(0);
  });
});
