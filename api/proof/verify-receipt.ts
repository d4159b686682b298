import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, fromBase64, utf8ToBytes } from './bytes.ts';
import { opens } from './commitment.ts';
import type { LoggedDeposit, Receipt, Stamp } from './deposit.ts';
import { ProofError } from './errors.ts';
import { fromHex, logEntry } from './log-entry.ts';
import { leafHash } from './merkle/hashes.ts';
import { verifyInclusion } from './merkle/verify.ts';
import { type Checkpoint, parseCheckpoint } from './note/checkpoint.ts';
import { parseNote, type SignedNote, type VerifiedSignature, verifyNote } from './note/signed-note.ts';
import { COSIGNATURE, fingerprintOf, parseVerifierKey, type VerifierKey } from './note/verifier-key.ts';
import type { VerifiedTimestamp } from './pki/verify-timestamp.ts';
import type { Trust, TrustedAuthority, TrustedKey } from './trust.ts';

/** What is looked at, in this order; the first that does not hold ends the verification. */
export const RECEIPT_STEPS = [
  'complete',
  'file',
  'commitment',
  'inclusion',
  'checkpoint',
  'timestamp',
  'keys',
] as const;
export type ReceiptStep = (typeof RECEIPT_STEPS)[number];

/** Why a step does not hold. */
export type ReceiptFault =
  | 'receipt-incomplete'
  | 'file-differs'
  | 'commitment-differs'
  | 'not-in-log'
  | 'checkpoint-malformed'
  | 'signature-wrong'
  | 'timestamp-wrong'
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

/**
 * `none`: the receipt has no timestamp. `queued`: it had not come when the receipt was made. `unchecked`: this page was not loaded
 * securely, and the browser then lacks what is needed.
 */
export type TimestampFinding =
  | { readonly state: 'none' | 'queued' | 'unchecked' }
  | ({ readonly state: 'verified' } & VerifiedTimestamp);

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
  readonly timestamp: TimestampFinding;
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
export async function verifyReceipt(
  receipt: Receipt,
  { file, trust }: { readonly file?: Uint8Array | undefined; readonly trust: Trust },
): Promise<ReceiptVerdict> {
  const { record } = receipt.sealed;
  let signers: readonly Signer[] = [];
  let origin: string | null = null;
  let timestamp: TimestampFinding = { state: 'none' };
  const verdictOf = (verdict: ReceiptVerdict['verdict'], fault?: ReceiptVerdict['fault']): ReceiptVerdict => ({
    verdict,
    ...(fault && { fault }),
    fileCompared: file !== undefined,
    signers,
    timestamp,
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
    const { note, checkpoint } = readNote(logged.checkpoint);
    checkInclusion(logged, logged.path, checkpoint);
    origin = checkpoint.origin;
    const verified = verifySignatures(logged, note, checkpoint, trust.keys);
    signers = verified.map((signature) => signerOf(signature, trust.keys));
    timestamp = await checkTimestamp(logged, origin, trust);
    const vouched = vouchedFor(verified, trust.keys, new Date(logged.record.at), timestamp);
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

function readNote(checkpoint: string): { note: SignedNote; checkpoint: Checkpoint } {
  try {
    const note = parseNote(checkpoint);
    return { note, checkpoint: parseCheckpoint(note.text) };
  } catch (error) {
    if (error instanceof ProofError) throw new Fault('checkpoint', 'checkpoint-malformed');
    throw error;
  }
}

function checkInclusion(
  { record, salt, index }: LoggedDeposit,
  path: readonly string[],
  { size, root }: Checkpoint,
): void {
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

/** The timestamp is on a state of the same log, signed by the log, that has the deposit at the same place. */
async function checkTimestamp(logged: LoggedDeposit, origin: string, trust: Trust): Promise<TimestampFinding> {
  const stamp = logged.timestamp;
  if (stamp === undefined) return { state: 'none' };
  if (stamp.state === 'queued') return { state: 'queued' };
  const { note, checkpoint } = readNote(stamp.checkpoint);
  checkInclusion(logged, stamp.path, checkpoint);
  if (checkpoint.origin !== origin) throw new Fault('timestamp', 'timestamp-wrong');
  verifySignatures(logged, note, checkpoint, trust.keys);
  return verifyStamp(stamp, trust.authorities);
}

async function verifyStamp(
  { checkpoint, token }: Stamp & { readonly state: 'stamped' },
  authorities: readonly TrustedAuthority[],
): Promise<TimestampFinding> {
  // Loaded where there is a timestamp: a large library, which a page that only seals does not need.
  const { canVerifyTimestamps, verifyTimestamp } = await import('./pki/verify-timestamp.ts');
  if (!canVerifyTimestamps()) return { state: 'unchecked' };
  const der = fromBase64(token);
  if (der === undefined) throw new Fault('timestamp', 'timestamp-wrong');
  try {
    return { state: 'verified', ...(await verifyTimestamp(der, utf8ToBytes(checkpoint), authorities)) };
  } catch (error) {
    if (error instanceof ProofError) throw new Fault('timestamp', 'timestamp-wrong');
    throw error;
  }
}

/**
 * Whether the log's signature is by a vouched key that counted at the time. A key that was revoked could sign any time into a
 * record, so it counts only for states that a vouched witness saw, or a vouched authority timestamped, before the revocation.
 */
function vouchedFor(
  verified: readonly VerifiedSignature[],
  trust: readonly TrustedKey[],
  at: Date,
  timestamp: TimestampFinding,
): boolean {
  const trusted = ({ key }: VerifiedSignature) =>
    trust.find((each) => each.key.name === key.name && each.key.keyId === key.keyId);
  const seenAt = verified.flatMap((signature) => {
    const witness = trusted(signature);
    return signature.cosignedAt !== undefined && witness?.revokedAsOf === null ? [signature.cosignedAt] : [];
  });
  // The registry's own clock proves nothing against the registry's own key.
  if (timestamp.state === 'verified' && timestamp.isVouched && !timestamp.isLocal) seenAt.push(timestamp.at);
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
