import { DomainError } from '@tradewind/core';

/** Somebody else was faster. There is one invoice for each order, and one credit note for each refund. */
export class InvoiceAlreadyIssued extends DomainError {
  readonly status = 409;
  readonly code = 'invoice_already_issued';
  constructor() {
    super('This has its invoice already.');
  }
}
