import { z } from 'zod';

const id = z.uuid();

/**
 * Every background job in the system, with its payload: ids only, never personal data.
 * The key is the name of the queue, of the job and of the processor's file.
 */
export const jobs = {
  'process-payment-event': z.strictObject({ webhookId: id }),
  'reconcile-payments': z.strictObject({}),
  'send-refund': z.strictObject({ refundId: id }),
  'settle-refund': z.strictObject({ refundId: id }),
  'cancel-payment': z.strictObject({ orderId: id }),
  'settle-order': z.strictObject({ orderId: id }),
  'sweep-unpaid-orders': z.strictObject({}),
  'expire-unpaid-order': z.strictObject({ orderId: id }),
  'send-order-confirmation': z.strictObject({ orderId: id }),
  'resize-product-image': z.strictObject({ imageId: id }),
} as const;

/** Jobs that every store needs again and again, once in each period however many workers there are. */
export const schedules: readonly { job: keyof typeof jobs; everyMinutes: number }[] = [
  { job: 'reconcile-payments', everyMinutes: 10 },
  { job: 'sweep-unpaid-orders', everyMinutes: 30 },
];

export type JobName = keyof typeof jobs;
export type JobPayload<Name extends JobName> = z.infer<(typeof jobs)[Name]>;

export const jobNames = Object.keys(jobs) as JobName[];
