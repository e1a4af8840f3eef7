import { requireChargeable } from './amounts.ts';
import type { Books } from './books.ts';
import type { Caller } from './caller.ts';
import { behaviourOf } from './cards.ts';
import type { Events } from './events.ts';
import { newId, now, randomText } from './ids.ts';
import { changedMetadata } from './metadata.ts';
import { keptMethod, methodFromCard, methodOf } from './payment-methods.ts';
import type {
  CancelPaymentIntent,
  ConfirmPaymentIntent,
  CreatePaymentIntent,
  UpdatePaymentIntent,
} from './payment-params.ts';
import type { Charge, EventType, Method, Payment, PaymentFailure } from './records.ts';
import { paymentIntentFor, paymentIntentResource, paymentMethodResource } from './resources.ts';
import { CardError, InvalidRequest } from './stripe-error.ts';

/** The life of a PaymentIntent. Every method is one step of it, done whole or refused. */
export class Payments {
  readonly #books: Books;
  readonly #events: Events;

  constructor(books: Books, events: Events) {
    this.#books = books;
    this.#events = events;
  }

  /** A new payment, waiting for a card. */
  create(params: CreatePaymentIntent, caller: Caller): Payment {
    requireChargeable(params.amount, params.currency);
    const id = newId('pi');
    const payment: Payment = {
      id,
      account: caller.account,
      created: now(),
      clientSecret: `${id}_secret_${randomText(25)}`,
      amount: params.amount,
      currency: params.currency,
      status: 'requires_payment_method',
      redirects: redirectsOf(params),
      metadata: params.metadata ?? {},
      description: params.description ?? null,
      receiptEmail: params.receipt_email ?? null,
      statementDescriptorSuffix: params.statement_descriptor_suffix ?? null,
      transferGroup: params.transfer_group ?? null,
      shipping: params.shipping ?? null,
      method: null,
      latestCharge: null,
      failure: null,
      redirect: null,
      canceledAt: null,
      cancellationReason: null,
    };
    this.#books.save('payment', payment);
    this.#tell('payment_intent.created', payment, caller);
    return payment;
  }

  /** Another amount or description, while nothing is paid. Empty metadata values remove their key. */
  update(payment: Payment, params: UpdatePaymentIntent, caller: Caller): Payment {
    if (params.amount !== undefined) {
      this.#requireOpen(payment, 'updated', caller);
      requireChargeable(params.amount, payment.currency);
    }
    payment.amount = params.amount ?? payment.amount;
    payment.metadata = changedMetadata(payment.metadata, params.metadata);
    if (params.description !== undefined) payment.description = params.description;
    if (params.receipt_email !== undefined) payment.receiptEmail = params.receipt_email;
    if (params.shipping !== undefined) payment.shipping = params.shipping;
    if (params.transfer_group !== undefined) payment.transferGroup = params.transfer_group;
    if (params.statement_descriptor_suffix !== undefined) {
      payment.statementDescriptorSuffix = params.statement_descriptor_suffix;
    }
    this.#books.save('payment', payment);
    return payment;
  }

  /**
   * Tries the card: the payment succeeds, asks for 3-D Secure, or is refused and waits for another card.
   * `challengeUrl` is where a customer would pass 3-D Secure.
   */
  confirm(payment: Payment, params: ConfirmPaymentIntent, caller: Caller, challengeUrl: string): Payment {
    this.#requireOpen(payment, 'confirmed', caller);
    requireReturnUrl(payment, params);
    const method = this.#methodFor(payment, params, caller);
    payment.method = method.id;
    payment.failure = null;
    payment.receiptEmail = params.receipt_email ?? payment.receiptEmail;
    payment.shipping = params.shipping ?? payment.shipping;
    if (behaviourOf(method.testCard).authenticate) {
      payment.redirect = { url: challengeUrl, returnUrl: params.return_url ?? null };
      return this.#move(payment, 'requires_action', 'payment_intent.requires_action', caller);
    }
    return this.#charge(payment, method, caller, false);
  }

  /** The customer's answer on the 3-D Secure page. A second answer changes nothing. */
  authenticate(payment: Payment, approved: boolean, caller: Caller): Payment {
    if (payment.status !== 'requires_action') return payment;
    const method = keptMethod(payment.method, this.#books);
    if (!approved) return this.#fail(payment, { ...NOT_AUTHENTICATED, method: method.id }, caller);
    try {
      return this.#charge(payment, method, caller, true);
    } catch (error) {
      // The customer learns of a decline where the shop sends them, not here.
      if (error instanceof CardError) return payment;
      throw error;
    }
  }

  /** Ends a payment that has not succeeded. */
  cancel(payment: Payment, params: CancelPaymentIntent, caller: Caller): Payment {
    this.#requireOpen(payment, 'canceled', caller);
    payment.canceledAt = now();
    payment.cancellationReason = params.cancellation_reason ?? null;
    return this.#move(payment, 'canceled', 'payment_intent.canceled', caller);
  }

  #methodFor(payment: Payment, params: ConfirmPaymentIntent, caller: Caller): Method {
    if (params.payment_method_data !== undefined)
      return methodFromCard(params.payment_method_data, caller, this.#books);
    const id = params.payment_method ?? payment.method;
    if (id !== null) return methodOf(id, caller, this.#books);
    throw new InvalidRequest(
      "You cannot confirm this PaymentIntent because it's missing a payment method. You can either update " +
        'the PaymentIntent with a payment method and then confirm it again, or confirm it again directly ' +
        'with a payment method or ConfirmationToken.',
      {
        code: 'payment_intent_unexpected_state',
        payment_intent: paymentIntentFor(caller, payment, this.#books),
      },
    );
  }

  #charge(payment: Payment, method: Method, caller: Caller, authenticated: boolean): Payment {
    const { decline = null } = behaviourOf(method.testCard);
    const charge: Charge = {
      id: newId('ch'),
      account: payment.account,
      created: now(),
      payment: payment.id,
      method: method.id,
      amount: payment.amount,
      refunded: 0,
      currency: payment.currency,
      authenticated,
      failure: decline,
    };
    this.#books.save('charge', charge);
    payment.latestCharge = charge.id;
    if (decline === null) return this.#move(payment, 'succeeded', 'payment_intent.succeeded', caller);
    this.#fail(payment, { ...decline, type: 'card_error', charge: charge.id, method: method.id }, caller);
    throw this.#declined(payment, method, caller);
  }

  #fail(payment: Payment, failure: PaymentFailure, caller: Caller): Payment {
    payment.failure = failure;
    payment.method = null;
    return this.#move(payment, 'requires_payment_method', 'payment_intent.payment_failed', caller);
  }

  #move(payment: Payment, status: Payment['status'], event: EventType, caller: Caller): Payment {
    payment.status = status;
    this.#books.save('payment', payment);
    this.#tell(event, payment, caller);
    return payment;
  }

  #declined(payment: Payment, method: Method, caller: Caller): CardError {
    const { message = '', code, decline_code, charge } = payment.failure ?? {};
    return new CardError(message, {
      code,
      decline_code,
      charge,
      payment_intent: paymentIntentFor(caller, payment, this.#books),
      payment_method: paymentMethodResource(method),
    });
  }

  #requireOpen(payment: Payment, done: 'confirmed' | 'canceled' | 'updated', caller: Caller): void {
    if (payment.status !== 'succeeded' && payment.status !== 'canceled') return;
    throw new InvalidRequest(
      `This PaymentIntent cannot be ${done} because it has a status of ${payment.status}. Only a PaymentIntent with ` +
        `one of the following statuses may be ${done}: requires_payment_method, requires_confirmation, requires_action.`,
      {
        code: 'payment_intent_unexpected_state',
        payment_intent: paymentIntentFor(caller, payment, this.#books),
      },
    );
  }

  #tell(event: EventType, payment: Payment, caller: Caller): void {
    this.#events.record(event, caller, paymentIntentResource(payment, this.#books));
  }
}

const NOT_AUTHENTICATED = {
  type: 'invalid_request_error',
  code: 'payment_intent_authentication_failure',
  message:
    'We are unable to authenticate your payment method. Please choose a different payment method and try again.',
} as const;

function redirectsOf(params: CreatePaymentIntent): Payment['redirects'] {
  const automatic = params.automatic_payment_methods;
  if (automatic?.enabled && params.payment_method_types) {
    throw new InvalidRequest('You may only specify one of: automatic_payment_methods, payment_method_types.');
  }
  if (params.payment_method_types || automatic?.enabled === false) return null;
  return automatic?.allow_redirects ?? 'always';
}

/** As strict as Stripe is, so that a forgotten `return_url` is found here. */
function requireReturnUrl(payment: Payment, params: ConfirmPaymentIntent): void {
  if (payment.redirects !== 'always' || params.return_url !== undefined) return;
  throw new InvalidRequest(
    'This PaymentIntent is configured to accept payment methods that may redirect your customer off of your ' +
      'page, so you must provide a `return_url`. If you do not want to accept redirect-based payment methods, ' +
      'set `automatic_payment_methods[allow_redirects]` to `never` when creating it.',
    { code: 'parameter_missing', param: 'return_url' },
  );
}
