import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HeldRow, owner, shortLock, WorkerTrial } from '@tradewind/testing';

let trial: WorkerTrial;
beforeAll(async () => {
  trial = await WorkerTrial.begin();
});
afterAll(() => trial.end());

describe('a worker that is asked to stop', () => {
  it('finishes what it has begun', async () => {
    trial.gate.mode = 'silent';
    const payment = await trial.aPaymentThatArrives();
    const worker = await trial.aWorker();
    await payment.commit();
    await trial.hasMailed(payment);

    const stopped = worker.stop();
    // It has nothing else to do by then, and waits for this mail all the same.
    await sleep(2_000);
    expect(worker.hasEnded).toBe(false);
    trial.gate.release();
    expect(await stopped).toBe(0);
    await trial.isSettledOnce(payment);
  });

  it('gives back what would take too long, and ends in time', async () => {
    trial.gate.mode = 'silent';
    const payment = await trial.aPaymentThatArrives();
    const worker = await trial.aWorker({ ...shortLock, JOB_DRAIN_MS: '1000' });
    await payment.commit();
    await trial.hasMailed(payment);

    expect(await worker.stop()).toBe(0);
    trial.gate.mode = 'open';
    const next = await trial.aWorker(shortLock);
    await trial.isSettledOnce(payment, { least: 2, most: 2 });
    expect(await next.stop()).toBe(0);
  });
});

describe('a worker that stands still for longer than its lock', () => {
  it('finds its mail sent by another when it goes on, and the mail came under one Message-ID', async () => {
    trial.gate.mode = 'silent';
    const payment = await trial.aPaymentThatArrives();
    const late = await trial.aWorker(shortLock);
    await payment.commit();
    await trial.hasMailed(payment);
    late.signal('SIGSTOP');
    trial.gate.mode = 'open';

    const other = await trial.aWorker(shortLock);
    await trial.isSettledOnce(payment, { least: 2, most: 2 });
    trial.gate.release();
    late.signal('SIGCONT');
    // It ends what it is at before it stops.
    expect([await late.stop(), await other.stop()]).toEqual([0, 0]);
    await trial.isSettledOnce(payment, { least: 2, most: 2 });
  });

  it('loses the transaction it was in the middle of, and the order is settled once, by another', async () => {
    const { rows } = await owner.query(
      `SELECT unnest(rolconfig) AS its FROM pg_roles WHERE rolname = 'tradewind_app'`,
    );
    expect(rows).toContainEqual({ its: 'idle_in_transaction_session_timeout=15s' });
    const sooner = { PGOPTIONS: '-c idle_in_transaction_session_timeout=3s' };

    const payment = await trial.aPaymentThatArrives();
    const order = await HeldRow.hold(trial.store, 'orders WHERE id = $1', [payment.orderId]);
    const late = await trial.aWorker({ ...shortLock, ...sooner });
    await payment.commit();
    await order.waiting();
    late.signal('SIGSTOP');
    // The lock is given to somebody who does not move, until the database has waited for long enough.
    await order.release();

    const other = await trial.aWorker(shortLock);
    await trial.isSettledOnce(payment);
    late.signal('SIGCONT');
    expect([await late.stop(), await other.stop()]).toEqual([0, 0]);
    await trial.isSettledOnce(payment);
  });
});
