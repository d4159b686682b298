import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from './bytes.ts';
import { canonicalBytes, type Json } from './canonical-json.ts';
import { Fault, type FaultFinding } from './fault.ts';
import type { VerifiedSeal } from './pki/verify-seal.ts';
import { readEmbeddedJson } from './sealed-pdf.ts';
import { type SimilarityReport, similarityReportSchema } from './similarity-report.ts';
import type { Trust } from './trust.ts';
import { verifiedSeal } from './verified-seal.ts';
import type { Verdict } from './verify-receipt.ts';
import {
  NOTHING_FOUND,
  type RecordFindings,
  type Signer,
  type TimestampFinding,
  verifyRecord,
} from './verify-record.ts';

export interface ReportVerdict {
  /** Of the log, and of the seal where there is one: `proven` where all of it is by keys that are vouched for. Whether it was superseded is for the registry to say. */
  readonly verdict: Verdict;
  readonly fault?: FaultFinding;
  /** Null in a report without a page, which the log alone proves, and where a seal was not found sound or cannot be checked here. */
  readonly seal: VerifiedSeal | null;
  readonly signers: readonly Signer[];
  readonly timestamp: TimestampFinding;
  /** SHA-256 of the pictures that it is of. */
  readonly pictures: readonly string[];
  readonly facts: {
    readonly sha256: string;
    readonly report: string | null;
    readonly orderedAt: string | null;
    readonly matter: string | null;
    readonly claimant: string | null;
    readonly respondent: string | null;
    /** The most serious grade in it. */
    readonly grade: string | null;
    /** The record of that grade that is evidenced earliest. */
    readonly firstRecord: string | null;
    readonly findingsSha256: string | null;
    readonly inputsSha256: string | null;
    readonly counters: string | null;
    readonly replaces: string | null;
    readonly origin: string | null;
    readonly index: number | null;
  };
}

/** Proves, without network, that the log has what a report finds and states. `isSealed`: a PDF with the report inside; else its JSON. The file may come from an attacker. */
export async function verifyReport(
  file: Uint8Array,
  { isSealed, trust }: { readonly isSealed: boolean; readonly trust: Trust },
): Promise<ReportVerdict> {
  const findings: RecordFindings = { ...NOTHING_FOUND };
  let seal: VerifiedSeal | null = null;
  let report: SimilarityReport | undefined;
  const verdictOf = (verdict: Verdict, fault?: ReportVerdict['fault']): ReportVerdict => ({
    verdict,
    ...(fault && { fault }),
    seal,
    signers: findings.signers,
    timestamp: findings.timestamp,
    pictures: report ? picturesIn(report) : [],
    facts: { sha256: bytesToHex(sha256(file)), origin: findings.origin, ...factsOf(report) },
  });
  try {
    if (isSealed) seal = await verifiedSeal(file, trust);
    report = contentOf(isSealed ? readEmbeddedJson(file) : jsonOf(file));
    const { proof } = report.attestation;
    await verifyRecord(proof, { at: new Date(proof.record.at), trust, findings });
    const isVouched = findings.isVouched && (!isSealed || seal?.standing === 'vouched');
    return verdictOf(isVouched ? 'proven' : 'consistent');
  } catch (error) {
    if (error instanceof Fault) return verdictOf('failed', error.finding);
    throw error;
  }
}

/** Whether JSON of this content claims to be a report: what is then looked at, and found whole or not. */
export const isReport = (content: unknown): boolean =>
  typeof content === 'object' &&
  content !== null &&
  (content as { readonly type?: unknown }).type === 'selvedge/similarity-report/v1';

/** Both parts say what the record in the log says of them. */
function contentOf(content: unknown): SimilarityReport {
  const parsed = similarityReportSchema.safeParse(content);
  if (!parsed.success) throw new Fault('content', 'content-missing');
  const { findings, attestation } = parsed.data;
  const { record } = attestation.proof;
  const { id, counters, replaces, orderedAt } = attestation.statement;
  const isSame =
    digestOf(findings) === record.findingsSha256 &&
    digestOf(attestation.statement) === record.statementSha256 &&
    id === record.id &&
    orderedAt === record.at &&
    counters === record.counters &&
    replaces === record.replaces;
  if (!isSame) throw new Fault('content', 'content-differs');
  return parsed.data;
}

function digestOf(part: unknown): string {
  return bytesToHex(sha256(canonicalBytes(part as Json)));
}

function picturesIn({ findings: { disputed, records } }: SimilarityReport): readonly string[] {
  return [disputed.picture.sha256, ...records.map(({ record }) => record.picture.sha256)];
}

function factsOf(report: SimilarityReport | undefined) {
  const statement = report?.attestation.statement;
  const proof = report?.attestation.proof;
  return {
    report: statement?.id ?? null,
    orderedAt: statement?.orderedAt ?? null,
    matter: statement?.matter ?? null,
    claimant: statement?.claimant?.name ?? null,
    respondent: statement?.respondent?.name ?? null,
    grade: report?.findings.grade ?? null,
    firstRecord: report?.findings.records[0]?.record.id ?? null,
    findingsSha256: proof?.record.findingsSha256 ?? null,
    inputsSha256: proof?.record.inputsSha256 ?? null,
    counters: statement?.counters ?? null,
    replaces: statement?.replaces ?? null,
    index: proof?.index ?? null,
  };
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
