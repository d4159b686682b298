import { ed25519 } from '@noble/curves/ed25519.js';
import { bytesToHex, concatBytes, fromBase64, hexToBytes, toBase64, utf8ToBytes } from '../bytes.ts';
import { malformed, ProofError } from '../errors.ts';
import { cosignedMessage, readCosignature, writeCosignature } from './cosignature.ts';
import { COSIGNATURE, isKeyName, type VerifierKey } from './verifier-key.ts';

/** A note longer than this is not read; ours have some hundred bytes and one line a signature. */
const NOTE_CHARACTERS_MAX = 100_000;
const SIGNATURES_MAX = 100;

export interface NoteSignature {
  readonly name: string;
  readonly keyId: string;
  readonly signature: Uint8Array;
}

/** A text and who signed it (C2SP signed-note); nothing of it is believed before verifyNote. */
export interface SignedNote {
  /** Ends with a newline. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** Throws ProofError `malformed`. */
export function parseNote(note: string): SignedNote {
  if (note.length > NOTE_CHARACTERS_MAX) throw malformed(`a note of at most ${NOTE_CHARACTERS_MAX} characters`, 'more');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the format forbids exactly these.
  if (/[\x00-\x09\x0b-\x1f]/.test(note) || /\p{Cs}/u.test(note))
    throw malformed('a note without control characters', 'one with some');
  const split = note.lastIndexOf('\n\n');
  if (split < 0 || !note.endsWith('\n')) throw malformed('a text, a blank line and signatures', 'no such parts');
  const lines = note.slice(split + 2, -1).split('\n');
  if (lines.length > SIGNATURES_MAX) throw malformed(`at most ${SIGNATURES_MAX} signatures`, `${lines.length}`);
  return { text: note.slice(0, split + 1), signatures: lines.map(parseSignature) };
}

function parseSignature(line: string): NoteSignature {
  const [, name, encoded] = /^— (\S+) (\S+)$/.exec(line) ?? [];
  const bytes = fromBase64(encoded ?? '');
  if (name === undefined || !isKeyName(name) || bytes === undefined || bytes.length < 5)
    throw malformed('a signature line "— name base64"', JSON.stringify(line.slice(0, 120)));
  return { name, keyId: bytesToHex(bytes.subarray(0, 4)), signature: bytes.slice(4) };
}

export function formatNote({ text, signatures }: SignedNote): string {
  return `${text}\n${signatures.map(formatSignature).join('')}`;
}

export function formatSignature({ name, keyId, signature }: NoteSignature): string {
  return `— ${name} ${toBase64(concatBytes(hexToBytes(keyId), signature))}\n`;
}

export interface VerifiedSignature {
  readonly key: VerifierKey;
  /** When a witness says that it saw the text; absent for an ordinary signature. */
  readonly cosignedAt?: Date;
}

/**
 * The signatures by keys that we know, each verified; those of unknown keys are passed over. Throws ProofError:
 * `bad-signature` when one by a known key is wrong, `no-known-key` when there is none.
 */
export function verifyNote(
  { text, signatures }: SignedNote,
  keys: readonly VerifierKey[],
): readonly [VerifiedSignature, ...VerifiedSignature[]] {
  const verified = signatures.flatMap(({ name, keyId, signature }): VerifiedSignature[] => {
    const key = keys.find((known) => known.name === name && known.keyId === keyId);
    return key === undefined ? [] : [verifySignature(text, key, signature)];
  });
  const [first, ...more] = verified;
  if (first === undefined) throw new ProofError('no-known-key', 'No signature of the note is by a known key.');
  return [first, ...more];
}

function verifySignature(text: string, key: VerifierKey, signature: Uint8Array): VerifiedSignature {
  if (key.type !== COSIGNATURE) {
    if (isSignature(signature, utf8ToBytes(text), key)) return { key };
  } else {
    const parts = readCosignature(signature);
    if (parts !== undefined && isSignature(parts.signature, cosignedMessage(text, parts.seconds), key))
      return { key, cosignedAt: new Date(parts.seconds * 1000) };
  }
  throw new ProofError('bad-signature', `The signature by ${key.name} (${key.keyId}) is wrong.`);
}

/**
 * Ed25519 as RFC 8032 has it: no point or scalar in a second spelling, no key of small order. The same code on server,
 * command line and browser, where WebCrypto is missing from pages that do not come over https.
 */
function isSignature(signature: Uint8Array, message: Uint8Array, { publicKey }: VerifierKey): boolean {
  try {
    return signature.length === 64 && ed25519.verify(signature, message, publicKey, { zip215: false });
  } catch {
    return false;
  }
}

/** Signs with a private key that stays where it is. */
export interface NoteSigner {
  readonly key: VerifierKey;
  /** 64 bytes of Ed25519 over the message. */
  sign(message: Uint8Array): Promise<Uint8Array>;
}

export async function signText(text: string, { key, sign }: NoteSigner): Promise<NoteSignature> {
  return { name: key.name, keyId: key.keyId, signature: await sign(utf8ToBytes(text)) };
}

/** What a witness adds to a checkpoint that it found consistent at `at`. */
export async function cosignText(text: string, { key, sign }: NoteSigner, at: Date): Promise<NoteSignature> {
  const seconds = Math.floor(at.getTime() / 1000);
  return {
    name: key.name,
    keyId: key.keyId,
    signature: writeCosignature(seconds, await sign(cosignedMessage(text, seconds))),
  };
}
