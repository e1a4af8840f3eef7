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
