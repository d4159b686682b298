import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, fromBase64 } from './bytes.ts';
import { opens } from './commitment.ts';
import type { LoggedDeposit, Receipt } from './deposit.ts';
import { ProofError } from './errors.ts';
import { fromHex, logEntry } from './log-entry.ts';
import { leafHash } from './merkle/hashes.ts';
import { verifyInclusion } from './merkle/verify.ts';
import { type Checkpoint, parseCheckpoint } from './note/checkpoint.ts';
import { parseNote, type SignedNote, type VerifiedSignature, verifyNote } from './note/signed-note.ts';
import { COSIGNATURE, fingerprintOf, parseVerifierKey, type VerifierKey } from './note/verifier-key.ts';
import type { TrustedKey } from './trust.ts';

/** What is looked at, in this order; the first that does not hold ends the verification. */
export const RECEIPT_STEPS = ['complete', 'file', 'commitment', 'inclusion', 'checkpoint', 'keys'] as const;
export type ReceiptStep = (typeof RECEIPT_STEPS)[number];

/** Why a step does not hold. */
export type ReceiptFault =
  | 'receipt-incomplete'
  | 'file-differs'
  | 'commitment-differs'
  | 'not-in-log'
  | 'checkpoint-malformed'
  | 'signature-wrong'
  | 'key-expired'
  | 'key-revoked';

export interface Signer {
  readonly name: string;
  readonly keyId: string;
  /** SHA-256, for people to compare. */
  readonly fingerprint: string;
  readonly role: 'log' | 'witness';
  /** Whether one of the vouched keys. */
  readonly isVouched: boolean;
  /** When a witness says that it saw this state of the log. */
  readonly seenAt?: Date;
}

export interface ReceiptVerdict {
  /**
   * `proven`: everything holds, by keys that are vouched for. `consistent`: everything fits together, but anyone could have made
   * it with keys of his own. `failed`: it does not hold.
   */
  readonly verdict: 'proven' | 'consistent' | 'failed';
  readonly fault?: { readonly step: ReceiptStep; readonly code: ReceiptFault };
  /** False where no file was given: then only the digest in the receipt is proved to have been deposited. */
  readonly fileCompared: boolean;
  readonly signers: readonly Signer[];
  readonly facts: {
    readonly sha256: string;
    readonly bytes: number;
    readonly depositor: string;
    readonly account: string | null;
    readonly at: string | null;
    readonly origin: string | null;
    readonly index: number | null;
  };
}

class Fault extends Error {
  readonly step: ReceiptStep;
  readonly code: ReceiptFault;
  constructor(step: ReceiptStep, code: ReceiptFault) {
    super(code);
    this.step = step;
    this.code = code;
  }
}

/**
 * Proves, without network, that the file was deposited by whom and when the receipt says. Receipt and file may come from an
 * attacker; what is believed in the end rests on `trust` alone.
 */
export function verifyReceipt(
  receipt: Receipt,
  { file, trust }: { readonly file?: Uint8Array | undefined; readonly trust: readonly TrustedKey[] },
): ReceiptVerdict {
  const { record } = receipt.sealed;
  let signers: readonly Signer[] = [];
  let origin: string | null = null;
  const verdictOf = (verdict: ReceiptVerdict['verdict'], fault?: ReceiptVerdict['fault']): ReceiptVerdict => ({
    verdict,
    ...(fault && { fault }),
    fileCompared: file !== undefined,
    signers,
    facts: {
      sha256: record.sha256,
      bytes: record.bytes,
      depositor: record.depositor,
      account: receipt.logged?.record.account ?? null,
      at: receipt.logged?.record.at ?? null,
      origin,
      index: receipt.logged?.index ?? null,
    },
  });
  try {
    const { logged } = receipt;
    if (logged === null) throw new Fault('complete', 'receipt-incomplete');
    if (file !== undefined && (file.length !== record.bytes || bytesToHex(sha256(file)) !== record.sha256))
      throw new Fault('file', 'file-differs');
    checkCommitment(receipt, logged);
    const { note, checkpoint } = readNote(logged);
    checkInclusion(logged, checkpoint);
    origin = checkpoint.origin;
    const verified = verifySignatures(logged, note, checkpoint, trust);
    signers = verified.map((signature) => signerOf(signature, trust));
    const vouched = vouchedFor(verified, trust, new Date(logged.record.at));
    return verdictOf(vouched ? 'proven' : 'consistent');
  } catch (error) {
    if (error instanceof Fault) return verdictOf('failed', { step: error.step, code: error.code });
    throw error;
  }
}

/** The commitment in the log is to this very record, with this very salt. */
function checkCommitment({ sealed }: Receipt, logged: LoggedDeposit): void {
  const commitment = fromHex(logged.record.commitment, 32);
  const salt = fromHex(sealed.salt, 32);
  if (commitment === undefined || salt === undefined || !opens(commitment, sealed.record, salt))
    throw new Fault('commitment', 'commitment-differs');
}

function readNote({ checkpoint }: LoggedDeposit): { note: SignedNote; checkpoint: Checkpoint } {
  try {
    const note = parseNote(checkpoint);
    return { note, checkpoint: parseCheckpoint(note.text) };
  } catch (error) {
    if (error instanceof ProofError) throw new Fault('checkpoint', 'checkpoint-malformed');
    throw error;
  }
}

function checkInclusion({ record, salt, index, path }: LoggedDeposit, { size, root }: Checkpoint): void {
  const hashes = path.map(fromBase64);
  const saltBytes = fromHex(salt, 32);
  const isWhole = saltBytes !== undefined && hashes.every((hash) => hash !== undefined);
  const leaf = isWhole && leafHash(logEntry({ record, salt: saltBytes }));
  if (!leaf || !verifyInclusion({ leafHash: leaf, index, size, root }, hashes as Uint8Array[]))
    throw new Fault('inclusion', 'not-in-log');
}

/** Those by vouched keys where there are any, else those by the keys that the receipt itself states. */
function verifySignatures(
  { statedKeys }: LoggedDeposit,
  note: SignedNote,
  { origin }: Checkpoint,
  trust: readonly TrustedKey[],
): readonly VerifiedSignature[] {
  const vouched = trust.map(({ key }) => key);
  const isVouched = (stated: VerifierKey) =>
    vouched.some(({ name, keyId }) => name === stated.name && keyId === stated.keyId);
  try {
    const stated = statedKeys.map(parseVerifierKey).filter((key) => !isVouched(key));
    const verified = verifyNote(note, [...vouched, ...stated]);
    // Witnesses alone do not make a log; and its key bears its name.
    if (!verified.some(({ key }) => key.type !== COSIGNATURE && key.name === origin))
      throw new Fault('checkpoint', 'signature-wrong');
    return verified;
  } catch (error) {
    if (error instanceof ProofError) throw new Fault('checkpoint', 'signature-wrong');
    throw error;
  }
}

/**
 * Whether the log's signature is by a vouched key that counted at the time. A key that was revoked could sign any time into a
 * record, so it counts only for states that a vouched witness saw before the revocation.
 */
function vouchedFor(verified: readonly VerifiedSignature[], trust: readonly TrustedKey[], at: Date): boolean {
  const trusted = ({ key }: VerifiedSignature) =>
    trust.find((each) => each.key.name === key.name && each.key.keyId === key.keyId);
  const seenAt = verified.flatMap((signature) => {
    const witness = trusted(signature);
    return signature.cosignedAt !== undefined && witness?.revokedAsOf === null ? [signature.cosignedAt] : [];
  });
  const byLog = verified.flatMap((signature) => (signature.cosignedAt === undefined ? (trusted(signature) ?? []) : []));
  const counts = byLog.filter(({ revokedAsOf }) => revokedAsOf === null || seenAt.some((seen) => seen < revokedAsOf));
  if (byLog.length > 0 && counts.length === 0) throw new Fault('keys', 'key-revoked');
  const inTime = counts.filter(({ signsUntil }) => signsUntil === null || at <= signsUntil);
  if (counts.length > 0 && inTime.length === 0) throw new Fault('keys', 'key-expired');
  return inTime.length > 0;
}

function signerOf({ key, cosignedAt }: VerifiedSignature, trust: readonly TrustedKey[]): Signer {
  return {
    name: key.name,
    keyId: key.keyId,
    fingerprint: fingerprintOf(key),
    role: cosignedAt === undefined ? 'log' : 'witness',
    isVouched: trust.some((each) => each.key.name === key.name && each.key.keyId === key.keyId),
    ...(cosignedAt && { seenAt: cosignedAt }),
  };
}
