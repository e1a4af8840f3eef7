import { createHmac, createSecretKey, hkdfSync, type KeyObject, timingSafeEqual } from 'node:crypto';

/** A 256-bit key of its own for each purpose, all from the one APP_SECRET. */
export function deriveKey(appSecret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', appSecret, '', `tradewind/${purpose}`, 32));
}

/** Signs small values so that what comes back is known to be ours. */
export class Signer {
  private readonly key: KeyObject;

  constructor(appSecret: string, purpose: string) {
    this.key = createSecretKey(deriveKey(appSecret, purpose));
  }

  /** 128 bits of HMAC-SHA256, for URLs and headers. */
  sign(value: string): string {
    return createHmac('sha256', this.key).update(value).digest().subarray(0, 16).toString('base64url');
  }

  verify(value: string, signature: string): boolean {
    const expected = Buffer.from(this.sign(value));
    const given = Buffer.from(signature);
    return expected.length === given.length && timingSafeEqual(expected, given);
  }
}
