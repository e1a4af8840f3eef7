import { createHmac } from 'node:crypto';

/** The `Stripe-Signature` header: the time, and the HMAC-SHA256 of time and body under the shared secret. */
export function webhookSignature(body: string, secret: string, time: number): string {
  const signature = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex');
  return `t=${time},v1=${signature}`;
}
