import { Certificate, type SignedData } from 'pkijs';
import { Fault } from '../fault.ts';
import type { TrustedAuthority } from '../trust.ts';
import { certificateFingerprint, holderOf } from './certificate.ts';
import { type CertificateFinding, standingOf } from './chain.ts';
import { bufferOf, SIGNATURE_TIME_STAMP, signedDataOf } from './cms.ts';
import { namesItsCertificate } from './signing-certificate.ts';
import { isForTimestampsOnly, type VerifiedTimestamp, verifyTimestamp } from './verify-timestamp.ts';

export interface VerifiedSeal extends CertificateFinding {
  /** As its certificate calls it. */
  readonly holder: string;
  /** SHA-256 of the certificate, for people to compare. */
  readonly fingerprint: string;
  /** When it was there, by the authority that put a time to it. */
  readonly timestamp: VerifiedTimestamp;
}

const SOUND_DIGEST = '2.16.840.1.101.3.4.2.1';

/**
 * Verifies a seal of ours (PAdES B-T: CMS, detached, with a timestamp over the signature) on what it covers. Throws Fault; one that is
 * sound but by somebody nobody vouches for is returned as such.
 */
export async function verifySeal(
  der: Uint8Array,
  covered: Uint8Array,
  trust: readonly TrustedAuthority[],
): Promise<VerifiedSeal> {
  const signed = readSigned(der);
  const [info] = signed.signerInfos;
  if (signed.signerInfos.length !== 1 || info === undefined || info.digestAlgorithm.algorithmId !== SOUND_DIGEST)
    throw wrong();
  const outcome = await signed
    .verify({ signer: 0, data: bufferOf(covered), extendedMode: true })
    .catch(() => undefined);
  const signer = outcome?.signatureVerified ? outcome.signerCertificate : undefined;
  if (!(signer instanceof Certificate) || isForTimestampsOnly(signer) || !namesItsCertificate(signed, signer))
    throw wrong();
  const timestamp = await timestampOf(info, trust);
  const seals = trust.filter(({ use }) => use !== 'timestamp');
  const certificates = (signed.certificates ?? []).filter((each): each is Certificate => each instanceof Certificate);
  // The registry's own clock proves nothing against the registry's own key.
  const statedAt = timestamp.isVouched ? timestamp.at : undefined;
  const seenAt = timestamp.isLocal ? undefined : statedAt;
  // Whoever has an old key can have any day stamped by a clock of his own: without a vouched time, today counts.
  const at = statedAt ?? new Date(Math.max(Date.now(), timestamp.at.getTime()));
  return {
    holder: holderOf(signer),
    fingerprint: certificateFingerprint(signer),
    timestamp,
    ...(await standingOf(signer, certificates, { at, statedAt, seenAt, trust: seals })),
  };
}

function readSigned(der: Uint8Array): SignedData {
  try {
    return signedDataOf(der);
  } catch {
    throw wrong();
  }
}

async function timestampOf(
  info: SignedData['signerInfos'][number],
  trust: readonly TrustedAuthority[],
): Promise<VerifiedTimestamp> {
  const attribute = info.unsignedAttrs?.attributes.find(({ type }) => type === SIGNATURE_TIME_STAMP);
  const value = attribute?.values[0] as { toBER(): ArrayBuffer } | undefined;
  if (value === undefined) throw wrong();
  const signature = new Uint8Array(info.signature.valueBlock.valueHexView);
  return verifyTimestamp(new Uint8Array(value.toBER()), signature, trust).catch(() => {
    throw new Fault('seal', 'timestamp-wrong');
  });
}

function wrong(): Fault {
  return new Fault('seal', 'seal-wrong');
}
