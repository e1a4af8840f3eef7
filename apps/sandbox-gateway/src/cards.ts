type DeclineCode = 'card_declined' | 'expired_card' | 'incorrect_cvc' | 'processing_error';

/** What happens when a card is charged. */
export interface CardBehaviour {
  /** Asks for 3-D Secure before anything is charged. */
  authenticate?: true;
  /** Refused, after 3-D Secure where that is asked for. */
  decline?: { code: DeclineCode; decline_code?: string; message: string };
  /** Whether the bank takes a refund, when it does not say so at once. */
  refund?: 'fails later' | 'succeeds later';
}

/** A card to test with. */
export interface TestCard extends CardBehaviour {
  number: string;
  /** The ready-made payment method with which a server tests the same, e.g. `pm_card_visa`. */
  method: string;
  /** Another name of the same. */
  alias?: string;
  says: string;
}

/** What Stripe tells the customer; of most reasons nothing, so that a thief learns nothing. */
const REASONS: Record<string, string> = {
  insufficient_funds: 'Your card has insufficient funds.',
  card_velocity_exceeded:
    'Your card was declined for making repeated attempts too frequently or exceeding its amount limit.',
};

const declined = (decline_code: string) => ({
  code: 'card_declined' as const,
  decline_code,
  message: REASONS[decline_code] ?? 'Your card was declined.',
});

/** Stripe's test cards, with Stripe's numbers and names, as far as the sandbox plays them. */
export const TEST_CARDS: readonly TestCard[] = [
  { number: '4242424242424242', method: 'pm_card_visa', says: 'Succeeds' },
  { number: '5555555555554444', method: 'pm_card_mastercard', says: 'Succeeds (Mastercard)' },
  { number: '378282246310005', method: 'pm_card_amex', says: 'Succeeds (American Express)' },
  {
    number: '4000000000000002',
    method: 'pm_card_visa_chargeDeclined',
    alias: 'pm_card_chargeDeclined',
    says: 'Declined',
    decline: declined('generic_decline'),
  },
  {
    number: '4000000000009995',
    method: 'pm_card_visa_chargeDeclinedInsufficientFunds',
    alias: 'pm_card_chargeDeclinedInsufficientFunds',
    says: 'Declined: insufficient funds',
    decline: declined('insufficient_funds'),
  },
  {
    number: '4000000000009987',
    method: 'pm_card_visa_chargeDeclinedLostCard',
    says: 'Declined: lost card',
    decline: declined('lost_card'),
  },
  {
    number: '4000000000009979',
    method: 'pm_card_visa_chargeDeclinedStolenCard',
    says: 'Declined: stolen card',
    decline: declined('stolen_card'),
  },
  {
    number: '4000000000000069',
    method: 'pm_card_chargeDeclinedExpiredCard',
    says: 'Declined: expired card',
    decline: { code: 'expired_card', message: 'Your card has expired.' },
  },
  {
    number: '4000000000000127',
    method: 'pm_card_chargeDeclinedIncorrectCvc',
    says: 'Declined: wrong security code',
    decline: { code: 'incorrect_cvc', message: "Your card's security code is incorrect." },
  },
  {
    number: '4000000000000119',
    method: 'pm_card_chargeDeclinedProcessingError',
    says: 'Declined: processing error',
    decline: {
      code: 'processing_error',
      message: 'An error occurred while processing your card. Try again in a little bit.',
    },
  },
  {
    number: '4000000000006975',
    method: 'pm_card_visa_chargeDeclinedVelocityLimitExceeded',
    says: 'Declined: too often or too much',
    decline: declined('card_velocity_exceeded'),
  },
  {
    number: '4100000000000019',
    method: 'pm_card_radarBlock',
    alias: 'pm_card_chargeDeclinedFraudulent',
    says: 'Declined: suspected fraud',
    decline: declined('fraudulent'),
  },
  {
    number: '4000002500003155',
    method: 'pm_card_authenticationRequiredOnSetup',
    says: 'Asks for 3-D Secure, then succeeds',
    authenticate: true,
  },
  {
    number: '4000002760003184',
    method: 'pm_card_authenticationRequired',
    says: 'Asks for 3-D Secure, then succeeds',
    authenticate: true,
  },
  {
    number: '4000000000003220',
    method: 'pm_card_threeDSecure2Required',
    says: 'Asks for 3-D Secure, then succeeds',
    authenticate: true,
  },
  {
    number: '4000008400001629',
    method: 'pm_card_threeDSecureRequiredChargeDeclined',
    says: 'Asks for 3-D Secure, then declined',
    authenticate: true,
    decline: declined('generic_decline'),
  },
  {
    number: '4000000000007726',
    method: 'pm_card_pendingRefund',
    says: 'Succeeds; refunds are pending at first',
    refund: 'succeeds later',
  },
  {
    number: '4000000000005126',
    method: 'pm_card_refundFail',
    says: 'Succeeds; refunds fail a little later',
    refund: 'fails later',
  },
];

/** A number that could be real: refused, as in Stripe's test mode, so that nobody gets used to typing one here. */
const NOT_A_TEST_CARD: CardBehaviour = {
  decline: {
    code: 'card_declined',
    decline_code: 'test_mode_live_card',
    message:
      'Your card was declined. Your request was in test mode, but used a non test card. ' +
      'For a list of valid test cards, visit: https://stripe.com/docs/testing.',
  },
};

const byMethod = new Map(
  TEST_CARDS.flatMap((card) => [card.method, card.alias ?? card.method].map((name) => [name, card])),
);
const byNumber = new Map(TEST_CARDS.map((card) => [card.number, card]));

/** The test card behind a number or a ready-made payment method's name. */
export const testCardByMethod = (method: string): TestCard | undefined => byMethod.get(method);
export const testCardByNumber = (number: string): TestCard | undefined => byNumber.get(number);

/** How the card of this ready-made name behaves; `null` is a card that is none of ours. */
export function behaviourOf(method: string | null): CardBehaviour {
  return (method === null ? undefined : byMethod.get(method)) ?? NOT_A_TEST_CARD;
}

/** The check digit that catches a mistyped number. */
export function passesLuhn(number: string): boolean {
  let sum = 0;
  for (const [place, digit] of number.split('').reverse().entries()) {
    const value = Number(digit) * (place % 2 === 1 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return number.length >= 12 && number.length <= 19 && sum % 10 === 0;
}

/** The network a number belongs to, by its first digits. */
export function brandOf(number: string): string {
  if (number.startsWith('4')) return 'visa';
  if (/^(5[1-5]|2[2-7])/.test(number)) return 'mastercard';
  if (/^3[47]/.test(number)) return 'amex';
  return 'unknown';
}
