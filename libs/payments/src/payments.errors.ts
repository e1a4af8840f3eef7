import { DomainError } from '@tradewind/core';

export class UnsignedWebhook extends DomainError {
  readonly status = 400;
  readonly code = 'unsigned_webhook';
  constructor() {
    super('The signature of this webhook is missing, wrong or too old.');
  }
}

export class PaymentAlreadyMade extends DomainError {
  readonly status = 409;
  readonly code = 'payment_already_made';
  constructor() {
    super('This order is paid, or its payment has ended.');
  }
}
