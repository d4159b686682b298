import { type Certificate, CertificateChainValidationEngine } from 'pkijs';
import { sameBytes } from '../bytes.ts';
import type { Revocation } from '../fault.ts';
import type { TrustedAuthority } from '../trust.ts';
import { derOf, readCertificate } from './certificate.ts';

/**
 * `vouched`: was valid then and leads to a certificate that is vouched for. `unknown`: leads to none. `expired`: was not valid then, or
 * its key had stopped signing. `revoked`: it, or one that it leads to, is stated to be revoked, and nothing shows the signature to be
 * older.
 */
export type CertificateStanding = 'vouched' | 'unknown' | 'expired' | 'revoked';

export interface CertificateFinding {
  readonly standing: CertificateStanding;
  /** Where it is revoked. */
  readonly revocation?: Revocation;
}

/**
 * `at`: when it has to have been valid. `statedAt`: when it signed, by somebody who is vouched for, or by itself where it is a clock.
 * `seenAt`: when a vouched authority other than its own saw the signature. A key that was revoked may have been stolen, and a thief
 * dates as he likes.
 */
export async function standingOf(
  signer: Certificate,
  certificates: readonly Certificate[],
  {
    at,
    statedAt,
    seenAt,
    trust,
  }: {
    readonly at: Date;
    readonly statedAt?: Date | undefined;
    readonly seenAt?: Date | undefined;
    readonly trust: readonly TrustedAuthority[];
  },
): Promise<CertificateFinding> {
  if (at < signer.notBefore.value || at > signer.notAfter.value) return { standing: 'expired' };
  // Each by itself: a certificate that is vouched for must not hide that the one above it is revoked.
  const known: TrustedAuthority[] = [];
  for (const each of trust) if (await leadsTo(signer, certificates, at, each.certificate)) known.push(each);
  for (const { revokedAsOf, revocationReason } of known)
    if (revokedAsOf !== null && !(seenAt !== undefined && seenAt < revokedAsOf))
      return { standing: 'revoked', revocation: { asOf: revokedAsOf, reason: revocationReason } };
  if (known.some(({ signsUntil }) => signsUntil !== null && statedAt !== undefined && statedAt > signsUntil))
    return { standing: 'expired' };
  return { standing: known.length > 0 ? 'vouched' : 'unknown' };
}

/** Whether the signer has this certificate, or one that the certificate stands above, all of them valid then. */
async function leadsTo(
  signer: Certificate,
  certificates: readonly Certificate[],
  at: Date,
  der: Uint8Array,
): Promise<boolean> {
  if (sameBytes(derOf(signer), der)) return true;
  const engine = new CertificateChainValidationEngine({
    trustedCerts: [readCertificate(der)],
    certs: [...certificates.filter((each) => each !== signer), signer],
    checkDate: at,
  });
  return (await engine.verify().catch(() => ({ result: false }))).result === true;
}
