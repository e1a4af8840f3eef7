import { Inject, Injectable } from '@nestjs/common';
import { Config } from '@tradewind/core';
import Stripe from 'stripe';
import { PaymentsUnavailable, UnsignedWebhook } from './payments.errors.ts';
import { traced } from './traced-calls.ts';

/** The payment provider: Stripe itself, or the sandbox gateway that speaks like it. */
@Injectable()
export class PaymentProvider {
  readonly stripe: Stripe;

  constructor(@Inject(Config) private readonly config: Config) {
    this.stripe = new Stripe(config.STRIPE_SECRET_KEY, {
      ...endpointOf(config.STRIPE_API_URL),
      httpClient: traced(Stripe.createNodeHttpClient()),
      // The SDK repeats what is safe to repeat, with the same idempotency key. Three tries of a provider that hangs
      // and the pauses between them stay below the ten seconds that nobody should wait longer for an answer.
      maxNetworkRetries: 2,
      timeout: 2_500,
      telemetry: false,
    });
  }

  /** Throws unless the body was signed by the provider within five minutes of now. */
  readWebhook(rawBody: Buffer, signature: string): Promise<Stripe.Event> {
    // The SDK refuses what is too old. What is from the future it believes, and could be kept to be told later.
    if (signedAt(signature) > Date.now() / 1_000 + toleranceSeconds) throw new UnsignedWebhook();
    const secret = this.config.STRIPE_WEBHOOK_SECRET;
    return this.stripe.webhooks.constructEventAsync(rawBody, signature, secret, toleranceSeconds);
  }
}

const toleranceSeconds = 300;

/** The latest time that the header names. */
const signedAt = (signature: string): number =>
  Math.max(0, ...[...signature.matchAll(/(?:^|,)t=(\d+)/g)].map(([, seconds]) => Number(seconds)));

/**
 * A provider that is away is no fault of the request: the customer may try again. One that refuses our keys or
 * our request is our fault: its status must not become our answer.
 */
export function explain(error: unknown): never {
  const { StripeConnectionError, StripeAPIError, StripeRateLimitError, StripeError } = Stripe.errors;
  const isAway = [StripeConnectionError, StripeAPIError, StripeRateLimitError].some(
    (kind) => error instanceof kind,
  );
  if (isAway) throw new PaymentsUnavailable();
  throw error instanceof StripeError
    ? new Error('The payment provider refused our request.', { cause: error })
    : error;
}

/** Options of a call in the name of a store's own account; of the platform's when it has none. */
export const onAccount = (account: string | null): Stripe.RequestOptions =>
  account ? { stripeAccount: account } : {};

function endpointOf(url: string | undefined): Partial<Stripe.StripeConfig> {
  if (!url) return {};
  const { hostname, port, protocol } = new URL(url);
  return { host: hostname, port, protocol: protocol === 'https:' ? 'https' : 'http' };
}
