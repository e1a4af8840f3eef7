import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Caller } from './caller.ts';
import { chargeResource } from './charge-resources.ts';
import { endpoint } from './endpoint.ts';
import { expanded, expandedItem } from './expand.ts';
import { Expand, PageParams } from './params.ts';
import {
  CancelPaymentIntent,
  ConfirmPaymentIntent,
  CreatePaymentIntent,
  RetrievePaymentIntent,
  UpdatePaymentIntent,
} from './payment-params.ts';
import type { Payment } from './records.ts';
import { paymentIntentFor, paymentMethodResource } from './resources.ts';
import type { Sandbox } from './sandbox.ts';
import { InvalidRequest } from './stripe-error.ts';

/** /v1/payment_intents, and the charges and payment methods they lead to. */
export function paymentRoutes(app: FastifyInstance, sandbox: Sandbox): void {
  const { books, payments } = sandbox;
  const shown = (payment: Payment, { caller, params }: { caller: Caller; params: { expand: string[] } }) =>
    expanded(paymentIntentFor(caller, payment, books), params.expand, books);

  app.post(
    '/v1/payment_intents',
    endpoint(sandbox, { operation: 'payment_intents.create', params: CreatePaymentIntent }, (call) => {
      const { params, caller } = call;
      const payment = payments.create(params, caller);
      if (!params.confirm) return shown(payment, call);
      return shown(payments.confirm(payment, params, caller, challengeUrl(call.origin, payment)), call);
    }),
  );

  app.get(
    '/v1/payment_intents',
    endpoint(sandbox, { operation: 'payment_intents.list', params: PageParams }, ({ params, caller }) => {
      const { data, more } = books.payments.page(caller.account, params);
      const items = data.map((payment) =>
        expandedItem(paymentIntentFor(caller, payment, books), params.expand, books),
      );
      return { object: 'list', url: '/v1/payment_intents', has_more: more, data: items };
    }),
  );

  app.get(
    '/v1/payment_intents/:id',
    endpoint(
      sandbox,
      { operation: 'payment_intents.retrieve', params: RetrievePaymentIntent, keys: 'any' },
      (call) => {
        const payment = books.payments.get(call.id, call.caller.account, 'intent');
        requireClientSecret(payment, call.caller, call.params.client_secret);
        return shown(payment, call);
      },
    ),
  );

  app.post(
    '/v1/payment_intents/:id',
    endpoint(sandbox, { operation: 'payment_intents.update', params: UpdatePaymentIntent }, (call) => {
      const payment = books.payments.get(call.id, call.caller.account, 'intent');
      return shown(payments.update(payment, call.params, call.caller), call);
    }),
  );

  app.post(
    '/v1/payment_intents/:id/confirm',
    endpoint(
      sandbox,
      { operation: 'payment_intents.confirm', params: ConfirmPaymentIntent, keys: 'any' },
      (call) => {
        const payment = books.payments.get(call.id, call.caller.account, 'intent');
        requireClientSecret(payment, call.caller, call.params.client_secret);
        return shown(
          payments.confirm(payment, call.params, call.caller, challengeUrl(call.origin, payment)),
          call,
        );
      },
    ),
  );

  app.post(
    '/v1/payment_intents/:id/cancel',
    endpoint(sandbox, { operation: 'payment_intents.cancel', params: CancelPaymentIntent }, (call) => {
      const payment = books.payments.get(call.id, call.caller.account, 'intent');
      return shown(payments.cancel(payment, call.params, call.caller), call);
    }),
  );

  app.get(
    '/v1/charges/:id',
    endpoint(
      sandbox,
      { operation: 'charges.retrieve', params: z.strictObject({ expand: Expand }) },
      ({ id, caller, params }) =>
        expanded(chargeResource(books.charges.get(id, caller.account, 'id'), books), params.expand, books),
    ),
  );

  app.get(
    '/v1/payment_methods/:id',
    endpoint(
      sandbox,
      { operation: 'payment_methods.retrieve', params: z.strictObject({ expand: Expand }) },
      ({ id, caller, params }) =>
        expanded(paymentMethodResource(books.methods.get(id, caller.account, 'id')), params.expand, books),
    ),
  );
}

/** A browser proves with the client secret that the payment is its own; a server need not. */
function requireClientSecret(payment: Payment, caller: Caller, shown: string | undefined): void {
  if (caller.key === 'secret' && shown === undefined) return;
  if (shown === payment.clientSecret) return;
  throw new InvalidRequest(
    'The client_secret provided does not match any associated PaymentIntent on this account.',
    { code: 'payment_intent_invalid_parameter', param: 'client_secret' },
  );
}

/** The page on which the customer passes 3-D Secure. */
function challengeUrl(origin: string, payment: Payment): string {
  const url = new URL(`/3d_secure/${payment.id}`, origin);
  url.searchParams.set('client_secret', payment.clientSecret);
  return url.href;
}
