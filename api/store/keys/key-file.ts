import { chmod, readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ZodType } from 'zod';
import { ServiceError } from '../errors.ts';
import { makeFolder, writeWhole } from '../whole-file.ts';

/**
 * Reads a file that holds private keys, in the form that `schema` states; undefined where there is none. Throws `key-unusable`
 * for one that others can read or that has another form.
 */
export async function readKeyFile<Content>(path: string, schema: ZodType<Content>): Promise<Content | undefined> {
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
    return schema.parse(JSON.parse(text));
  } catch {
    // Nothing of the content or of what is wrong with it: it holds private keys.
    throw keyUnusable('a key file as Selvedge writes it', `${path} with something else`);
  }
}

/** Replaces the file as a whole; nobody but the owner can read it at any time. */
export async function writeKeyFile(path: string, content: object): Promise<void> {
  await makeFolder(dirname(path));
  await chmod(dirname(path), 0o700);
  await writeWhole(path, Buffer.from(`${JSON.stringify(content, null, 2)}\n`), dirname(path), 0o600);
}

export function keyUnusable(expected: string, received: string, cause?: unknown): ServiceError {
  const remedy =
    'See "selvedge keys list"; add a key with "selvedge keys rotate", or put a lost key file back from your own copy, with "chmod 600".';
  return new ServiceError('key-unusable', { expected, received, remedy, cause });
}

/** Of a key in a token. `received` never holds anything that was handed to the token. */
export function tokenUnusable(expected: string, received: string, remedy: string): ServiceError {
  return new ServiceError('key-unusable', { expected, received, remedy });
}
