import { fromBase64, utf8ToBytes } from './bytes.ts';
import type { Json } from './canonical-json.ts';
import { ProofError } from './errors.ts';
import { Fault } from './fault.ts';
import { fromHex, logEntry } from './log-entry.ts';
import { leafHash } from './merkle/hashes.ts';
import { verifyInclusion } from './merkle/verify.ts';
import { type Checkpoint, parseCheckpoint } from './note/checkpoint.ts';
import { parseNote, type SignedNote, type VerifiedSignature, verifyNote } from './note/signed-note.ts';
import { COSIGNATURE, fingerprintOf, parseVerifierKey, type VerifierKey } from './note/verifier-key.ts';
import type { VerifiedTimestamp } from './pki/verify-timestamp.ts';
import type { ProvenRecord, Stamp } from './proven-record.ts';
import type { Trust, TrustedAuthority, TrustedKey } from './trust.ts';

/**
 * `proven`: everything holds, by keys that are vouched for. `consistent`: everything fits together, but anyone could have made it with
 * keys of his own. `failed`: it does not hold.
 */
export type Verdict = 'proven' | 'consistent' | 'failed';

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
 * `none`: there is no timestamp. `queued`: it had not come when the proof was made. `unchecked`: this page was not loaded securely, and
 * the browser then lacks what is needed.
 */
export type TimestampFinding =
  | { readonly state: 'none' | 'queued' | 'unchecked' }
  | ({ readonly state: 'verified' } & VerifiedTimestamp);

/** What shows a record to be in the log, as far as it was looked at. */
export interface RecordFindings {
  origin: string | null;
  signers: readonly Signer[];
  timestamp: TimestampFinding;
  /** By a key of the log that is vouched for. */
  isVouched: boolean;
}

export const NOTHING_FOUND: RecordFindings = {
  origin: null,
  signers: [],
  timestamp: { state: 'none' },
  isVouched: false,
};

/**
 * Follows a record into the log and to whoever signs for it, without network. `at`: when it says that it was made. What was found goes
 * into `findings` step by step; the first that does not hold is thrown as Fault.
 */
export async function verifyRecord(
  proven: ProvenRecord<Json>,
  { at, trust, findings }: { readonly at: Date; readonly trust: Trust; readonly findings: RecordFindings },
): Promise<void> {
  const { note, checkpoint } = readNote(proven.checkpoint);
  checkInclusion(proven, proven.path, checkpoint);
  findings.origin = checkpoint.origin;
  const verified = verifySignatures(proven, note, checkpoint, trust.keys);
  findings.signers = verified.map((signature) => signerOf(signature, trust.keys));
  findings.timestamp = await checkTimestamp(proven, checkpoint.origin, trust);
  findings.isVouched = vouchedFor(verified, trust.keys, at, findings.timestamp);
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
  { record, salt, index }: ProvenRecord<Json>,
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
  { statedKeys }: ProvenRecord<Json>,
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
async function checkTimestamp(logged: ProvenRecord<Json>, origin: string, trust: Trust): Promise<TimestampFinding> {
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
  const [revoked] = byLog;
  if (revoked !== undefined && counts.length === 0)
    throw new Fault('keys', 'key-revoked', { asOf: revoked.revokedAsOf!, reason: revoked.revocationReason });
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
