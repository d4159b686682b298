import { z } from 'zod';
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
});

export interface TrustedKey {
  readonly key: VerifierKey;
  readonly signsUntil: Date | null;
  readonly revokedAsOf: Date | null;
}

/** Throws ProofError `malformed` for a key that is none, ZodError for a file that is not of the form. */
export function readTrust(content: unknown): readonly TrustedKey[] {
  return trustFileSchema.parse(content).keys.map(({ verifierKey, signsUntil, revokedAsOf }) => ({
    key: parseVerifierKey(verifierKey),
    signsUntil: dateOf(signsUntil),
    revokedAsOf: dateOf(revokedAsOf),
  }));
}

function dateOf(text: string | null | undefined): Date | null {
  return text == null ? null : new Date(text);
}
