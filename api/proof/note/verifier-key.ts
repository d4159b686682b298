import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, fromBase64, toBase64, utf8ToBytes } from '../bytes.ts';
import { malformed } from '../errors.ts';

/** What a key signs, as C2SP numbers it: notes themselves (1), or what a witness saw at a time (4). Both Ed25519. */
export type SignatureType = 1 | 4;
export const NOTE_SIGNATURE = 1;
export const COSIGNATURE = 4;

export const SIGNATURE_ALGORITHMS: Readonly<Record<SignatureType, string>> = {
  [NOTE_SIGNATURE]: 'ed25519',
  [COSIGNATURE]: 'ed25519-cosignature-v1',
};

const PUBLIC_KEY_BYTES = 32;

/** Who a signature is by. Name and id together tell a key; the id alone is short and proves nothing. */
export interface VerifierKey {
  readonly name: string;
  /** Eight hexadecimal digits: the first four bytes of SHA-256(name ‖ newline ‖ type ‖ public key). */
  readonly keyId: string;
  readonly type: SignatureType;
  /** 32 bytes, RFC 8032. */
  readonly publicKey: Uint8Array;
}

export function makeVerifierKey(name: string, type: SignatureType, publicKey: Uint8Array): VerifierKey {
  if (!isKeyName(name)) throw malformed('a key name without blanks and plus signs', JSON.stringify(name.slice(0, 80)));
  if (publicKey.length !== PUBLIC_KEY_BYTES)
    throw malformed(`a public key of ${PUBLIC_KEY_BYTES} bytes`, `one of ${publicKey.length}`);
  return { name, type, publicKey, keyId: keyIdOf(name, type, publicKey) };
}

/** As people hand a key on: `name+id+base64(type ‖ public key)` (C2SP signed-note, verifier keys). */
export function formatVerifierKey({ name, keyId, type, publicKey }: VerifierKey): string {
  return `${name}+${keyId}+${toBase64(concatBytes(Uint8Array.of(type), publicKey))}`;
}

/** Throws ProofError `malformed`. */
export function parseVerifierKey(text: string): VerifierKey {
  const [, name, keyId, encoded] = /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text) ?? [];
  const bytes = fromBase64(encoded ?? '');
  if (name === undefined || bytes === undefined)
    throw malformed('a verifier key name+id+base64', JSON.stringify(text.slice(0, 120)));
  const [type] = bytes;
  if (type !== NOTE_SIGNATURE && type !== COSIGNATURE)
    throw malformed('a verifier key of type 1 or 4', `one of type ${type}`);
  const key = makeVerifierKey(name, type, bytes.slice(1));
  if (key.keyId !== keyId) throw malformed(`the id ${key.keyId} for this key`, keyId ?? 'none');
  return key;
}

/** For people to compare: SHA-256 of type and public key, whatever the key is called. */
export function fingerprintOf({ type, publicKey }: VerifierKey): string {
  return bytesToHex(sha256(concatBytes(Uint8Array.of(type), publicKey)));
}

export function isKeyName(name: string): boolean {
  return /^[^\s+\p{Z}\p{Cc}]+$/u.test(name);
}

function keyIdOf(name: string, type: SignatureType, publicKey: Uint8Array): string {
  const hash = sha256(concatBytes(utf8ToBytes(`${name}\n`), Uint8Array.of(type), publicKey));
  return bytesToHex(hash.subarray(0, 4));
}
