import { sha256 } from '@noble/hashes/sha2.js';
import { z } from 'zod';
import { bytesToHex } from './bytes.ts';
import { canonicalBytes, canonicalText, type Json } from './canonical-json.ts';
import { certificateSchema, depositCertificateSchema } from './certificate.ts';
import { Fault } from './fault.ts';
import { readEmbeddedJson } from './sealed-pdf.ts';
import type { Trust } from './trust.ts';
import { type DocumentKind, type DocumentVerdict, verifyDocument } from './verify-document.ts';

const twinSchema = z.discriminatedUnion('type', [certificateSchema, depositCertificateSchema]);
type Twin = z.infer<typeof twinSchema>;

interface CertificateFacts {
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
}
export type CertificateVerdict = DocumentVerdict<CertificateFacts>;

const CERTIFICATE: DocumentKind<Twin, CertificateFacts> = {
  contentOf,
  proofOf: ({ proof }) => proof,
  picturesIn: (content) =>
    content.type === 'selvedge/certificate/v1' ? content.registration.pictures.map(({ sha256: digest }) => digest) : [],
  factsOf,
};

/** Proves, without network, who sealed a certificate, and that what it says is in the log. The file may come from an attacker. */
export function verifyCertificate(pdf: Uint8Array, trust: Trust): Promise<CertificateVerdict> {
  return verifyDocument(pdf, CERTIFICATE, { isSealed: true, trust });
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

function factsOf(content: Twin | undefined): CertificateFacts {
  const shared = {
    certificate: content?.id ?? null,
    issuer: content?.issuer ?? null,
    issuedAt: content?.issuedAt ?? null,
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
