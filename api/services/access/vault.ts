import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** What is kept sealed; each purpose has a key of its own, so that one cannot be passed off as another. */
export type SealedPurpose = 'totp-secret' | 'resident-id' | 'recovery-code' | 'document';

/** Keeps personal numbers and shared secrets unreadable to whoever has the database without the key of the data folder. */
export interface Vault {
  seal(content: string | Uint8Array, purpose: SealedPurpose): Uint8Array;
  /** Throws where the bytes were altered, or sealed by another key or for another purpose. */
  open(sealed: Uint8Array, purpose: SealedPurpose): Buffer;
  /** A keyed digest, hexadecimal: equal for equal texts, and of no use without the key. */
  digest(text: string, purpose: SealedPurpose): string;
}

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM and HMAC-SHA-256 under keys that HKDF (RFC 5869) makes of 32 random bytes. Sealed: IV, tag, ciphertext. */
export function makeVault(key: Uint8Array): Vault {
  const keyFor = (use: string) => Buffer.from(hkdfSync('sha256', key, '', `selvedge ${use}`, 32));
  return {
    seal(content, purpose) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', keyFor(`seal ${purpose}`), iv);
      const sealed = Buffer.concat([cipher.update(content), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
    },
    open(sealed, purpose) {
      const bytes = Buffer.from(sealed);
      const decipher = createDecipheriv('aes-256-gcm', keyFor(`seal ${purpose}`), bytes.subarray(0, IV_BYTES), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
    },
    digest: (text, purpose) =>
      createHmac('sha256', keyFor(`digest ${purpose}`))
        .update(text)
        .digest('hex'),
  };
}
