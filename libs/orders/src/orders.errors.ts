import { DomainError } from '@tradewind/core';
import type { CouponFault, Money, OrderStatus, Totals } from '@tradewind/contracts';

export class OutOfStock extends DomainError {
  readonly status = 409;
  readonly code = 'out_of_stock';
  /** `totals` is what the order would cost with as many as there are. */
  constructor(
    readonly variantIds: string[],
    readonly totals?: Totals,
  ) {
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

export class TooManyOfProduct extends DomainError {
  readonly status = 422;
  readonly code = 'too_many_of_product';
  constructor(
    readonly productSlug: string,
    readonly maxPerOrder: number,
  ) {
    super(`One order holds at most ${maxPerOrder} of this product, all its variants together.`);
  }
}

export class OrderTooLarge extends DomainError {
  readonly status = 422;
  readonly code = 'order_too_large';
  constructor() {
    super('This order is too large. Split it.');
  }
}

export class NotDelivered extends DomainError {
  readonly status = 422;
  readonly code = 'not_delivered';
  constructor() {
    super('This basket cannot be delivered there, or not in this way.');
  }
}

/** A price, the delivery or the coupon is not what the buyer was shown: nobody pays what they have not seen. */
export class TotalChanged extends DomainError {
  readonly status = 409;
  readonly code = 'total_changed';
  readonly total: Money;
  constructor(
    readonly totals: Totals,
    /** Why the coupon of the cart does not count, if that is the reason. */
    readonly couponFault: CouponFault | null,
  ) {
    super('The price has changed. Look at the new total and confirm it.');
    this.total = totals.total;
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

export class AlreadyRestocked extends DomainError {
  readonly status = 409;
  readonly code = 'already_restocked';
  constructor(readonly variantId: string) {
    super('Units of this product are back on the shelf already. Do it without restocking.');
  }
}

export class NothingToPay extends DomainError {
  readonly status = 409;
  readonly code = 'nothing_to_pay';
  constructor(readonly orderStatus: OrderStatus) {
    super('This order awaits no payment.');
  }
}
