import { Null } from 'asn1js';
import { AlgorithmIdentifier } from 'pkijs';
import { malformed } from '../errors.ts';

/** What a private key can sign with; a new one (SM2 with SM3) stands beside these. */
export type SigningAlgorithm = 'ed25519' | 'ecdsa-sha256' | 'rsa-sha256';

/** A private key that stays where it is, in a file or in a device: it signs, and is never handed out. */
export interface SigningKey {
  readonly algorithm: SigningAlgorithm;
  /** SubjectPublicKeyInfo (RFC 5280), DER. */
  readonly publicKey: Uint8Array;
  /** As X.509 and CMS encode it: ECDSA as a sequence of two numbers, Ed25519 and RSA as their octets. A device may take its time. */
  sign(message: Uint8Array): Promise<Uint8Array>;
}

/** RFC 5758, RFC 4055: that of RSA has a NULL beside it, that of ECDSA nothing. Throws ProofError `malformed` for Ed25519. */
export function signatureIdentifier({ algorithm }: SigningKey): AlgorithmIdentifier {
  if (algorithm === 'ecdsa-sha256') return new AlgorithmIdentifier({ algorithmId: '1.2.840.10045.4.3.2' });
  if (algorithm === 'rsa-sha256')
    return new AlgorithmIdentifier({ algorithmId: '1.2.840.113549.1.1.11', algorithmParams: new Null() });
  throw malformed('a key that certificates and seals know, RSA or ECDSA', algorithm);
}
