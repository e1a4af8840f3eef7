import { DomainError } from '@tradewind/core';

export class UnsignedWebhook extends DomainError {
  readonly status = 400;
  readonly code = 'unsigned_webhook';
  constructor() {
    super('The signature of this webhook is missing, wrong or too old.');
  }
}

export class PaymentsUnavailable extends DomainError {
  readonly status = 503;
  readonly code = 'payments_unavailable';
  readonly retryAfterSeconds = 5;
  constructor() {
    super('Payments cannot be taken at the moment. The order is kept; try again in a little while.');
  }
}

/** The attempt was ended; the order may open another one. */
export class PaymentEnded extends DomainError {
  readonly status = 409;
  readonly code = 'payment_ended';
  constructor() {
    super('This payment has ended.');
  }
}

export class ReturnAlreadyRefunded extends DomainError {
  readonly status = 409;
  readonly code = 'return_already_refunded';
  constructor() {
    super('The money for this return is back, or on its way.');
  }
}

export class MoreThanCaptured extends DomainError {
  readonly status = 409;
  readonly code = 'more_than_captured';
  constructor() {
    super('More than was paid cannot be paid back.');
  }
}

export class PaymentAlreadyMade extends DomainError {
  readonly status = 409;
  readonly code = 'payment_already_made';
  constructor() {
    super('This order is paid, or its payment has ended.');
  }
}
