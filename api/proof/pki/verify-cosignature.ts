import { Certificate, type SignedData } from 'pkijs';
import { malformed, ProofError } from '../errors.ts';
import type { TrustedAuthority } from '../trust.ts';
import { certificateFingerprint, holderOf } from './certificate.ts';
import { type CertificateFinding, standingOf } from './chain.ts';
import { bufferOf, signedDataOf } from './cms.ts';
import { isForTimestampsOnly } from './verify-timestamp.ts';

/** Somebody else's signature on what we say. */
export interface VerifiedCosignature extends CertificateFinding {
  /** As the certificate calls him. */
  readonly holder: string;
  /** SHA-256 of the certificate, for people to compare. */
  readonly fingerprint: string;
}

/** Digests that a signature may rest on. */
const SOUND_DIGESTS: ReadonlySet<string> = new Set([
  '2.16.840.1.101.3.4.2.1',
  '2.16.840.1.101.3.4.2.2',
  '2.16.840.1.101.3.4.2.3',
]);

/**
 * Verifies a detached CMS signature (RFC 5652) with one signer over `data`, as OpenSSL and the signing programs of notaries make it. `at`: when it
 * was there, which the log shows. Throws ProofError; one that is sound but by somebody nobody vouches for is returned as such.
 */
export async function verifyCosignature(
  der: Uint8Array,
  data: Uint8Array,
  { at, trust }: { readonly at: Date; readonly trust: readonly TrustedAuthority[] },
): Promise<VerifiedCosignature> {
  const signed = readSigned(der);
  const [info] = signed.signerInfos;
  if (signed.signerInfos.length !== 1 || info === undefined || signed.encapContentInfo.eContent !== undefined)
    throw malformed('a detached signature by one signer', 'another signed object');
  if (!SOUND_DIGESTS.has(info.digestAlgorithm.algorithmId)) throw wrong();
  const outcome = await signed.verify({ signer: 0, data: bufferOf(data), extendedMode: true }).catch(() => undefined);
  const signer = outcome?.signatureVerified ? outcome.signerCertificate : undefined;
  if (!(signer instanceof Certificate) || isForTimestampsOnly(signer)) throw wrong();
  const certificates = (signed.certificates ?? []).filter((each): each is Certificate => each instanceof Certificate);
  const others = trust.filter(({ use }) => use !== 'timestamp');
  return {
    holder: holderOf(signer),
    fingerprint: certificateFingerprint(signer),
    ...(await standingOf(signer, certificates, { at, statedAt: at, seenAt: at, trust: others })),
  };
}

function readSigned(der: Uint8Array): SignedData {
  try {
    return signedDataOf(der);
  } catch {
    throw malformed('a CMS signature in DER', `${der.length} bytes of something else`);
  }
}

function wrong(): ProofError {
  return new ProofError('bad-signature', 'Expected a signature over this very record but received another.');
}
