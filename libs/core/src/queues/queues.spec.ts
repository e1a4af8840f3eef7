import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { OutboxJob } from './queues.ts';

it('understands what an older and what a newer version has published: it is no reason to give a job up', () => {
  const older = { outboxId: randomUUID(), storeId: randomUUID(), requestId: null, payload: { orderId: 'x' } };
  expect(OutboxJob.parse(older)).toEqual({ ...older, attempt: 1, traceparent: null });
  expect(OutboxJob.parse({ ...older, newer: true })).toEqual({ ...older, attempt: 1, traceparent: null });
});
