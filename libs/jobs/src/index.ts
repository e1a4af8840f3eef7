import { z } from 'zod';
import { type Lane, laneNames, lanes } from './lanes.ts';

const id = z.uuid();

const job =
  (lane: Lane) =>
  <Payload extends z.ZodType>(payload: Payload) => ({ lane, payload });

const payment = job('payment');
const mail = job('mail');
const document = job('document');
const image = job('image');
const upkeep = job('upkeep');

/**
 * Every background job in the system, with its payload: ids only, never personal data.
 * The key is the name of the queue, of the job and of the processor's file.
 */
export const jobs = {
  'process-payment-event': payment(z.strictObject({ webhookId: id })),
  'settle-order': payment(z.strictObject({ orderId: id })),
  'expire-unpaid-order': payment(z.strictObject({ orderId: id })),
  'cancel-payment': payment(z.strictObject({ orderId: id })),
  'send-refund': payment(z.strictObject({ refundId: id })),
  'settle-refund': payment(z.strictObject({ refundId: id })),
  'send-email-verification': mail(z.strictObject({ tokenId: id })),
  'send-password-reset': mail(z.strictObject({ tokenId: id })),
  'send-staff-invitation': mail(z.strictObject({ invitationId: id })),
  'send-back-in-stock': mail(z.strictObject({ alertId: id })),
  'send-order-confirmation': mail(z.strictObject({ orderId: id })),
  'send-payment-failed': mail(z.strictObject({ orderId: id })),
  'send-shipped': mail(z.strictObject({ shipmentId: id })),
  'send-refunded': mail(z.strictObject({ refundId: id })),
  'send-invoice': mail(z.strictObject({ invoiceId: id })),
  'issue-invoice': document(z.strictObject({ orderId: id })),
  'issue-credit-note': document(z.strictObject({ refundId: id })),
  'resize-product-image': image(z.strictObject({ imageId: id })),
  'notify-back-in-stock': upkeep(z.strictObject({})),
  'cool-originals': upkeep(z.strictObject({})),
  'tidy-image-files': upkeep(
    z.strictObject({ originalKey: z.string(), renditionKey: z.string().nullable() }),
  ),
  'reconcile-payments': upkeep(z.strictObject({})),
  'sweep-unpaid-orders': upkeep(z.strictObject({})),
  'tidy-store': upkeep(z.strictObject({})),
} as const;

/** Jobs that every store needs again and again, once in each period however many workers there are. */
export const schedules: readonly { job: keyof typeof jobs; everyMinutes: number }[] = [
  { job: 'notify-back-in-stock', everyMinutes: 5 },
  { job: 'reconcile-payments', everyMinutes: 10 },
  { job: 'sweep-unpaid-orders', everyMinutes: 30 },
  { job: 'cool-originals', everyMinutes: 24 * 60 },
  { job: 'tidy-store', everyMinutes: 24 * 60 },
];

export type JobName = keyof typeof jobs;
export type JobPayload<Name extends JobName> = z.infer<(typeof jobs)[Name]['payload']>;

/** Every job, the most urgent lane first. */
export const jobNames = (Object.keys(jobs) as JobName[]).toSorted(
  (a, b) => laneNames.indexOf(jobs[a].lane) - laneNames.indexOf(jobs[b].lane),
);

export const isJobName = (name: string): name is JobName => Object.hasOwn(jobs, name);

/** How many rows of a job may be in Redis at a time. */
export const windowOf = (name: JobName): number => lanes[jobs[name].lane].window;

/** How many of a job one worker runs at once, unless its handler says otherwise. */
export const concurrencyOf = (name: JobName): number => lanes[jobs[name].lane].concurrency;

export { type Lane, laneNames } from './lanes.ts';
