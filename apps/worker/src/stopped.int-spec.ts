import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, HeldRow, lockMs, WorkerTrial } from '@tradewind/testing';

let trial: WorkerTrial;
beforeAll(async () => {
  trial = await WorkerTrial.begin();
});
afterAll(() => trial.end());

describe('a worker that is asked to stop', () => {
  it('finishes what it has begun', async () => {
    trial.gate.mode = 'silent';
    const swallowed = trial.gate.swallowed;
    const payment = await trial.aPaymentThatArrives();
    const worker = await trial.aWorker();
    await payment.commit();
    await eventually(() => expect(trial.gate.swallowed).toBeGreaterThan(swallowed));

    const stopped = worker.stop();
    // It has nothing else to do by then, and waits for this mail all the same.
    await sleep(2_000);
    expect(worker.hasEnded).toBe(false);
    trial.gate.release();
    expect(await stopped).toBe(0);
    await trial.confirmations(payment);
    await trial.isSettledOnce(payment);
  });

  it('gives back what would take too long, and ends in time', async () => {
    trial.gate.mode = 'silent';
    const swallowed = trial.gate.swallowed;
    const payment = await trial.aPaymentThatArrives();
    const worker = await trial.aWorker({ JOB_DRAIN_MS: '1000' });
    await payment.commit();
    await eventually(() => expect(trial.gate.swallowed).toBeGreaterThan(swallowed));

    expect(await worker.stop()).toBe(0);
    trial.gate.mode = 'open';
    const next = await trial.aWorker();
    await trial.confirmations(payment, 2);
    await trial.isSettledOnce(payment);
    expect(await next.stop()).toBe(0);
  });
});

describe('a worker that stands still for longer than its lock', () => {
  it('finds its mail sent by another when it goes on, and the mail came under one Message-ID', async () => {
    trial.gate.mode = 'silent';
    const swallowed = trial.gate.swallowed;
    const payment = await trial.aPaymentThatArrives();
    const late = await trial.aWorker();
    await payment.commit();
    await eventually(() => expect(trial.gate.swallowed).toBeGreaterThan(swallowed));
    late.signal('SIGSTOP');
    trial.gate.mode = 'open';

    const other = await trial.aWorker();
    await trial.confirmations(payment, 2);
    trial.gate.release();
    late.signal('SIGCONT');
    await sleep(2 * lockMs);
    await trial.confirmations(payment, 2);
    await trial.isSettledOnce(payment);
    expect([await late.stop(), await other.stop()]).toEqual([0, 0]);
  });

  it('loses the transaction it was in the middle of, and the order is settled once, by another', async () => {
    const payment = await trial.aPaymentThatArrives();
    const order = await HeldRow.hold(trial.store, 'orders WHERE id = $1', [payment.orderId]);
    const late = await trial.aWorker();
    await payment.commit();
    await order.waiting();
    late.signal('SIGSTOP');
    // The lock is given to somebody who does not move, until the database has waited for long enough.
    await order.release();

    const other = await trial.aWorker();
    await trial.confirmations(payment);
    late.signal('SIGCONT');
    await sleep(2 * lockMs);
    await trial.confirmations(payment);
    await trial.isSettledOnce(payment);
    expect([await late.stop(), await other.stop()]).toEqual([0, 0]);
  });
});
