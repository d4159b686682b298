import { sha256 } from '@noble/hashes/sha2.js';
import { z } from 'zod';
import { bytesToHex } from './bytes.ts';
import { canonicalBytes, canonicalText, type Json } from './canonical-json.ts';
import { certificateSchema, depositCertificateSchema, openDepositCertificateSchema } from './certificate.ts';
import { Fault } from './fault.ts';
import { readEmbeddedJson } from './sealed-pdf.ts';
import type { Trust } from './trust.ts';
import { type DocumentKind, type DocumentVerdict, verifyDocument } from './verify-document.ts';

const twinSchema = z.discriminatedUnion('type', [
  certificateSchema,
  depositCertificateSchema,
  openDepositCertificateSchema,
]);
type Twin = z.infer<typeof twinSchema>;

interface CertificateFacts {
  readonly certificate: string | null;
  readonly number: string | null;
  readonly title: string | null;
  readonly owners: readonly string[];
  /** The deposit that it is of, or that the applicant named: its certificate is valid alone (双证). */
  readonly deposit: string | null;
  readonly commitment: string | null;
  /** Of the picture of an open deposit, and what it was told of earlier ones then. */
  readonly sha256: string | null;
  readonly grade: string | null;
  /** When it was deposited. */
  readonly at: string | null;
  /** Of a deposit: the registrations that name it. */
  readonly registrations: readonly string[];
  readonly issuer: string | null;
  readonly issuedAt: string | null;
}
export type CertificateVerdict = DocumentVerdict<CertificateFacts>;

const CERTIFICATE: DocumentKind<Twin, CertificateFacts> = {
  contentOf,
  proofOf: ({ proof }) => proof,
  picturesIn: (content) => digestsIn(content),
  factsOf,
};

/** Proves, without network, who sealed a certificate, and that what it says is in the log. The file may come from an attacker. */
export function verifyCertificate(pdf: Uint8Array, trust: Trust): Promise<CertificateVerdict> {
  return verifyDocument(pdf, CERTIFICATE, { isSealed: true, trust });
}

/** Of the pictures that a certificate is about, as far as it names them. */
function digestsIn(content: Twin): readonly string[] {
  if (content.type === 'selvedge/certificate/v1')
    return content.registration.pictures.map(({ sha256: digest }) => digest);
  const { record } = content.proof;
  return record.kind === 'open' ? [record.sha256] : [];
}

/** The twin, which says what the record in the log says. */
function contentOf(pdf: Uint8Array): Twin {
  const parsed = twinSchema.safeParse(readEmbeddedJson(pdf));
  if (!parsed.success) throw new Fault('content', 'content-missing');
  if (parsed.data.type !== 'selvedge/certificate/v1') return parsed.data;
  const { registration, form, proof } = parsed.data;
  const logged = proof.record.registration;
  if (logged === null || canonicalText(logged) !== canonicalText(registration))
    throw new Fault('content', 'content-differs');
  if (bytesToHex(sha256(canonicalBytes(form as Json))) !== registration.formSha256)
    throw new Fault('content', 'content-differs');
  return parsed.data;
}

function factsOf(content: Twin | undefined): CertificateFacts {
  const shared = {
    certificate: content?.id ?? null,
    issuer: content?.issuer ?? null,
    issuedAt: content?.issuedAt ?? null,
  };
  if (content !== undefined && content.type !== 'selvedge/certificate/v1') {
    const { record } = content.proof;
    return {
      ...shared,
      number: null,
      title: null,
      owners: [],
      deposit: record.id,
      commitment: record.kind === 'sealed' ? record.commitment : null,
      sha256: record.kind === 'open' ? record.sha256 : null,
      grade: record.kind === 'open' ? record.check.grade : null,
      at: record.at,
      registrations: content.registrations.map(({ number }) => number),
    };
  }
  return {
    ...shared,
    number: content?.registration.number ?? null,
    title: content?.registration.title ?? null,
    owners: content?.registration.owners.map(({ name }) => name) ?? [],
    deposit: content?.depositReference ?? null,
    commitment: null,
    sha256: null,
    grade: null,
    at: null,
    registrations: [],
  };
}
