import { sha256 } from '@noble/hashes/sha2.js';
import { z } from 'zod';
import { bytesToHex } from './bytes.ts';
import { canonicalBytes, canonicalText, type Json } from './canonical-json.ts';
import { certificateSchema, depositCertificateSchema } from './certificate.ts';
import { Fault, type FaultFinding } from './fault.ts';
import type { VerifiedSeal } from './pki/verify-seal.ts';
import { readEmbeddedJson } from './sealed-pdf.ts';
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

const twinSchema = z.discriminatedUnion('type', [certificateSchema, depositCertificateSchema]);
type Twin = z.infer<typeof twinSchema>;

export interface CertificateVerdict {
  /** Of seal and log together: `proven` where both are by keys that are vouched for. What it is worth now is for the registry to say. */
  readonly verdict: Verdict;
  readonly fault?: FaultFinding;
  /** Null where it was not found sound, or where this page lacks the cryptography for it. */
  readonly seal: VerifiedSeal | null;
  readonly signers: readonly Signer[];
  readonly timestamp: TimestampFinding;
  /** SHA-256 of the pictures that it is of. */
  readonly pictures: readonly string[];
  readonly facts: {
    readonly sha256: string;
    readonly certificate: string | null;
    readonly number: string | null;
    readonly title: string | null;
    readonly owners: readonly string[];
    /** The deposit that it is of, or that the applicant named: its certificate is valid alone (双证). */
    readonly deposit: string | null;
    readonly commitment: string | null;
    /** When it was deposited. */
    readonly at: string | null;
    /** Of a deposit: the registrations that name it. */
    readonly registrations: readonly string[];
    readonly issuer: string | null;
    readonly issuedAt: string | null;
    readonly origin: string | null;
    readonly index: number | null;
  };
}

/** Proves, without network, who sealed a certificate, and that what it says is in the log. The file may come from an attacker. */
export async function verifyCertificate(pdf: Uint8Array, trust: Trust): Promise<CertificateVerdict> {
  const findings: RecordFindings = { ...NOTHING_FOUND };
  let seal: VerifiedSeal | null = null;
  let content: Twin | undefined;
  const verdictOf = (verdict: Verdict, fault?: CertificateVerdict['fault']): CertificateVerdict => ({
    verdict,
    ...(fault && { fault }),
    seal,
    signers: findings.signers,
    timestamp: findings.timestamp,
    pictures: picturesIn(content),
    facts: { sha256: bytesToHex(sha256(pdf)), origin: findings.origin, ...factsOf(content) },
  });
  try {
    seal = await verifiedSeal(pdf, trust);
    content = contentOf(pdf);
    await verifyRecord(content.proof, { at: new Date(content.proof.record.at), trust, findings });
    return verdictOf(findings.isVouched && seal?.standing === 'vouched' ? 'proven' : 'consistent');
  } catch (error) {
    if (error instanceof Fault) return verdictOf('failed', error.finding);
    throw error;
  }
}

/** The twin, which says what the record in the log says. */
function contentOf(pdf: Uint8Array): Twin {
  const parsed = twinSchema.safeParse(readEmbeddedJson(pdf));
  if (!parsed.success) throw new Fault('content', 'content-missing');
  if (parsed.data.type === 'selvedge/deposit-certificate/v1') return parsed.data;
  const { registration, form, proof } = parsed.data;
  const logged = proof.record.registration;
  if (logged === null || canonicalText(logged) !== canonicalText(registration))
    throw new Fault('content', 'content-differs');
  if (bytesToHex(sha256(canonicalBytes(form as Json))) !== registration.formSha256)
    throw new Fault('content', 'content-differs');
  return parsed.data;
}

function picturesIn(content: Twin | undefined): readonly string[] {
  return content?.type === 'selvedge/certificate/v1' ? content.registration.pictures.map((each) => each.sha256) : [];
}

function factsOf(content: Twin | undefined) {
  const shared = {
    certificate: content?.id ?? null,
    issuer: content?.issuer ?? null,
    issuedAt: content?.issuedAt ?? null,
    index: content?.proof.index ?? null,
  };
  if (content?.type === 'selvedge/deposit-certificate/v1') {
    const { id, commitment, at } = content.proof.record;
    const registrations = content.registrations.map(({ number }) => number);
    return { ...shared, number: null, title: null, owners: [], deposit: id, commitment, at, registrations };
  }
  return {
    ...shared,
    number: content?.registration.number ?? null,
    title: content?.registration.title ?? null,
    owners: content?.registration.owners.map(({ name }) => name) ?? [],
    deposit: content?.depositReference ?? null,
    commitment: null,
    at: null,
    registrations: [],
  };
}
