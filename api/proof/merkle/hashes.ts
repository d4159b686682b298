import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes } from '../bytes.ts';

export const HASH_BYTES = 32;

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** Hash of one entry (RFC 9162, section 2.1.1). */
export function leafHash(entry: Uint8Array): Uint8Array {
  return sha256(concatBytes(LEAF, entry));
}

/** Hash of a node over its two halves. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256(concatBytes(NODE, left, right));
}

/** Root of the tree without entries. */
export function emptyRoot(): Uint8Array {
  return sha256(new Uint8Array());
}
