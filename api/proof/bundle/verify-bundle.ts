import { sha256 } from '@noble/hashes/sha2.js';
import { z } from 'zod';
import { bytesToHex, sameBytes, utf8ToBytes } from '../bytes.ts';
import { canonicalText, type Json } from '../canonical-json.ts';
import { Fault, type FaultCode, type FaultFinding, type Revocation } from '../fault.ts';
import { parseNote } from '../note/signed-note.ts';
import { provenRecordSchema } from '../proven-record.ts';
import { type IssuedDocument, RECORD_SCHEMAS } from '../records.ts';
import type { Trust } from '../trust.ts';
import { type CertificateVerdict, verifyCertificate } from '../verify-certificate.ts';
import {
  NOTHING_FOUND,
  type RecordFindings,
  type Signer,
  type TimestampFinding,
  type Verdict,
  verifyRecord,
} from '../verify-record.ts';
import { type ReportVerdict, verifyReport } from '../verify-report.ts';
import { ArchiveError, type ArchiveFault, isPackedAlike, unpackArchive } from './archive.ts';
import {
  type BundleManifest,
  MANIFEST,
  MANIFEST_PROOF,
  type MemberRole,
  manifestProofSchema,
  manifestSchema,
} from './manifest.ts';

/**
 * `member-altered`: not of the digest in the manifest. `member-missing`, `member-unlisted`: the manifest has it and the archive has
 * not, or the other way about. `manifest-altered`: not what is in the log. `record-foreign`: about something that is not in the bundle.
 */
export type BundleFault =
  | ArchiveFault
  | FaultCode
  | 'member-altered'
  | 'member-missing'
  | 'member-unlisted'
  | 'manifest-altered'
  | 'proof-altered'
  | 'record-foreign';

export interface MemberFinding {
  readonly name: string;
  readonly role: MemberRole | 'manifest';
  /** `intact`: as listed, and nothing in it to follow further. */
  readonly state: Verdict | 'intact';
}

export interface MemberFault {
  readonly member: string | null;
  readonly code: BundleFault;
  /** Where a key was revoked. */
  readonly revocation?: Revocation;
}

export interface BundleVerdict {
  readonly verdict: Verdict;
  /** Every fault, with the name of the file that it is in; null: the archive itself. */
  readonly faults: readonly MemberFault[];
  readonly members: readonly MemberFinding[];
  readonly certificates: readonly ({ readonly name: string } & CertificateVerdict)[];
  readonly reports: readonly ({ readonly name: string } & ReportVerdict)[];
  readonly records: readonly { readonly name: string; readonly type: string; readonly timestamp: TimestampFinding }[];
  readonly signers: readonly Signer[];
  readonly facts: {
    readonly bundle: string | null;
    readonly about: string | null;
    readonly madeAt: string | null;
    readonly origin: string | null;
    readonly index: number | null;
  };
}

const anyRecordSchema = provenRecordSchema(z.union(Object.values(RECORD_SCHEMAS)));

/** Proves a bundle, without network, and what is in it. All of it may come from an attacker: what is believed rests on `trust` alone. */
export async function verifyBundle(bytes: Uint8Array, trust: Trust): Promise<BundleVerdict> {
  const check = new BundleCheck(trust);
  try {
    await check.run(bytes);
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error;
    check.fault(error.member, error.code);
  }
  return check.verdict();
}

class BundleCheck {
  readonly #trust: Trust;
  readonly #faults: MemberFault[] = [];
  readonly #members: MemberFinding[] = [];
  readonly #certificates: ({ name: string } & CertificateVerdict)[] = [];
  readonly #reports: ({ name: string } & ReportVerdict)[] = [];
  readonly #records: { name: string; type: string; timestamp: TimestampFinding }[] = [];
  readonly #log: RecordFindings = { ...NOTHING_FOUND };
  #manifest: BundleManifest | undefined;
  #index: number | null = null;

  constructor(trust: Trust) {
    this.#trust = trust;
  }

  async run(bytes: Uint8Array): Promise<void> {
    const members = unpackArchive(bytes);
    await this.#readManifest(members);
    const manifest = this.#manifest;
    if (manifest === undefined) return;
    const listed = new Set([MANIFEST, MANIFEST_PROOF, ...manifest.members.map(({ name }) => name)]);
    for (const name of members.keys()) if (!listed.has(name)) this.fault(name, 'member-unlisted');
    for (const { name, role, ...stated } of manifest.members) {
      const member = members.get(name);
      if (member === undefined) this.#found(name, role, 'failed', 'member-missing');
      else if (member.length !== stated.bytes || bytesToHex(sha256(member)) !== stated.sha256)
        this.#found(name, role, 'failed', 'member-altered');
      else if (role === 'certificate') await this.#checkCertificate(name, member);
      else if (role === 'report') await this.#checkReport(name, member);
      else if (role === 'record') await this.#checkRecord(name, member, manifest);
      else if (role !== 'picture') this.#found(name, role, 'intact');
    }
    this.#checkPictures(manifest);
    if (this.#faults.length === 0 && !isPackedAlike(bytes, members)) this.fault(null, 'archive-altered');
  }

  /** The proof first: it tells which of the two was altered. */
  async #readManifest(members: ReadonlyMap<string, Uint8Array>): Promise<void> {
    const [manifest, proof] = [members.get(MANIFEST), members.get(MANIFEST_PROOF)];
    for (const [name, member] of [
      [MANIFEST, manifest],
      [MANIFEST_PROOF, proof],
    ] as const)
      if (member === undefined) this.#found(name, 'manifest', 'failed', 'member-missing');
    if (manifest === undefined || proof === undefined) return;
    const proven = manifestProofSchema.safeParse(jsonOf(proof));
    // One text for one content: else its bytes could be changed without changing what they say.
    const isSound = proven.success && sameBytes(proof, proofText(proven.data)) && proven.data.record.kind === 'bundle';
    if (!isSound) return this.#found(MANIFEST_PROOF, 'manifest', 'failed', 'proof-altered');
    try {
      const at = new Date(proven.data.record.at);
      await verifyRecord(proven.data, { at, trust: this.#trust, findings: this.#log });
      this.#index = proven.data.index;
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      return this.#found(MANIFEST_PROOF, 'manifest', 'failed', error.finding);
    }
    const content = manifestSchema.safeParse(jsonOf(manifest));
    if (!content.success || !describes(proven.data.record, content.data, manifest))
      return this.#found(MANIFEST, 'manifest', 'failed', 'manifest-altered');
    const signedBy = parseNote(proven.data.checkpoint).signatures.map(({ keyId }) => keyId);
    if (signedBy.join() !== content.data.signedBy.join() || !statesThese(proven.data.statedKeys, signedBy))
      return this.#found(MANIFEST_PROOF, 'manifest', 'failed', 'proof-altered');
    this.#manifest = content.data;
    const state = this.#log.isVouched ? 'proven' : 'consistent';
    this.#found(MANIFEST, 'manifest', state);
    this.#found(MANIFEST_PROOF, 'manifest', state);
  }

  async #checkCertificate(name: string, pdf: Uint8Array): Promise<void> {
    const result = await verifyCertificate(pdf, this.#trust);
    this.#certificates.push({ name, ...result });
    this.#found(name, 'certificate', result.verdict, result.fault);
  }

  async #checkReport(name: string, file: Uint8Array): Promise<void> {
    const result = await verifyReport(file, { isSealed: name.endsWith('.pdf'), trust: this.#trust });
    this.#reports.push({ name, ...result });
    this.#found(name, 'report', result.verdict, result.fault?.code);
  }

  async #checkRecord(name: string, member: Uint8Array, manifest: BundleManifest): Promise<void> {
    const proven = anyRecordSchema.safeParse(jsonOf(member));
    if (!proven.success) return this.#found(name, 'record', 'failed', 'content-missing');
    const { record } = proven.data;
    // Of a document that was issued: of one that is here.
    if (
      record.type === 'selvedge/issued-document/v1' &&
      !manifest.members.some((each) => each.sha256 === record.sha256)
    )
      return this.#found(name, 'record', 'failed', 'record-foreign');
    const findings: RecordFindings = { ...NOTHING_FOUND };
    try {
      const at = new Date('importedAt' in record ? record.importedAt : record.at);
      await verifyRecord({ ...proven.data, record: record as Json }, { at, trust: this.#trust, findings });
      this.#records.push({ name, type: record.type, timestamp: findings.timestamp });
      this.#found(name, 'record', findings.isVouched ? 'proven' : 'consistent');
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      this.#found(name, 'record', 'failed', error.finding);
    }
  }

  /** Each is one that a certificate or report in the bundle is about, as far as these can be read. */
  #checkPictures({ members }: BundleManifest): void {
    const known = new Set([...this.#certificates, ...this.#reports].flatMap(({ pictures }) => pictures));
    const isKnown = this.#members.every(
      ({ role, state }) => (role !== 'certificate' && role !== 'report') || state !== 'failed',
    );
    for (const { name, sha256: digest } of members.filter(({ role }) => role === 'picture')) {
      if (this.#members.some((each) => each.name === name)) continue;
      if (known.has(digest) || !isKnown) this.#found(name, 'picture', 'intact');
      else this.#found(name, 'picture', 'failed', 'record-foreign');
    }
  }

  #found(
    name: string,
    role: MemberFinding['role'],
    state: MemberFinding['state'],
    fault?: BundleFault | FaultFinding,
  ): void {
    this.#members.push({ name, role, state });
    if (fault !== undefined) this.fault(name, fault);
  }

  fault(member: string | null, fault: BundleFault | FaultFinding): void {
    const { code, revocation } = typeof fault === 'string' ? { code: fault, revocation: undefined } : fault;
    this.#faults.push({ member, code, ...(revocation && { revocation }) });
  }

  verdict(): BundleVerdict {
    const states = this.#members.map(({ state }) => state);
    const isFailed = this.#faults.length > 0 || states.includes('failed');
    return {
      verdict: isFailed ? 'failed' : states.includes('consistent') ? 'consistent' : 'proven',
      faults: this.#faults,
      members: this.#members,
      certificates: this.#certificates,
      reports: this.#reports,
      records: this.#records,
      signers: this.#log.signers,
      facts: {
        bundle: this.#manifest?.id ?? null,
        about: this.#manifest?.about ?? null,
        madeAt: this.#manifest?.madeAt ?? null,
        origin: this.#log.origin,
        index: this.#index,
      },
    };
  }
}

/** The one text of a proof in a bundle. */
export function proofText(proof: z.infer<typeof manifestProofSchema>): Uint8Array {
  return utf8ToBytes(`${canonicalText(proof as Json)}\n`);
}

function describes(record: IssuedDocument, manifest: BundleManifest, bytes: Uint8Array): boolean {
  return (
    record.sha256 === bytesToHex(sha256(bytes)) &&
    record.id === manifest.id &&
    record.about === manifest.about &&
    record.at === manifest.madeAt
  );
}

/** No key beside those that sign, and each once. */
function statesThese(statedKeys: readonly string[], keyIds: readonly string[]): boolean {
  return statedKeys.map((key) => key.split('+')[1]).join() === keyIds.join();
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
