import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes, sameBytes, utf8ToBytes } from './bytes.ts';
import { canonicalBytes, type Json } from './canonical-json.ts';

export const SALT_BYTES = 32;

/** Keeps a commitment from being taken for any other hash of ours. */
const DOMAIN = utf8ToBytes('selvedge commitment v1\n');

/**
 * SHA-256(domain ‖ salt ‖ RFC 8785 text of the record), 32 bytes. With a random salt of 32 bytes it says nothing about
 * the record (two commitments to one record cannot be linked), and no other record or salt can be shown for it.
 */
export function commit(record: Json, salt: Uint8Array): Uint8Array {
  if (salt.length !== SALT_BYTES) throw new Error(`expected a salt of ${SALT_BYTES} bytes, received ${salt.length}`);
  return sha256(concatBytes(DOMAIN, salt, canonicalBytes(record)));
}

export function opens(commitment: Uint8Array, record: Json, salt: Uint8Array): boolean {
  return salt.length === SALT_BYTES && sameBytes(commit(record, salt), commitment);
}

/** A fresh salt from the cryptographic source of this machine, browser or Node. */
export function makeSalt(): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(SALT_BYTES));
}
