import { sha256 } from '@noble/hashes/sha2.js';
import { type Certificate, CertificateChainValidationEngine } from 'pkijs';
import { bytesToHex } from '../bytes.ts';
import type { TrustedAuthority } from '../trust.ts';
import { certificateFingerprint, readCertificate } from './certificate.ts';

/**
 * `vouched`: was valid then and leads to a certificate that is vouched for. `unknown`: leads to none. `expired`: was not valid then.
 * `revoked`: it, or one that it leads to, is stated to be revoked, and nothing shows the signature to be older.
 */
export type CertificateStanding = 'vouched' | 'unknown' | 'expired' | 'revoked';

/**
 * `at`: when it is said to have signed. `seenAt`: when a vouched authority other than its own saw the signature. A key that was revoked
 * may have been stolen, and a thief dates as he likes.
 */
export async function standingOf(
  signer: Certificate,
  certificates: readonly Certificate[],
  {
    at,
    seenAt,
    trust,
  }: { readonly at: Date; readonly seenAt?: Date | undefined; readonly trust: readonly TrustedAuthority[] },
): Promise<CertificateStanding> {
  if (at < signer.notBefore.value || at > signer.notAfter.value) return 'expired';
  if (trust.length === 0) return 'unknown';
  const path = await pathOf(signer, certificates, at, trust);
  const named = new Map(trust.map((each) => [bytesToHex(sha256(each.certificate)), each]));
  const known = [signer, ...(path ?? [])].flatMap((each) => named.get(certificateFingerprint(each)) ?? []);
  const isRevoked = known.some(
    ({ revokedAsOf }) => revokedAsOf !== null && !(seenAt !== undefined && seenAt < revokedAsOf),
  );
  if (isRevoked) return 'revoked';
  return known.length > 0 ? 'vouched' : 'unknown';
}

/** From the signer to a certificate in the file of keys; undefined where there is no way. */
async function pathOf(
  signer: Certificate,
  certificates: readonly Certificate[],
  at: Date,
  trust: readonly TrustedAuthority[],
): Promise<readonly Certificate[] | undefined> {
  const engine = new CertificateChainValidationEngine({
    trustedCerts: trust.map(({ certificate }) => readCertificate(certificate)),
    certs: [...certificates.filter((each) => each !== signer), signer],
    checkDate: at,
  });
  const { result, certificatePath } = await engine
    .verify()
    .catch(() => ({ result: false, certificatePath: undefined }));
  return result === true ? (certificatePath ?? []) : undefined;
}
