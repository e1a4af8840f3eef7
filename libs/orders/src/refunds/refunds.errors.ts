import { DomainError } from '@tradewind/core';
import type { OrderStatus } from '@tradewind/contracts';
import type { RefundRefusal } from '../pricing/split-refund.ts';

export class NotRefundable extends DomainError {
  readonly status = 409;
  readonly code = 'not_refundable';
  constructor(readonly orderStatus: OrderStatus) {
    super('There is nothing to pay back for this order.');
  }
}

const sentences: Record<RefundRefusal | 'no_such_amount', string> = {
  no_such_amount: 'Amounts of this currency are paid back in multiples of ten.',
  nothing_to_refund: 'All of it has been paid back already.',
  more_than_left: 'That is more than is left to pay back.',
  unknown_line: 'This order has no such line.',
  more_units_than_left: 'That is more units than are left to pay back.',
};

/** What is wanted back and what is left do not fit. */
export class RefundRefused extends DomainError {
  readonly status = 422;
  readonly code: keyof typeof sentences;
  constructor(refusal: keyof typeof sentences) {
    super(sentences[refusal]);
    this.code = refusal;
  }
}

export class OnlyAllOfIt extends DomainError {
  readonly status = 422;
  readonly code = 'only_all_of_it';
  constructor() {
    super('This order was never sold: all that was paid for it goes back, or nothing.');
  }
}

export class WrongCurrency extends DomainError {
  readonly status = 422;
  readonly code = 'wrong_currency';
  constructor(readonly currency: string) {
    super(`This order was paid in ${currency}.`);
  }
}
