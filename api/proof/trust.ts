import { z } from 'zod';
import { fromBase64 } from './bytes.ts';
import { malformed } from './errors.ts';
import { parseVerifierKey, type VerifierKey } from './note/verifier-key.ts';

const revocation = {
  revokedAsOf: z.iso.datetime().nullish(),
  revocationReason: z.string().max(10_000).nullish(),
};

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
        ...revocation,
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
        signsUntil: z.iso.datetime().nullish(),
        ...revocation,
      }),
    )
    .max(100)
    .optional(),
});

/** What is stated of the end of a key. */
export interface KeyEnd {
  /** When it stopped signing: another took over. */
  readonly signsUntil: Date | null;
  /** Set: what it signed from then on counts for nothing. */
  readonly revokedAsOf: Date | null;
  readonly revocationReason: string | null;
}

export const NO_END: KeyEnd = { signsUntil: null, revokedAsOf: null, revocationReason: null };

export interface TrustedKey extends KeyEnd {
  readonly key: VerifierKey;
}

/** Who timestamps and seals, or who certifies those who do. */
export interface TrustedAuthority extends KeyEnd {
  /** DER. */
  readonly certificate: Uint8Array;
  readonly use: 'root' | 'timestamp' | 'seal';
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
    keys: keys.map(({ verifierKey, ...end }) => ({ key: parseVerifierKey(verifierKey), ...endOf(end) })),
    authorities: authorities.map(({ certificate, use = 'root', ...end }) => {
      const der = fromBase64(certificate);
      if (der === undefined) throw malformed('a certificate in base64', certificate.slice(0, 40));
      return { certificate: der, use, ...endOf(end) };
    }),
  };
}

function endOf({
  signsUntil,
  revokedAsOf,
  revocationReason,
}: Readonly<Partial<Record<keyof KeyEnd, string | null | undefined>>>): KeyEnd {
  return {
    signsUntil: dateOf(signsUntil),
    revokedAsOf: dateOf(revokedAsOf),
    revocationReason: revocationReason ?? null,
  };
}

function dateOf(text: string | null | undefined): Date | null {
  return text == null ? null : new Date(text);
}
