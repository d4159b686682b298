import { sha256 } from '@noble/hashes/sha2.js';
import type { Sequence } from 'asn1js';
import { Certificate, CertificateChainValidationEngine, type ExtKeyUsage, type TSTInfo } from 'pkijs';
import { bytesToHex } from '../bytes.ts';
import { ProofError } from '../errors.ts';
import type { TrustedAuthority } from '../trust.ts';
import {
  certificateFingerprint,
  derOf,
  EXTENDED_KEY_USAGE,
  holderOf,
  readCertificate,
  TIME_STAMPING,
} from './certificate.ts';
import { bufferOf, SIGNING_CERTIFICATE_V2 } from './cms.ts';
import { isLocal, readToken } from './timestamp-request.ts';

export interface VerifiedTimestamp {
  readonly at: Date;
  /** As its certificate calls it. */
  readonly authority: string;
  /** SHA-256 of the certificate, for people to compare. */
  readonly fingerprint: string;
  /** By the authority that ships with Selvedge: the registry's own clock, no independent word. */
  readonly isLocal: boolean;
  /** Whether the certificate was valid then and leads to one that is vouched for and was never revoked. */
  readonly isVouched: boolean;
}

/** Digests that a signature may rest on. */
const SOUND_DIGESTS: ReadonlySet<string> = new Set([
  '2.16.840.1.101.3.4.2.1',
  '2.16.840.1.101.3.4.2.2',
  '2.16.840.1.101.3.4.2.3',
]);
const SIGNING_CERTIFICATE_V1 = '1.2.840.113549.1.9.16.2.12';

/** Whether this machine can verify: pages that come over plain http lack the cryptography for it. */
export const canVerifyTimestamps = (): boolean => globalThis.crypto?.subtle !== undefined;

/**
 * Verifies an RFC 3161 token over `data`. Throws ProofError `malformed` or `bad-signature`; a token that is sound but by an
 * authority nobody vouches for is returned as such.
 */
export async function verifyTimestamp(
  token: Uint8Array,
  data: Uint8Array,
  trust: readonly TrustedAuthority[],
): Promise<VerifiedTimestamp> {
  const { signed, info } = readToken(token);
  const certificates = (signed.certificates ?? []).filter((each): each is Certificate => each instanceof Certificate);
  const signer = await verifiedSigner(signed, info, data);
  return {
    at: info.genTime,
    authority: holderOf(signer),
    fingerprint: certificateFingerprint(signer),
    isLocal: isLocal(info),
    isVouched: await isVouched(signer, certificates, info.genTime, trust),
  };
}

async function verifiedSigner(
  signed: ReturnType<typeof readToken>['signed'],
  info: TSTInfo,
  data: Uint8Array,
): Promise<Certificate> {
  const [signerInfo] = signed.signerInfos;
  const digests = [signerInfo!.digestAlgorithm.algorithmId, info.messageImprint.hashAlgorithm.algorithmId];
  if (!digests.every((id) => SOUND_DIGESTS.has(id))) throw wrong('a digest that is still sound');
  const outcome = await signed.verify({ signer: 0, data: bufferOf(data), extendedMode: true }).catch(() => undefined);
  const signer = outcome?.signatureVerified ? outcome.signerCertificate : undefined;
  if (!(signer instanceof Certificate)) throw wrong('a valid signature over this very data');
  if (!isForTimestampsOnly(signer)) throw wrong('a certificate for timestamps and nothing else');
  if (!namesItsCertificate(signed, signer)) throw wrong('a signature that names its certificate');
  return signer;
}

/** RFC 3161, section 2.3: the extended key usage is critical and names time-stamping alone. */
function isForTimestampsOnly({ extensions = [] }: Certificate): boolean {
  const usage = extensions.find(({ extnID }) => extnID === EXTENDED_KEY_USAGE);
  const purposes = (usage?.parsedValue as ExtKeyUsage | undefined)?.keyPurposes ?? [];
  return usage?.critical === true && purposes.length === 1 && purposes[0] === TIME_STAMPING;
}

/** RFC 5816: the signed attributes hold the digest of the certificate. */
function namesItsCertificate(signed: ReturnType<typeof readToken>['signed'], signer: Certificate): boolean {
  const attributes = signed.signerInfos[0]!.signedAttrs?.attributes ?? [];
  const named = attributes.find(({ type }) => type === SIGNING_CERTIFICATE_V2);
  if (named !== undefined) return holdsDigest(named.values[0], sha256(derOf(signer)));
  // Many authorities still use the first version, which names it by SHA-1; which certificate signed is shown by the signature itself.
  return attributes.some(({ type }) => type === SIGNING_CERTIFICATE_V1);
}

/** The digest of the first ESSCertIDv2; only SHA-256, its default, is looked at, and any other is taken as none. */
function holdsDigest(value: unknown, digest: Uint8Array): boolean {
  const first = ((value as Sequence).valueBlock?.value[0] as Sequence | undefined)?.valueBlock.value[0] as
    | Sequence
    | undefined;
  return (first?.valueBlock.value ?? []).some(
    (part) =>
      part.idBlock.tagNumber === 4 &&
      bytesToHex(new Uint8Array((part.valueBlock as unknown as { valueHexView: Uint8Array }).valueHexView)) ===
        bytesToHex(digest),
  );
}

async function isVouched(
  signer: Certificate,
  certificates: readonly Certificate[],
  at: Date,
  trust: readonly TrustedAuthority[],
): Promise<boolean> {
  // A key that was revoked may have been stolen, and a thief dates as he likes.
  const counting = trust.filter(({ revokedAsOf }) => revokedAsOf === null);
  if (at < signer.notBefore.value || at > signer.notAfter.value) return false;
  const fingerprint = certificateFingerprint(signer);
  if (counting.some(({ certificate }) => bytesToHex(sha256(certificate)) === fingerprint)) return true;
  if (counting.length === 0) return false;
  const chain = new CertificateChainValidationEngine({
    trustedCerts: counting.map(({ certificate }) => readCertificate(certificate)),
    certs: [...certificates.filter((each) => each !== signer), signer],
    checkDate: at,
  });
  const { result } = await chain.verify().catch(() => ({ result: false }));
  return result === true;
}

function wrong(expected: string): ProofError {
  return new ProofError('bad-signature', `Expected ${expected} but received a timestamp without it.`);
}
