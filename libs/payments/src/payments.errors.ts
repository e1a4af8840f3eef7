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

export class PaymentAlreadyMade extends DomainError {
  readonly status = 409;
  readonly code = 'payment_already_made';
  constructor() {
    super('This order is paid, or its payment has ended.');
  }
}
