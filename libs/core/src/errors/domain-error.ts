/**
 * A refusal that belongs to the business: code, HTTP status and sentence together. The code is stable and
 * public; the message is for people. Public fields of a subclass are part of the answer.
 */
export abstract class DomainError extends Error {
  abstract readonly status: number;
  abstract readonly code: string;
}

/** What does not exist and what is somebody else's are answered alike, or ids could be probed. */
export class NotFound extends DomainError {
  readonly status = 404;
  readonly code = 'not_found';
  constructor() {
    super('There is nothing here for you.');
  }
}

export class SignInRequired extends DomainError {
  readonly status = 401;
  readonly code = 'sign_in_required';
  constructor() {
    super('Sign in first.');
  }
}

export class Invalid extends DomainError {
  readonly status = 422;
  readonly code = 'invalid';
  constructor(readonly errors: { path: string; message: string }[]) {
    super('Some fields are missing, unknown or wrong.');
  }
}

export class TooManyRequests extends DomainError {
  readonly status = 429;
  readonly code = 'too_many_requests';
  constructor(readonly retryAfterSeconds: number) {
    super('That was too often. Wait a moment.');
  }
}

/** There is no room for it right now. */
export class TooBusy extends DomainError {
  readonly status = 503;
  readonly code = 'busy';
  readonly retryAfterSeconds = 1;
  constructor() {
    super('Too busy. Try again.');
  }
}
