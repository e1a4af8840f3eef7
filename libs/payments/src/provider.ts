import { Inject, Injectable } from '@nestjs/common';
import { Config } from '@tradewind/core';
import Stripe from 'stripe';

/** The payment provider: Stripe itself, or the sandbox gateway that speaks like it. */
@Injectable()
export class PaymentProvider {
  readonly stripe: Stripe;

  constructor(@Inject(Config) private readonly config: Config) {
    this.stripe = new Stripe(config.STRIPE_SECRET_KEY, {
      ...endpointOf(config.STRIPE_API_URL),
      // The SDK repeats what is safe to repeat, with the same idempotency key.
      maxNetworkRetries: 2,
      timeout: 8_000,
      telemetry: false,
    });
  }

  /** Throws unless the body was signed by the provider within the last five minutes. */
  readWebhook(rawBody: Buffer, signature: string): Promise<Stripe.Event> {
    return this.stripe.webhooks.constructEventAsync(rawBody, signature, this.config.STRIPE_WEBHOOK_SECRET);
  }
}

/** Options of a call in the name of a store's own account; of the platform's when it has none. */
export const onAccount = (account: string | null): Stripe.RequestOptions =>
  account ? { stripeAccount: account } : {};

function endpointOf(url: string | undefined): Partial<Stripe.StripeConfig> {
  if (!url) return {};
  const { hostname, port, protocol } = new URL(url);
  return { host: hostname, port, protocol: protocol === 'https:' ? 'https' : 'http' };
}
