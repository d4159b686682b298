import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A fresh secret with 256 random bits, recognisable by its beginning. */
export function makeToken(prefix: string): string {
  return `${prefix}_${randomBytes(32).toString('base64url')}`;
}

/** SHA-256 in hexadecimal: all that is stored. Unsalted suffices, since the token is random and cannot be guessed at. */
export function digestOfToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Compares in constant time. */
export function matchesDigest(token: string, digest: string): boolean {
  return timingSafeEqual(Buffer.from(digestOfToken(token)), Buffer.from(digest));
}
