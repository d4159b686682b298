import { chmod, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { ServiceError } from '../errors.ts';
import { makeFolder, writeWhole } from '../whole-file.ts';

/** What a key signs: checkpoints of the own log, or checkpoints of others as their witness. */
export const KEY_PURPOSES = ['log', 'witness'] as const;
export type KeyPurpose = (typeof KEY_PURPOSES)[number];

const instant = z.iso.datetime();

const keySchema = z.strictObject({
  purpose: z.enum(KEY_PURPOSES),
  /** Names the algorithm, so that others can stand beside it. */
  algorithm: z.literal('ed25519'),
  name: z.string(),
  keyId: z.string().regex(/^[0-9a-f]{8}$/),
  /** PKCS#8, PEM. */
  privateKey: z.string(),
  signsFrom: instant,
  /** Set when another key takes over; until then both sign. */
  signsUntil: instant.nullable(),
  /** What it signed from then on counts for nothing. */
  revokedAsOf: instant.nullable(),
  revocationReason: z.string().nullable(),
});
export type StoredKey = z.infer<typeof keySchema>;

const keyringSchema = z.strictObject({
  type: z.literal('selvedge/keyring/v1'),
  origin: z.string(),
  keys: z.array(keySchema),
});
export type KeyringContent = z.infer<typeof keyringSchema>;

/** Reads the file of the keys; undefined where there is none. Throws `key-unusable` for one that others can read. */
export async function readKeyring(path: string): Promise<KeyringContent | undefined> {
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
  const parsed = keyringSchema.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data;
  // Nothing of the content: it holds private keys.
  throw keyUnusable('a key file as Selvedge writes it', `${path} with something else`);
}

/** Replaces the file as a whole; nobody but the owner can read it at any time. */
export async function writeKeyring(path: string, content: KeyringContent): Promise<void> {
  await makeFolder(dirname(path));
  await chmod(dirname(path), 0o700);
  await writeWhole(path, Buffer.from(`${JSON.stringify(content, null, 2)}\n`), join(dirname(path)), 0o600);
}

export function keyUnusable(expected: string, received: string, cause?: unknown): ServiceError {
  const remedy = 'See "selvedge keys list"; put a lost key file back from your own copy, with "chmod 600".';
  return new ServiceError('key-unusable', { expected, received, remedy, cause });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
