import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from './bytes.ts';
import type { Json } from './canonical-json.ts';
import { Fault, type FaultFinding } from './fault.ts';
import type { VerifiedSeal } from './pki/verify-seal.ts';
import type { ProvenRecord } from './proven-record.ts';
import { readSeal } from './sealed-pdf.ts';
import type { Trust } from './trust.ts';
import {
  NOTHING_FOUND,
  type RecordFindings,
  type Signer,
  type TimestampFinding,
  type Verdict,
  verifyRecord,
} from './verify-record.ts';

export interface DocumentVerdict<Facts> {
  /** Of the log, and of the seal where there is one: `proven` where all of it is by keys that are vouched for. What it is worth now is for the registry to say. */
  readonly verdict: Verdict;
  readonly fault?: FaultFinding;
  /** Null in a document without a page, which the log alone proves, and where a seal was not found sound or this page lacks the cryptography for it. */
  readonly seal: VerifiedSeal | null;
  readonly signers: readonly Signer[];
  readonly timestamp: TimestampFinding;
  /** SHA-256 of the pictures that it is of. */
  readonly pictures: readonly string[];
  readonly facts: { readonly sha256: string } & Facts & {
      readonly origin: string | null;
      readonly index: number | null;
    };
}

/** How one kind of document is read: what it says, where that is in the log, and what to tell of it. */
export interface DocumentKind<Content, Facts> {
  /** Throws Fault where there is no such content, or where it is not what its record in the log is about. */
  contentOf(file: Uint8Array): Content;
  proofOf(content: Content): ProvenRecord<Json> & { readonly record: { readonly at: string } };
  picturesIn(content: Content): readonly string[];
  /** Of undefined: the same names without values. */
  factsOf(content: Content | undefined): Facts;
}

/**
 * Proves, without network, who sealed a document, and that what it says is in the log. `isSealed`: a PDF with a seal; else the content alone,
 * which has none. The file may come from an attacker.
 */
export async function verifyDocument<Content, Facts>(
  file: Uint8Array,
  kind: DocumentKind<Content, Facts>,
  { isSealed, trust }: { readonly isSealed: boolean; readonly trust: Trust },
): Promise<DocumentVerdict<Facts>> {
  const findings: RecordFindings = { ...NOTHING_FOUND };
  let seal: VerifiedSeal | null = null;
  let content: Content | undefined;
  const verdictOf = (verdict: Verdict, fault?: FaultFinding): DocumentVerdict<Facts> => ({
    verdict,
    ...(fault && { fault }),
    seal,
    signers: findings.signers,
    timestamp: findings.timestamp,
    pictures: content === undefined ? [] : kind.picturesIn(content),
    facts: {
      sha256: bytesToHex(sha256(file)),
      ...kind.factsOf(content),
      origin: findings.origin,
      index: content === undefined ? null : kind.proofOf(content).index,
    },
  });
  try {
    if (isSealed) seal = await verifiedSeal(file, trust);
    content = kind.contentOf(file);
    const proof = kind.proofOf(content);
    await verifyRecord(proof, { at: new Date(proof.record.at), trust, findings });
    const isVouched = findings.isVouched && (!isSealed || seal?.standing === 'vouched');
    return verdictOf(isVouched ? 'proven' : 'consistent');
  } catch (error) {
    if (error instanceof Fault) return verdictOf('failed', error.finding);
    throw error;
  }
}

/** Who sealed a PDF; null where this page lacks the cryptography to say. Throws Fault for a seal that does not hold. */
async function verifiedSeal(pdf: Uint8Array, trust: Trust): Promise<VerifiedSeal | null> {
  const { cms, covered } = readSeal(pdf);
  const { canVerifyTimestamps } = await import('./pki/verify-timestamp.ts');
  if (!canVerifyTimestamps()) return null;
  const { verifySeal } = await import('./pki/verify-seal.ts');
  const seal = await verifySeal(cms, covered, trust.authorities);
  if (seal.standing === 'expired') throw new Fault('seal', 'seal-expired');
  if (seal.standing === 'revoked') throw new Fault('seal', 'seal-revoked', seal.revocation);
  return seal;
}
