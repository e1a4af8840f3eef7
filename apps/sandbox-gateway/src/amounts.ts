import { InvalidRequest } from './stripe-error.ts';

/** Currencies with three decimals, of which cards know only two: the last digit has to be 0, as at Stripe. */
const THREE_DECIMALS = new Set(['bhd', 'jod', 'kwd', 'omr', 'tnd']);

/** Refuses an amount that no card can be charged or given back in this currency. */
export function requireChargeable(amount: number, currency: string): void {
  if (amount % 10 === 0 || !THREE_DECIMALS.has(currency)) return;
  throw new InvalidRequest(
    `Invalid amount: ${amount}. Amounts in ${currency.toUpperCase()} must be a multiple of 10.`,
    { code: 'invalid_charge_amount', param: 'amount' },
  );
}
