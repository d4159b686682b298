import type { Certificate } from 'pkijs';
import { certificateFingerprint, derOf, holderOf } from '../../proof/pki/certificate.ts';
import { type KeyEnd, NO_END } from '../../proof/trust.ts';
import type { StoredAuthorityKey } from './authority-file.ts';
import { certificateId, ownCertificate } from './authority-keys.ts';

/** A certificate as the world may know it: that of a key, or one above that others vouch for. */
export interface PublishedCertificate extends KeyEnd {
  readonly use: StoredAuthorityKey['use'];
  readonly source: 'made' | 'brought';
  readonly keyId: string;
  readonly holder: string;
  /** SHA-256 of the certificate. */
  readonly fingerprint: string;
  /** DER. */
  readonly certificate: Uint8Array;
  /** Null for a certificate above those of our keys: it signs nothing here. */
  readonly signsFrom: Date | null;
}

export function publishedKey(key: StoredAuthorityKey): PublishedCertificate {
  return {
    ...described(key.use, ownCertificate(key)),
    source: key.source,
    signsFrom: new Date(key.since),
    signsUntil: dateOf(key.signsUntil),
    revokedAsOf: dateOf(key.revokedAsOf),
    revocationReason: key.revocationReason,
  };
}

/** Of somebody else: that it is revoked, only he can say. */
export function publishedAbove(use: StoredAuthorityKey['use'], certificate: Certificate): PublishedCertificate {
  return { ...described(use, certificate), source: 'brought', signsFrom: null, ...NO_END };
}

function described(use: StoredAuthorityKey['use'], certificate: Certificate) {
  return {
    use,
    keyId: certificateId(certificate),
    holder: holderOf(certificate),
    fingerprint: certificateFingerprint(certificate),
    certificate: derOf(certificate),
  };
}

function dateOf(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}
