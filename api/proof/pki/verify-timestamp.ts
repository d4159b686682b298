import { Certificate, type ExtKeyUsage, type TSTInfo } from 'pkijs';
import { ProofError } from '../errors.ts';
import type { TrustedAuthority } from '../trust.ts';
import { certificateFingerprint, EXTENDED_KEY_USAGE, holderOf, TIME_STAMPING } from './certificate.ts';
import { type CertificateFinding, standingOf } from './chain.ts';
import { bufferOf } from './cms.ts';
import { namesItsCertificate } from './signing-certificate.ts';
import { isLocal, readToken } from './timestamp-request.ts';

export interface VerifiedTimestamp extends CertificateFinding {
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
  const clocks = trust.filter(({ use }) => use !== 'seal');
  const certificates = (signed.certificates ?? []).filter((each): each is Certificate => each instanceof Certificate);
  const signer = await verifiedSigner(signed, info, data);
  const at = info.genTime;
  const finding = await standingOf(signer, certificates, { at, statedAt: at, trust: clocks });
  return {
    at,
    authority: holderOf(signer),
    fingerprint: certificateFingerprint(signer),
    isLocal: isLocal(info),
    isVouched: finding.standing === 'vouched',
    ...finding,
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
export function isForTimestampsOnly({ extensions = [] }: Certificate): boolean {
  const usage = extensions.find(({ extnID }) => extnID === EXTENDED_KEY_USAGE);
  const purposes = (usage?.parsedValue as ExtKeyUsage | undefined)?.keyPurposes ?? [];
  return usage?.critical === true && purposes.length === 1 && purposes[0] === TIME_STAMPING;
}

function wrong(expected: string): ProofError {
  return new ProofError('bad-signature', `Expected ${expected} but received a timestamp without it.`);
}
