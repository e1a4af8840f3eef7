import { z } from 'zod';

const id = z.uuid();

/**
 * Every background job in the system, with its payload: ids only, never personal data.
 * The key is the name of the queue, of the job and of the processor's file.
 */
export const jobs = {
  'process-payment-event': z.strictObject({ webhookId: id }),
  'settle-order': z.strictObject({ orderId: id }),
  'expire-unpaid-order': z.strictObject({ orderId: id }),
  'send-order-confirmation': z.strictObject({ orderId: id }),
  'resize-product-image': z.strictObject({ imageId: id }),
} as const;

export type JobName = keyof typeof jobs;
export type JobPayload<Name extends JobName> = z.infer<(typeof jobs)[Name]>;

export const jobNames = Object.keys(jobs) as JobName[];
