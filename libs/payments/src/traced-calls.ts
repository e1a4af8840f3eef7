import { beginSpan } from '@tradewind/core';
import { currentScope } from '@tradewind/database';
import type Stripe from 'stripe';

type ProviderClient = NonNullable<Stripe.StripeConfig['httpClient']>;
type Headers = Parameters<ProviderClient['makeRequest']>[4];

/** Each call, and each repetition of it, is a part of the trace that it is made for, and tells the provider so. */
export function traced(client: ProviderClient): ProviderClient {
  return {
    getClientName: () => client.getClientName(),
    makeRequest: (host, port, path, method, headers, ...rest) =>
      asSpan(method, (traceparent) => {
        const more: Headers = { ...headers, traceparent };
        return client.makeRequest(host, port, path, method, more, ...rest);
      }),
  };
}

async function asSpan<Answer extends { getStatusCode: () => number }>(
  method: string,
  call: (traceparent: string) => Promise<Answer>,
): Promise<Answer> {
  const { traceparent: parent, storeId } = currentScope() ?? {};
  const attributes: Record<string, string> = storeId ? { 'tradewind.store_id': storeId } : {};
  // The path would name a payment: there are too many of them for a name.
  const span = beginSpan({ name: `${method} payment provider`, kind: 'call', parent, attributes });
  try {
    const answer = await call(span.traceparent);
    span.end({ attributes: { 'http.response.status_code': answer.getStatusCode() } });
    return answer;
  } catch (error) {
    span.end({ failedWith: error instanceof Error ? error.name : typeof error });
    throw error;
  }
}
