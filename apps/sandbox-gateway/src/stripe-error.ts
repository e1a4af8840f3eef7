/** The details Stripe adds to an error beside its type and message. */
export interface ErrorDetails {
  code?: string | undefined;
  param?: string | undefined;
  decline_code?: string | undefined;
  charge?: string | undefined;
  payment_intent?: object | undefined;
  payment_method?: object | undefined;
}

/** Where Stripe explains an error. */
export const docUrl = (code: string): string =>
  `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}`;

/** Every way the sandbox says no, in the shape the Stripe libraries understand. */
export abstract class StripeError extends Error {
  abstract readonly status: number;
  abstract readonly type: 'invalid_request_error' | 'card_error' | 'idempotency_error';
  readonly details: ErrorDetails;

  constructor(message: string, details: ErrorDetails = {}) {
    super(message);
    this.details = details;
  }

  /** The answer's body. */
  body(): { error: ErrorDetails & { type: string; message: string; doc_url?: string } } {
    const { code } = this.details;
    const link = code === undefined ? {} : { doc_url: docUrl(code) };
    return { error: { ...this.details, ...link, message: this.message, type: this.type } };
  }
}

/** Something about the request is wrong, or the object is not in a state that allows it. */
export class InvalidRequest extends StripeError {
  readonly status: number = 400;
  readonly type = 'invalid_request_error';
}

/** No key, a wrong key, or a publishable key where a secret one is needed. */
export class Unauthenticated extends InvalidRequest {
  override readonly status = 401;
}

/** Not there, or not on this account: nobody can tell the two apart. */
export class NoSuch extends InvalidRequest {
  override readonly status = 404;

  constructor(what: string, id: string, param?: string) {
    super(`No such ${what}: '${id}'`, { code: 'resource_missing', param });
  }
}

/** The card was refused, or is not a card at all. */
export class CardError extends StripeError {
  readonly status = 402;
  readonly type = 'card_error';
}

/** One Idempotency-Key was used for two different requests. */
export class IdempotencyKeyReused extends StripeError {
  readonly status = 400;
  readonly type = 'idempotency_error';

  constructor(key: string) {
    super(
      `Keys for idempotent requests can only be used with the same parameters they were first used with. ` +
        `Try using a key other than '${key}' if you meant to execute a different request.`,
    );
  }
}
