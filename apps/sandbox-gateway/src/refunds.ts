import { z } from 'zod';
import { requireChargeable } from './amounts.ts';
import type { Bank } from './bank.ts';
import type { Books } from './books.ts';
import type { Caller } from './caller.ts';
import { chargeResource, refundResource } from './charge-resources.ts';
import type { Cause, Events } from './events.ts';
import { newId, now } from './ids.ts';
import { changedMetadata } from './metadata.ts';
import { Amount, Expand, Metadata } from './params.ts';
import type { Charge, Refund } from './records.ts';
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

/** POST /v1/refunds/:id */
export const UpdateRefund = z.strictObject({ metadata: Metadata.optional(), expand: Expand });
export type UpdateRefund = z.infer<typeof UpdateRefund>;

/** Gives money back, in parts if wanted, never more than was taken. */
export class Refunds {
  readonly #books: Books;
  readonly #events: Events;
  readonly #bank: Bank;

  constructor(books: Books, events: Events, bank: Bank) {
    this.#books = books;
    this.#events = events;
    this.#bank = bank;
  }

  /** Waits again for the answers that an earlier process was waiting for. */
  resume(): void {
    for (const refund of this.#books.refunds.all()) this.#awaitBank(refund);
  }

  /** Refunds what is asked for, or all that is left. */
  create(params: CreateRefund, caller: Caller): Refund {
    const charge = this.#chargeOf(params, caller);
    const amount = refundableAmount(charge, params.amount);
    const method = this.#books.methods.find(charge.method);
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
      metadata: changedMetadata({}, params.metadata),
      failureReason: null,
      ...this.#bank.takesRefund(method?.testCard ?? null),
    };
    this.#give(charge, amount);
    this.#books.save('refund', refund);
    this.#events.record('refund.created', caller, refundResource(refund));
    this.#events.record('charge.refunded', caller, chargeResource(charge, this.#books));
    this.#awaitBank(refund);
    return refund;
  }

  /** Other metadata; nothing else of a refund can be changed. */
  update(refund: Refund, { metadata }: UpdateRefund, caller: Caller): Refund {
    const previous = { metadata: refund.metadata };
    this.#change(refund, { metadata: changedMetadata(refund.metadata, metadata) });
    this.#tellUpdate(refund, caller, previous);
    return refund;
  }

  #awaitBank(refund: Refund): void {
    if (refund.bank !== null) this.#bank.answerLater(refund.bank, (status) => this.#settle(refund, status));
  }

  /** The bank has answered, some time after the refund was made. A refund that failed can be made again. */
  #settle(refund: Refund, status: 'succeeded' | 'failed'): void {
    const cause = { account: refund.account, requestId: null, idempotencyKey: null };
    const previous = { status: refund.status };
    if (status === 'succeeded') {
      this.#change(refund, { status, bank: null });
      this.#tellUpdate(refund, cause, previous);
      return;
    }
    this.#change(refund, { status, bank: null, failureReason: 'expired_or_canceled_card' });
    this.#give(this.#books.charges.get(refund.charge, refund.account), -refund.amount);
    this.#tellUpdate(refund, cause, { ...previous, failure_reason: null });
    this.#events.record('refund.failed', cause, refundResource(refund));
  }

  #change(refund: Refund, change: Partial<Refund>): void {
    Object.assign(refund, change);
    this.#books.save('refund', refund);
  }

  #give(charge: Charge, amount: number): void {
    charge.refunded += amount;
    this.#books.save('charge', charge);
  }

  /** Told twice, as at Stripe: under the name it has now and under the one it had. */
  #tellUpdate(refund: Refund, cause: Cause, previous: object): void {
    this.#events.record('refund.updated', cause, refundResource(refund), previous);
    this.#events.record('charge.refund.updated', cause, refundResource(refund), previous);
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
      { param: 'payment_intent' },
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
      { param: 'amount' },
    );
  }
  if (asked !== undefined) requireChargeable(asked, charge.currency);
  return asked ?? left;
}
