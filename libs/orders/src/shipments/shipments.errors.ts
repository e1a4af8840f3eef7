import { DomainError } from '@tradewind/core';

export class NotThatManyLeft extends DomainError {
  readonly status = 422;
  readonly code = 'not_that_many_left';
  constructor(readonly variantId: string) {
    super('Of one of these products not that many are left to send.');
  }
}

export class NothingLeftToShip extends DomainError {
  readonly status = 409;
  readonly code = 'nothing_left_to_ship';
  constructor() {
    super('All of this order has been sent, or paid back.');
  }
}
