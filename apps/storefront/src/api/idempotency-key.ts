const keyPlace = 'tradewind-attempt-key';
const attemptPlace = 'tradewind-attempt';

/**
 * One key for one attempt: asked again for the same request, also after a reload, it is the same key, so an order
 * whose answer got lost is not placed twice. A changed address or total is another attempt.
 */
export function keyForAttempt(request: unknown): string {
  const attempt = JSON.stringify(request);
  const key = sessionStorage.getItem(keyPlace);
  if (key && sessionStorage.getItem(attemptPlace) === attempt) return key;
  const fresh = randomKey();
  sessionStorage.setItem(keyPlace, fresh);
  sessionStorage.setItem(attemptPlace, attempt);
  return fresh;
}

/** For what may be wished for twice: the same return tomorrow is another one. */
export function forgetAttempt(): void {
  sessionStorage.removeItem(keyPlace);
  sessionStorage.removeItem(attemptPlace);
}

/** Not `crypto.randomUUID`: a shop on plain http in a local network does not have it. */
function randomKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}
