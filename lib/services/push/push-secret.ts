import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Beyond guessing, and short enough for every system. */
const secretBytes = 32;

export function newPushSecret(): string {
  return randomBytes(secretBytes).toString('base64url');
}

export function hashPushSecret(secret: string): Uint8Array {
  return createHash('sha256').update(secret).digest();
}

/** Takes as long whatever is shown. */
export function isPushSecret(shown: string, secretHash: Uint8Array): boolean {
  const hash = hashPushSecret(shown);
  return hash.length === secretHash.length && timingSafeEqual(hash, secretHash);
}
