import { createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { z } from 'zod';
import { fromBase64 } from '../../proof/bytes.ts';
import type { SigningAlgorithm, SigningKey } from '../../proof/pki/signing-key.ts';
import { keyUnusable } from './key-file.ts';

/** A private key in a token (PKCS#11): where it lies, and all that can be known of it without the token. */
const tokenKeySchema = z.strictObject({
  /** Label of the token. */
  token: z.string(),
  /** CKA_ID of the key, hex. */
  id: z.string().regex(/^([0-9a-f]{2})+$/),
  /** SubjectPublicKeyInfo, DER, base64. */
  publicKey: z.base64(),
});
export type TokenKeyPlace = z.infer<typeof tokenKeySchema>;

/** A private key as our key files keep it: PKCS#8 in PEM, however it came here, or its place in a token. */
export const keptKeySchema = z.union([z.string(), tokenKeySchema]);
export type KeptKey = z.infer<typeof keptKeySchema>;

/** A token, as far as its keys sign. */
export interface TokenSigner {
  /** Throws `key-unusable` where the token does not answer or does not hold the key. */
  sign(place: TokenKeyPlace, algorithm: SigningAlgorithm, message: Uint8Array): Promise<Uint8Array>;
}

/** Curves that seals and timestamps may be signed on. */
const CURVES: ReadonlySet<string> = new Set(['prime256v1', 'secp384r1', 'secp521r1']);

/** Known without the token too. */
export function publicKeyOf(kept: KeptKey): KeyObject {
  if (typeof kept === 'string') return createPublicKey(kept);
  return createPublicKey({ key: Buffer.from(fromBase64(kept.publicKey)!), format: 'der', type: 'spki' });
}

/**
 * The key as something that signs: the one interface of keys made here, brought along in a file, and in a token. Throws `key-unusable`
 * for a kind that we cannot sign with, and for one in a token where none is set up; signing throws it where the token does not answer.
 */
export function signingKeyOf(kept: KeptKey, token: TokenSigner | undefined): SigningKey {
  const publicKey = publicKeyOf(kept);
  const algorithm = algorithmOf(publicKey);
  const der = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }));
  if (typeof kept === 'string') {
    const key = createPrivateKey(kept);
    const digest = algorithm === 'ed25519' ? null : 'sha256';
    return { algorithm, publicKey: der, sign: async (message) => new Uint8Array(sign(digest, message, key)) };
  }
  if (token === undefined)
    throw keyUnusable(`the token ${JSON.stringify(kept.token)}, which holds the key`, 'no token in the configuration');
  return { algorithm, publicKey: der, sign: (message) => token.sign(kept, algorithm, message) };
}

/** What a key signs with. Throws `key-unusable` for a kind that we cannot sign with. */
export function algorithmOf({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): SigningAlgorithm {
  if (asymmetricKeyType === 'ed25519') return 'ed25519';
  if (asymmetricKeyType === 'rsa') return 'rsa-sha256';
  if (asymmetricKeyType === 'ec' && CURVES.has(asymmetricKeyDetails?.namedCurve ?? '')) return 'ecdsa-sha256';
  throw keyUnusable('an Ed25519 or RSA key, or an EC key on P-256, P-384 or P-521', asymmetricKeyType ?? 'another');
}
