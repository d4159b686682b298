import { z } from 'zod';
import { keptKeySchema } from './kept-key.ts';
import { readKeyFile } from './key-file.ts';

/** What a key with a certificate is for; a root certifies the others. */
export const AUTHORITY_USES = ['root', 'timestamp', 'seal'] as const;
export type SigningUse = Exclude<(typeof AUTHORITY_USES)[number], 'root'>;

const instant = z.iso.datetime();

const authorityKeySchema = z.strictObject({
  use: z.enum(AUTHORITY_USES),
  privateKey: keptKeySchema,
  /** PEM, the own certificate first. It names the algorithm of the key. */
  chain: z.array(z.string()).min(1),
  /** Made here, or brought along from an authority that others know. */
  source: z.enum(['made', 'brought']),
  /** It signs from then on, and was published before. */
  since: instant,
  /** Set when another key takes over. */
  signsUntil: instant.nullable().default(null),
  /** What it signed from then on counts for nothing. */
  revokedAsOf: instant.nullable().default(null),
  revocationReason: z.string().nullable().default(null),
});
export type StoredAuthorityKey = z.infer<typeof authorityKeySchema>;

const authorityFileSchema = z.strictObject({
  type: z.literal('selvedge/authority/v1'),
  keys: z.array(authorityKeySchema),
});
export type AuthorityContent = z.infer<typeof authorityFileSchema>;

/** Reads the file of keys with certificates; undefined where there is none. Throws `key-unusable` for one that others can read. */
export const readAuthorityFile = (path: string): Promise<AuthorityContent | undefined> =>
  readKeyFile(path, authorityFileSchema);
