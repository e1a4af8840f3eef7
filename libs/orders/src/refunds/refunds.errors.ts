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

const sentences: Record<RefundRefusal, string> = {
  nothing_to_refund: 'All of it has been paid back already.',
  more_than_left: 'That is more than is left to pay back.',
  unknown_line: 'This order has no such line.',
  more_units_than_left: 'That is more units than are left to pay back.',
};

/** What is wanted back and what is left do not fit. */
export class RefundRefused extends DomainError {
  readonly status = 422;
  readonly code: RefundRefusal;
  constructor(refusal: RefundRefusal) {
    super(sentences[refusal]);
    this.code = refusal;
  }
}

export class WrongCurrency extends DomainError {
  readonly status = 422;
  readonly code = 'wrong_currency';
  constructor(readonly currency: string) {
    super(`This order was paid in ${currency}.`);
  }
}
