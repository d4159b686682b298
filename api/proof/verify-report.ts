import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from './bytes.ts';
import { canonicalBytes, type Json } from './canonical-json.ts';
import { Fault } from './fault.ts';
import { readEmbeddedJson } from './sealed-pdf.ts';
import { type SimilarityReport, similarityReportSchema } from './similarity-report.ts';
import type { Trust } from './trust.ts';
import { type DocumentKind, type DocumentVerdict, verifyDocument } from './verify-document.ts';

interface ReportFacts {
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
}
export type ReportVerdict = DocumentVerdict<ReportFacts>;

const reportIn = (read: (file: Uint8Array) => unknown): DocumentKind<SimilarityReport, ReportFacts> => ({
  contentOf: (file) => contentOf(read(file)),
  proofOf: ({ attestation }) => attestation.proof,
  picturesIn: ({ findings: { disputed, records } }) => [
    disputed.picture.sha256,
    ...records.map(({ record }) => record.picture.sha256),
  ],
  factsOf,
});
const SEALED_REPORT = reportIn(readEmbeddedJson);
const PLAIN_REPORT = reportIn(jsonOf);

/**
 * Proves, without network, that the log has what a report finds and states. `isSealed`: a PDF with the report inside; else its JSON. The file may
 * come from an attacker.
 */
export function verifyReport(
  file: Uint8Array,
  { isSealed, trust }: { readonly isSealed: boolean; readonly trust: Trust },
): Promise<ReportVerdict> {
  return verifyDocument(file, isSealed ? SEALED_REPORT : PLAIN_REPORT, { isSealed, trust });
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

function factsOf(report: SimilarityReport | undefined): ReportFacts {
  const statement = report?.attestation.statement;
  const logged = report?.attestation.proof.record;
  return {
    report: statement?.id ?? null,
    orderedAt: statement?.orderedAt ?? null,
    matter: statement?.matter ?? null,
    claimant: statement?.claimant?.name ?? null,
    respondent: statement?.respondent?.name ?? null,
    grade: report?.findings.grade ?? null,
    firstRecord: report?.findings.records[0]?.record.id ?? null,
    findingsSha256: logged?.findingsSha256 ?? null,
    inputsSha256: logged?.inputsSha256 ?? null,
    counters: statement?.counters ?? null,
    replaces: statement?.replaces ?? null,
  };
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
