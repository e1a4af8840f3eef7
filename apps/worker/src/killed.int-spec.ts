import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, HeldRow, shortLock, WorkerTrial } from '@tradewind/testing';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';

let trial: WorkerTrial;
beforeAll(async () => {
  trial = await WorkerTrial.begin();
});
afterAll(() => trial.end());

const redis = () => ({ host: '127.0.0.1', port: Number(new URL(trial.world.redis.url).port) });

describe('a worker that is killed', () => {
  it('between the commit of a row and its publishing loses nothing', async () => {
    const payment = await trial.aPaymentThatArrives();
    const first = await trial.aWorker();
    first.signal('SIGSTOP');
    await payment.commit();
    await first.kill();

    const second = await trial.aWorker();
    await trial.isSettledOnce(payment);
    expect(await second.stop()).toBe(0);
  });

  it('after publishing, before anybody has begun, loses nothing', async () => {
    const queue = new Queue('settle-order', { connection: redis() });
    await queue.pause();
    const payment = await trial.aPaymentThatArrives();
    const first = await trial.aWorker();
    await payment.commit();
    await eventually(async () =>
      expect(await trial.rowOf('settle-order', payment)).toMatchObject({ isPublished: true }),
    );
    await first.kill();
    await queue.resume();
    await queue.close();

    const second = await trial.aWorker();
    await trial.isSettledOnce(payment);
    expect(await second.stop()).toBe(0);
  });

  it('inside the transaction of the effect, before its commit, has done nothing, and the next one does it', async () => {
    const payment = await trial.aPaymentThatArrives();
    const order = await HeldRow.hold(trial.store, 'orders WHERE id = $1', [payment.orderId]);
    const first = await trial.aWorker(shortLock);
    await payment.commit();
    await order.waiting();
    await first.kill();
    await order.release();

    const second = await trial.aWorker(shortLock);
    await trial.isSettledOnce(payment);
    expect(await second.stop()).toBe(0);
  });

  it('after the mail was taken and before it heard so writes again under the same Message-ID', async () => {
    trial.gate.mode = 'silent';
    const payment = await trial.aPaymentThatArrives();
    const first = await trial.aWorker(shortLock);
    await payment.commit();
    await trial.hasMailed(payment);
    await first.kill();
    trial.gate.mode = 'open';

    const second = await trial.aWorker(shortLock);
    await trial.isSettledOnce(payment, { least: 2, most: 2 });
    expect(await second.stop()).toBe(0);
  });

  it('after the effect, before the queue heard so, has done it, and nobody does it again', async () => {
    const payment = await trial.aPaymentThatArrives();
    const control = new Redis(redis());
    // The worker may read from Redis, and whatever it writes waits: it can do the job and not say so.
    const order = await HeldRow.hold(trial.store, 'orders WHERE id = $1', [payment.orderId]);
    const first = await trial.aWorker(shortLock);
    await payment.commit();
    await order.waiting();
    await control.client('PAUSE', 30_000, 'WRITE');
    await order.release();
    await eventually(async () =>
      expect(await trial.rowOf('settle-order', payment)).toMatchObject({ isDone: true }),
    );
    await first.kill();
    await control.client('UNPAUSE');
    control.disconnect();

    const second = await trial.aWorker(shortLock);
    await trial.isSettledOnce(payment);
    expect(await trial.rowOf('settle-order', payment)).toMatchObject({ attempts: 0, failedWith: null });
    expect(await second.stop()).toBe(0);
  });
});
