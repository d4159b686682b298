import { z } from 'zod';
import { fromBase64 } from './bytes.ts';
import { malformed } from './errors.ts';
import { parseVerifierKey, type VerifierKey } from './note/verifier-key.ts';

/**
 * Keys that somebody vouches for: the answer of a registry's /v1/log/keys, kept in a file after the fingerprints were compared
 * with those published elsewhere, or several of them joined.
 */
export const trustFileSchema = z.object({
  keys: z
    .array(
      z.object({
        verifierKey: z.string().max(300),
        signsFrom: z.iso.datetime().optional(),
        signsUntil: z.iso.datetime().nullish(),
        revokedAsOf: z.iso.datetime().nullish(),
      }),
    )
    .max(1_000),
  authorities: z
    .array(
      z.object({
        /** DER, base64. */
        certificate: z.string().max(20_000),
        /** What its word counts for; absent: for both timestamps and seals, as that of a root of both. */
        use: z.enum(['root', 'timestamp', 'seal']).optional(),
        revokedAsOf: z.iso.datetime().nullish(),
      }),
    )
    .max(100)
    .optional(),
});

export interface TrustedKey {
  readonly key: VerifierKey;
  readonly signsUntil: Date | null;
  readonly revokedAsOf: Date | null;
}

/** Who timestamps and seals, or who certifies those who do. */
export interface TrustedAuthority {
  /** DER. */
  readonly certificate: Uint8Array;
  readonly use: 'root' | 'timestamp' | 'seal';
  readonly revokedAsOf: Date | null;
}

/** Whose word counts for somebody who verifies. */
export interface Trust {
  readonly keys: readonly TrustedKey[];
  readonly authorities: readonly TrustedAuthority[];
}

export const NO_TRUST: Trust = { keys: [], authorities: [] };

/** Throws ProofError `malformed` for a key or certificate that is none, ZodError for a file that is not of the form. */
export function readTrust(content: unknown): Trust {
  const { keys, authorities = [] } = trustFileSchema.parse(content);
  return {
    keys: keys.map(({ verifierKey, signsUntil, revokedAsOf }) => ({
      key: parseVerifierKey(verifierKey),
      signsUntil: dateOf(signsUntil),
      revokedAsOf: dateOf(revokedAsOf),
    })),
    authorities: authorities.map(({ certificate, use = 'root', revokedAsOf }) => {
      const der = fromBase64(certificate);
      if (der === undefined) throw malformed('a certificate in base64', certificate.slice(0, 40));
      return { certificate: der, use, revokedAsOf: dateOf(revokedAsOf) };
    }),
  };
}

function dateOf(text: string | null | undefined): Date | null {
  return text == null ? null : new Date(text);
}
