import { sha256 } from '@noble/hashes/sha2.js';
import type { Sequence } from 'asn1js';
import type { Certificate, SignedData } from 'pkijs';
import { bytesToHex } from '../bytes.ts';
import { derOf } from './certificate.ts';
import { SIGNING_CERTIFICATE_V2 } from './cms.ts';

const SIGNING_CERTIFICATE_V1 = '1.2.840.113549.1.9.16.2.12';

/** RFC 5816, RFC 5035: the signed attributes hold the digest of the certificate, so that no other takes its place. */
export function namesItsCertificate(signed: SignedData, signer: Certificate): boolean {
  const attributes = signed.signerInfos[0]?.signedAttrs?.attributes ?? [];
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
