import { generateKeyPairSync } from 'node:crypto';
import type { Certificate } from 'pkijs';
import {
  type CertificateUse,
  certificateFingerprint,
  derOf,
  fromPem,
  makeCertificate,
  readCertificate,
  toPem,
} from '../../proof/pki/certificate.ts';
import type { SigningKey } from '../../proof/pki/signing-key.ts';
import type { SigningUse, StoredAuthorityKey } from './authority-file.ts';
import { type KeptKey, signingKeyOf } from './kept-key.ts';
import { keyUnusable } from './key-file.ts';

const YEAR_MS = 365.25 * 86_400_000;
/** A certificate outlives what it certifies, so that documents can be checked for long. */
const VALID_YEARS: Readonly<Record<CertificateUse, number>> = { root: 30, timestamp: 15, seal: 15 };
/** What certificates call those who hold them; they say themselves that nobody independent stands behind. */
const NAMES: Readonly<Record<CertificateUse, string>> = {
  root: 'Selvedge local root',
  timestamp: 'Selvedge local clock, not independent',
  seal: 'Selvedge local seal',
};
const ORGANIZATION_CHARACTERS = 64;
const KEY_ID_DIGITS = 8;

/**
 * The key that signs for a use at a time: of those that are neither revoked nor certified by one that is, whose turn it is and whose
 * certificates are all valid then, the one that came last. Undefined where there is none.
 */
export function keySigningAt(
  keys: readonly StoredAuthorityKey[],
  use: StoredAuthorityKey['use'],
  at: Date,
): StoredAuthorityKey | undefined {
  return keys.findLast(
    (key) =>
      key.use === use &&
      Date.parse(key.since) <= at.getTime() &&
      (key.signsUntil === null || at.getTime() < Date.parse(key.signsUntil)) &&
      isSound(key, keys, at),
  );
}

/** Keys that wait for their turn take it at once where nobody signs for their use any more. */
export function withSuccessors(keys: readonly StoredAuthorityKey[], now: Date): StoredAuthorityKey[] {
  return keys.map((key) => {
    const waits = Date.parse(key.since) > now.getTime() && isSound(key, keys, now);
    return waits && keySigningAt(keys, key.use, now) === undefined ? { ...key, since: now.toISOString() } : key;
  });
}

/** A key of our own making, with a certificate by `root`, or one that certifies itself. */
export function freshAuthorityKey(
  use: CertificateUse,
  organization: string,
  now: Date,
  root?: StoredAuthorityKey,
): Promise<StoredAuthorityKey> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
  return certifiedKey(pem, signingKeyOf(pem, undefined), { use, organization, now, root });
}

/** A key with a certificate by `root`, which is in a file, or one that certifies itself. `organization` is how it calls the registry. */
export async function certifiedKey(
  privateKey: KeptKey,
  key: SigningKey,
  {
    use,
    organization,
    now,
    root,
  }: {
    readonly use: CertificateUse;
    readonly organization: string;
    readonly now: Date;
    readonly root: StoredAuthorityKey | undefined;
  },
): Promise<StoredAuthorityKey> {
  const certificate = await makeCertificate({
    use,
    commonName: NAMES[use],
    organization: organization.slice(0, ORGANIZATION_CHARACTERS),
    key,
    ...(root && { issuer: { certificate: ownCertificate(root), key: signingKeyOf(root.privateKey, undefined) } }),
    notBefore: now,
    notAfter: new Date(now.getTime() + VALID_YEARS[use] * YEAR_MS),
  });
  const chain = [toPem(derOf(certificate), 'CERTIFICATE'), ...(root?.chain ?? [])];
  return storedAuthorityKey({ use, privateKey, chain, source: 'made', now });
}

export function storedAuthorityKey({
  now,
  ...key
}: Pick<StoredAuthorityKey, 'use' | 'privateKey' | 'chain' | 'source'> & { readonly now: Date }): StoredAuthorityKey {
  return { ...key, since: now.toISOString(), signsUntil: null, revokedAsOf: null, revocationReason: null };
}

/** From the own certificate up. */
export function certificatesOf({ chain }: StoredAuthorityKey): readonly [Certificate, ...Certificate[]] {
  const [own, ...above] = chain.flatMap((pem) => fromPem(pem, 'CERTIFICATE')).map(readCertificate);
  if (own === undefined) throw keyUnusable('a certificate of each key', 'a key without');
  return [own, ...above];
}

export function ownCertificate(key: StoredAuthorityKey): Certificate {
  return certificatesOf(key)[0];
}

/** What the key of a certificate is called on the command line: the first digits of the fingerprint. */
export function certificateId(certificate: Certificate): string {
  return certificateFingerprint(certificate).slice(0, KEY_ID_DIGITS);
}

export function authorityKeyId(key: StoredAuthorityKey): string {
  return certificateId(ownCertificate(key));
}

/** Uses that a key of this installation can be made for or brought along. */
export const SIGNING_USES: readonly SigningUse[] = ['timestamp', 'seal'];

/** Neither revoked nor certified by one that is, and all its certificates valid then. */
function isSound(key: StoredAuthorityKey, keys: readonly StoredAuthorityKey[], at: Date): boolean {
  const revoked = new Set(keys.flatMap(({ revokedAsOf, chain }) => (revokedAsOf === null ? [] : [chain[0]])));
  return (
    !key.chain.some((certificate) => revoked.has(certificate)) &&
    certificatesOf(key).every(({ notBefore, notAfter }) => notBefore.value <= at && at <= notAfter.value)
  );
}
