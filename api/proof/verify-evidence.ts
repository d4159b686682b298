import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, fromBase64 } from './bytes.ts';
import { ProofError } from './errors.ts';
import {
  type CustodyAct,
  type CustodyLine,
  digestOfRecord,
  type EvidenceReceipt,
  type EvidenceRecord,
  statementOf,
} from './evidence.ts';
import { Fault, type FaultFinding } from './fault.ts';
import type { VerifiedCosignature } from './pki/verify-cosignature.ts';
import type { Trust } from './trust.ts';
import {
  NOTHING_FOUND,
  type RecordFindings,
  type Signer,
  type TimestampFinding,
  type Verdict,
  verifyRecord,
} from './verify-record.ts';

/** A line of the custody list, as far as it was looked at. `cosigned`: whose signature was added; null where this machine cannot check it. */
export interface CustodyFinding {
  readonly act: CustodyAct;
  readonly at: string;
  readonly actor: string;
  readonly to: string | null;
  readonly cosigned?: VerifiedCosignature | null;
}

export interface EvidenceVerdict {
  readonly verdict: Verdict;
  readonly fault?: FaultFinding;
  /** False where no picture was given: then only the digest in the receipt is proved to have been taken. */
  readonly fileCompared: boolean;
  readonly signers: readonly Signer[];
  readonly timestamp: TimestampFinding;
  readonly custody: readonly CustodyFinding[];
  readonly facts: {
    readonly evidence: string;
    readonly sha256: string;
    readonly bytes: number;
    readonly way: string;
    readonly operator: string;
    readonly takenAt: string;
    readonly place: string | null;
    readonly source: string | null;
    readonly device: string | null;
    readonly grade: string | null;
    readonly matches: readonly string[];
    readonly origin: string | null;
    readonly index: number | null;
  };
}

/**
 * Proves, without network, that the picture was taken as the receipt says, and that its custody list has no gap: each line is in the log, names the one
 * before it, and found the picture unaltered. Receipt and picture may come from an attacker; what is believed in the end rests on `trust` alone.
 */
export async function verifyEvidence(
  { taken, custody }: EvidenceReceipt,
  { file, trust }: { readonly file?: Uint8Array | undefined; readonly trust: Trust },
): Promise<EvidenceVerdict> {
  const findings: RecordFindings = { ...NOTHING_FOUND };
  const lines: CustodyFinding[] = [];
  const { record } = taken;
  const verdictOf = (verdict: Verdict, fault?: FaultFinding): EvidenceVerdict => ({
    verdict,
    ...(fault && { fault }),
    fileCompared: file !== undefined,
    signers: findings.signers,
    timestamp: findings.timestamp,
    custody: lines,
    facts: { ...factsOf(record), origin: findings.origin, index: taken.index },
  });
  try {
    if (file !== undefined && (file.length !== record.bytes || bytesToHex(sha256(file)) !== record.sha256))
      throw new Fault('file', 'file-differs');
    await verifyRecord(taken, { at: new Date(record.at), trust, findings });
    let isVouched = findings.isVouched;
    let previous = digestOfRecord(record);
    for (const [i, line] of custody.entries()) {
      const following: RecordFindings = { ...NOTHING_FOUND };
      lines.push(await checkLine(line, { record, ordinal: i + 1, previous, trust, findings: following }));
      if (following.origin !== findings.origin) throw new Fault('custody', 'custody-broken');
      isVouched &&= following.isVouched;
      previous = digestOfRecord(line.proven.record);
    }
    return verdictOf(isVouched ? 'proven' : 'consistent');
  } catch (error) {
    if (error instanceof Fault) return verdictOf('failed', error.finding);
    throw error;
  }
}

async function checkLine(
  { proven, signature }: CustodyLine,
  {
    record,
    ordinal,
    previous,
    trust,
    findings,
  }: {
    readonly record: EvidenceRecord;
    readonly ordinal: number;
    readonly previous: string;
    readonly trust: Trust;
    readonly findings: RecordFindings;
  },
): Promise<CustodyFinding> {
  const line = proven.record;
  if (line.evidence !== record.id || line.ordinal !== ordinal || line.previous !== previous)
    throw new Fault('custody', 'custody-broken');
  if (line.fileSha256 !== record.sha256) throw new Fault('custody', 'custody-altered');
  await verifyRecord(proven, { at: new Date(line.at), trust, findings });
  const { act, at, actor, to } = line;
  if (act !== 'cosign') return { act, at, actor, to };
  const der = fromBase64(signature ?? '');
  if (der === undefined || bytesToHex(sha256(der)) !== line.signatureSha256)
    throw new Fault('custody', 'cosignature-wrong');
  return { act, at, actor, to, cosigned: await cosignatureOf(der, record, new Date(at), trust) };
}

async function cosignatureOf(
  der: Uint8Array,
  record: EvidenceRecord,
  at: Date,
  { authorities }: Trust,
): Promise<VerifiedCosignature | null> {
  const [{ canVerifyTimestamps }, { verifyCosignature }] = await Promise.all([
    import('./pki/verify-timestamp.ts'),
    import('./pki/verify-cosignature.ts'),
  ]);
  if (!canVerifyTimestamps()) return null;
  try {
    return await verifyCosignature(der, statementOf(record), { at, trust: authorities });
  } catch (error) {
    if (error instanceof ProofError) throw new Fault('custody', 'cosignature-wrong');
    throw error;
  }
}

function factsOf({ id, sha256: digest, bytes, way, operator, at, stated, check }: EvidenceRecord) {
  return {
    evidence: id,
    sha256: digest,
    bytes,
    way,
    operator,
    takenAt: at,
    ...stated,
    grade: 'grade' in check ? check.grade : check.notComparable,
    matches: 'grade' in check ? check.matches.map(({ record, grade }) => `${record} (${grade})`) : [],
  };
}
