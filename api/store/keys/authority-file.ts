import { chmod, readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { makeFolder, writeWhole } from '../whole-file.ts';
import { keyUnusable } from './keyring-file.ts';

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
export async function readAuthorityFile(path: string): Promise<AuthorityContent | undefined> {
  let text: string;
  try {
    const { mode } = await stat(path);
    if (process.platform !== 'win32' && (mode & 0o077) !== 0)
      throw keyUnusable('a key file of mode 0600', `${path} with mode 0${(mode & 0o777).toString(8)}`);
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return authorityFileSchema.parse(JSON.parse(text));
  } catch {
    // Nothing of the content: it holds private keys.
    throw keyUnusable('a key file as Selvedge writes it', `${path} with something else`);
  }
}

export async function writeAuthorityFile(path: string, content: AuthorityContent): Promise<void> {
  await makeFolder(dirname(path));
  await chmod(dirname(path), 0o700);
  await writeWhole(path, Buffer.from(`${JSON.stringify(content, null, 2)}\n`), dirname(path), 0o600);
}
