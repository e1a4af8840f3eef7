import type { PaymentRefusal } from './stripe-script.ts';

/** What a buyer can do about it. Reasons that only a thief would like to know are all "declined". */
const reasons: Partial<Record<string, string>> = {
  insufficient_funds: 'The bank says that there is not enough money for this on the card.',
  card_velocity_exceeded: 'The bank says that the limit of this card is reached.',
  expired_card: 'This card has expired.',
  incorrect_cvc: 'The security code is not that of this card.',
  processing_error: 'The bank could not be reached just now. The same card may work in a moment.',
  payment_intent_authentication_failure: 'Your bank could not make sure that it was you.',
  payment_intent_unexpected_state: 'This payment has ended meanwhile.',
  card_declined: 'The bank has declined this card.',
};

/** Why the payment was not made, and that it can be tried again. */
export function refusalWords({ type, code, decline_code, message }: PaymentRefusal): string {
  // Something is missing in the form: the provider says what.
  if (type === 'validation_error' && message) return message;
  const reason =
    reasons[decline_code ?? ''] ?? reasons[code ?? ''] ?? message ?? 'The payment did not go through.';
  return `${reason} No money was taken. Please try again, or use another card.`;
}
