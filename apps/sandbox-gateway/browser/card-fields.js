/** How the three fields of a card are written and when they are right. Pure: nothing here touches the page. */

const digitsOf = (text) => text.replaceAll(/\D/g, '');

export function brandOf(number) {
  const digits = digitsOf(number);
  if (/^4/.test(digits)) return 'visa';
  if (/^(5[1-5]|2[2-7])/.test(digits)) return 'mastercard';
  if (/^3[47]/.test(digits)) return 'amex';
  return 'unknown';
}

const lengthOf = (number) => ({ amex: 15, unknown: 19 })[brandOf(number)] ?? 16;

function groups(text, sizes) {
  const parts = [];
  for (let at = 0, group = 0; at < text.length; at += sizes[group], group += 1) {
    parts.push(text.slice(at, at + sizes[group]));
  }
  return parts.join(' ');
}

/** `4242424242424242` as the card has it printed: `4242 4242 4242 4242`. */
export function writtenNumber(text) {
  const digits = digitsOf(text).slice(0, lengthOf(text));
  return groups(digits, brandOf(text) === 'amex' ? [4, 6, 5] : [4, 4, 4, 4, 3]);
}

/** `1230`, `12/2030` and `2030-12` (as some browsers fill it in) all become `12 / 30`. */
export function writtenExpiry(text) {
  const digits = monthFirst(text).slice(0, 4);
  return digits.length > 2 ? `${digits.slice(0, 2)} / ${digits.slice(2)}` : digits;
}

function monthFirst(text) {
  const filled = /^\s*20(\d{2})-(\d{2})\s*$/.exec(text);
  if (filled) return filled[2] + filled[1];
  const [month, year] = text.split(/[/-]/).map(digitsOf);
  if (year === undefined) return /^[2-9]/.test(month) ? `0${month}` : month;
  return month.padStart(2, '0') + (year.length === 4 ? year.slice(2) : year);
}

export function writtenCvc(text, number) {
  return digitsOf(text).slice(0, brandOf(number) === 'amex' ? 4 : 3);
}

/** What is wrong with each field, by the code of its message; `null` where nothing is. */
export function faultsOf({ number, expiry, cvc }) {
  return {
    number: numberFault(digitsOf(number)),
    expiry: expiryFault(digitsOf(expiry)),
    cvc: cvcFault(cvc, number),
  };
}

function numberFault(digits) {
  const enough = brandOf(digits) === 'unknown' ? 12 : lengthOf(digits);
  if (digits.length < enough) return 'incomplete_number';
  return passesLuhn(digits) ? null : 'incorrect_number';
}

function expiryFault(digits) {
  if (digits.length < 4) return 'incomplete_expiry';
  const [month, year] = [Number(digits.slice(0, 2)), 2000 + Number(digits.slice(2))];
  const isDate = month >= 1 && month <= 12;
  return isDate && new Date(year, month, 1) > new Date() ? null : 'invalid_expiry';
}

function cvcFault(cvc, number) {
  return cvc.length < (brandOf(number) === 'amex' ? 4 : 3) ? 'incomplete_cvc' : null;
}

function passesLuhn(digits) {
  const sum = [...digits].reverse().reduce((total, digit, place) => {
    const value = Number(digit) * (place % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
