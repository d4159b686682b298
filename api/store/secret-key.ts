import { randomBytes } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { storageErrorOf } from './errors.ts';

const KEY_BYTES = 32;

/**
 * The key that seals personal numbers and shared secrets: 32 random bytes in the data folder, readable by the owner only,
 * made on first use. It is in no backup, so that a stolen backup opens nothing; keep a copy of it elsewhere.
 */
export async function openSecretKey(dataDir: string): Promise<Uint8Array> {
  const path = join(dataDir, 'secret.key');
  try {
    const key = await readFile(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
      return makeKey(path);
    });
    if (key.length !== KEY_BYTES) throw new Error(`Expected ${KEY_BYTES} bytes in ${path} but received ${key.length}.`);
    return key;
  } catch (error) {
    throw storageErrorOf(error);
  }
}

/** Written aside and linked, so that of two processes which start at once both go on with the same whole key. */
async function makeKey(path: string): Promise<Uint8Array> {
  const own = `${path}.${randomBytes(6).toString('hex')}`;
  await writeFile(own, randomBytes(KEY_BYTES), { mode: 0o600, flag: 'wx', flush: true });
  try {
    await link(own, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  } finally {
    await rm(own, { force: true });
  }
  return readFile(path);
}
