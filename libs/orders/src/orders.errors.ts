import { DomainError } from '@tradewind/core';
import type { Money, OrderStatus } from '@tradewind/contracts';

export class OutOfStock extends DomainError {
  readonly status = 409;
  readonly code = 'out_of_stock';
  constructor(readonly variantIds: string[]) {
    super('There is not enough stock for one of these products.');
  }
}

export class CartEmpty extends DomainError {
  readonly status = 422;
  readonly code = 'cart_empty';
  constructor() {
    super('There is nothing in this cart.');
  }
}

export class CartAlreadyOrdered extends DomainError {
  readonly status = 409;
  readonly code = 'cart_already_ordered';
  constructor() {
    super('This cart has become an order already.');
  }
}

export class CartFull extends DomainError {
  readonly status = 422;
  readonly code = 'cart_full';
  constructor() {
    super('A cart holds no more different products than it has now.');
  }
}

export class TotalChanged extends DomainError {
  readonly status = 409;
  readonly code = 'total_changed';
  constructor(readonly total: Money) {
    super('A price has changed. Look at the new total and confirm it.');
  }
}

export class IllegalTransition extends DomainError {
  readonly status = 409;
  readonly code = 'illegal_transition';
  constructor(
    readonly from: OrderStatus,
    readonly to: OrderStatus,
  ) {
    super(`An order that is ${from} cannot become ${to}.`);
  }
}
