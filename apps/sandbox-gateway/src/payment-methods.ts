import { z } from 'zod';
import type { Books } from './books.ts';
import type { Caller } from './caller.ts';
import { brandOf, passesLuhn, testCardByMethod, testCardByNumber } from './cards.ts';
import { newId, now } from './ids.ts';
import { Metadata, Text } from './params.ts';
import type { Method } from './records.ts';
import { NO_BILLING } from './resources.ts';
import { CardError, NoSuch } from './stripe-error.ts';

const Address = z.strictObject({
  city: Text.optional(),
  country: Text.optional(),
  line1: Text.optional(),
  line2: Text.optional(),
  postal_code: Text.optional(),
  state: Text.optional(),
});

const BillingDetails = z.strictObject({
  address: Address.optional(),
  email: Text.optional(),
  name: Text.optional(),
  phone: Text.optional(),
});

const Card = z.strictObject({
  number: z.string().max(40),
  exp_month: z.string().max(4),
  exp_year: z.string().max(4),
  cvc: z.string().max(10).optional(),
});
type Card = z.infer<typeof Card>;

/** A card typed in by a customer, as the Payment Element sends it. */
export const PaymentMethodData = z.strictObject({
  type: z.literal('card'),
  card: Card,
  billing_details: BillingDetails.optional(),
  allow_redisplay: z.enum(['always', 'limited', 'unspecified']).optional(),
  metadata: Metadata.optional(),
});
export type PaymentMethodData = z.infer<typeof PaymentMethodData>;

/** Turns a typed card into a payment method; a card that cannot exist is refused field by field. */
export function methodFromCard(data: PaymentMethodData, caller: Caller, books: Books): Method {
  const number = data.card.number.replaceAll(/[\s-]/g, '');
  checkNumber(number);
  const { expMonth, expYear } = expiryOf(data.card);
  checkCvc(data.card.cvc, number);
  const method: Method = {
    ...newMethod(caller),
    testCard: testCardByNumber(number)?.method ?? null,
    brand: brandOf(number),
    last4: number.slice(-4),
    expMonth,
    expYear,
    billing: billingOf(data.billing_details),
  };
  books.save('method', method);
  return method;
}

/** The payment method of this id: a ready-made one (`pm_card_visa`), or one made earlier on this account. */
export function methodOf(id: string, caller: Caller, books: Books): Method {
  const card = testCardByMethod(id);
  if (card === undefined) return books.methods.get(id, caller.account, 'payment_method');
  const method: Method = {
    ...newMethod(caller),
    testCard: card.method,
    brand: brandOf(card.number),
    last4: card.number.slice(-4),
    expMonth: 12,
    expYear: new Date().getUTCFullYear() + 3,
    billing: NO_BILLING,
  };
  books.save('method', method);
  return method;
}

/** For a payment whose method the books must have. */
export function keptMethod(id: string | null, books: Books): Method {
  const method = id === null ? undefined : books.methods.find(id);
  if (method === undefined) throw new NoSuch('PaymentMethod', id ?? '');
  return method;
}

function newMethod(caller: Caller) {
  return { id: newId('pm'), account: caller.account, created: now() };
}

function checkNumber(number: string): void {
  if (/^\d+$/.test(number) && passesLuhn(number)) return;
  throw new CardError('Your card number is incorrect.', { code: 'incorrect_number', param: 'number' });
}

function expiryOf(card: Card): { expMonth: number; expYear: number } {
  const expMonth = Number(card.exp_month);
  if (!Number.isInteger(expMonth) || expMonth < 1 || expMonth > 12) {
    throw new CardError("Your card's expiration month is invalid.", {
      code: 'invalid_expiry_month',
      param: 'exp_month',
    });
  }
  const expYear = card.exp_year.length === 2 ? 2000 + Number(card.exp_year) : Number(card.exp_year);
  if (!Number.isInteger(expYear) || isPast(expMonth, expYear) || expYear > new Date().getUTCFullYear() + 50) {
    throw new CardError("Your card's expiration year is invalid.", {
      code: 'invalid_expiry_year',
      param: 'exp_year',
    });
  }
  return { expMonth, expYear };
}

/** A card is good to the end of its month. */
function isPast(month: number, year: number): boolean {
  return Date.UTC(year, month, 1) <= Date.now();
}

function checkCvc(cvc: string | undefined, number: string): void {
  const digits = brandOf(number) === 'amex' ? 4 : 3;
  if (cvc === undefined || (/^\d+$/.test(cvc) && cvc.length === digits)) return;
  throw new CardError("Your card's security code is invalid.", { code: 'invalid_cvc', param: 'cvc' });
}

function billingOf(details: z.infer<typeof BillingDetails> = {}): Method['billing'] {
  const { address = {} } = details;
  return {
    address: {
      city: address.city ?? null,
      country: address.country ?? null,
      line1: address.line1 ?? null,
      line2: address.line2 ?? null,
      postal_code: address.postal_code ?? null,
      state: address.state ?? null,
    },
    email: details.email ?? null,
    name: details.name ?? null,
    phone: details.phone ?? null,
    tax_id: null,
  };
}
