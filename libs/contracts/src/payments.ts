import { z } from 'zod';
import { Money } from './common.ts';

/**
 * What a browser needs to pay: hand `publishableKey`, `account` and `clientSecret` to the script at
 * `scriptUrl` (Stripe.js, or the sandbox's script of the same shape).
 */
export const StartedPayment = z
  .strictObject({
    clientSecret: z.string(),
    publishableKey: z.string(),
    account: z.string().nullable(),
    scriptUrl: z.string(),
    amount: Money,
  })
  .meta({ id: 'StartedPayment' });
export type StartedPayment = z.infer<typeof StartedPayment>;
