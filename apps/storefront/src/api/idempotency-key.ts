const keyPlace = 'tradewind-checkout-key';
const orderPlace = 'tradewind-checkout-order';

/**
 * One key for one attempt: asked again for the same order, also after a reload, it is the same key, so an
 * order whose answer got lost is not placed twice. A changed address or total is another attempt.
 */
export function keyForAttempt(order: unknown): string {
  const attempt = JSON.stringify(order);
  const key = sessionStorage.getItem(keyPlace);
  if (key && sessionStorage.getItem(orderPlace) === attempt) return key;
  const fresh = randomKey();
  sessionStorage.setItem(keyPlace, fresh);
  sessionStorage.setItem(orderPlace, attempt);
  return fresh;
}

/** Not `crypto.randomUUID`: a shop on plain http in a local network does not have it. */
function randomKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}
