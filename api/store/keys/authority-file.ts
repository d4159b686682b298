import { z } from 'zod';
import { readKeyFile } from './key-file.ts';

export const AUTHORITY_USES = ['root', 'timestamp', 'seal'] as const;

const authorityKeySchema = z.strictObject({
  use: z.enum(AUTHORITY_USES),
  /** PKCS#8, PEM. */
  privateKey: z.string(),
  /** PEM, the own certificate first. */
  chain: z.array(z.string()).min(1),
  /** Made here, or brought along from an authority that others know. */
  source: z.enum(['made', 'brought']),
  since: z.iso.datetime(),
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
