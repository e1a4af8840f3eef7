import { z } from 'zod';
import type { Books } from './books.ts';
import type { Caller } from './caller.ts';
import type { Events } from './events.ts';
import { newId, now } from './ids.ts';
import { Amount, Expand, Metadata } from './params.ts';
import type { Charge, Refund } from './records.ts';
import { chargeResource, refundResource } from './resources.ts';
import { InvalidRequest } from './stripe-error.ts';

/** POST /v1/refunds */
export const CreateRefund = z.strictObject({
  payment_intent: z.string().optional(),
  charge: z.string().optional(),
  amount: Amount.optional(),
  reason: z.enum(['duplicate', 'fraudulent', 'requested_by_customer']).optional(),
  metadata: Metadata.optional(),
  expand: Expand,
});
export type CreateRefund = z.infer<typeof CreateRefund>;

/** Gives money back, in parts if wanted, never more than was taken. */
export class Refunds {
  readonly #books: Books;
  readonly #events: Events;

  constructor(books: Books, events: Events) {
    this.#books = books;
    this.#events = events;
  }

  /** Refunds what is asked for, or all that is left. */
  create(params: CreateRefund, caller: Caller): Refund {
    const charge = this.#chargeOf(params, caller);
    const amount = refundableAmount(charge, params.amount);
    charge.refunded += amount;
    this.#books.save('charge', charge);
    const refund: Refund = {
      id: newId('re'),
      account: caller.account,
      created: now(),
      payment: charge.payment,
      charge: charge.id,
      method: charge.method,
      amount,
      currency: charge.currency,
      reason: params.reason ?? null,
      metadata: params.metadata ?? {},
    };
    this.#books.save('refund', refund);
    this.#events.record('charge.refunded', caller, chargeResource(charge, this.#books));
    this.#events.record('refund.created', caller, refundResource(refund));
    return refund;
  }

  #chargeOf({ payment_intent, charge }: CreateRefund, caller: Caller): Charge {
    if (charge !== undefined) return this.#books.charges.get(charge, caller.account, 'charge');
    if (payment_intent === undefined) {
      throw new InvalidRequest(
        'One of the following params should be provided for this request: payment_intent or charge.',
      );
    }
    const payment = this.#books.payments.get(payment_intent, caller.account, 'payment_intent');
    if (payment.status === 'succeeded' && payment.latestCharge !== null) {
      return this.#books.charges.get(payment.latestCharge, caller.account);
    }
    throw new InvalidRequest(
      `This PaymentIntent (${payment.id}) does not have a successful charge to refund.`,
      {
        param: 'payment_intent',
      },
    );
  }
}

function refundableAmount(charge: Charge, asked: number | undefined): number {
  if (charge.failure !== null) {
    throw new InvalidRequest(`Charge ${charge.id} was not paid and cannot be refunded.`, { param: 'charge' });
  }
  const left = charge.amount - charge.refunded;
  if (left === 0) {
    throw new InvalidRequest(`Charge ${charge.id} has already been refunded.`, {
      code: 'charge_already_refunded',
    });
  }
  if (asked !== undefined && asked > left) {
    throw new InvalidRequest(
      `Refund amount (${asked}) is greater than unrefunded amount on charge (${left}).`,
      {
        param: 'amount',
      },
    );
  }
  return asked ?? left;
}
