import { DomainError } from '@tradewind/core';

export class WrongCredentials extends DomainError {
  readonly status = 401;
  readonly code = 'wrong_credentials';
  constructor() {
    super('This e-mail address and password do not fit together.');
  }
}

export class EmailTaken extends DomainError {
  readonly status = 409;
  readonly code = 'email_taken';
  constructor() {
    super('There is an account with this e-mail address. Sign in instead.');
  }
}

/** One answer for links that were used, are too old, were replaced, or never were ours. */
export class LinkNotValid extends DomainError {
  readonly status = 400;
  readonly code = 'link_not_valid';
  constructor() {
    super('This link is not valid any more. Ask for a new one.');
  }
}

export class AlreadyStaff extends DomainError {
  readonly status = 409;
  readonly code = 'already_staff';
  constructor() {
    super('This person works for the store already.');
  }
}
