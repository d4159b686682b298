import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { storageErrorOf } from './errors.ts';

/**
 * Writes a file whole or not at all, even across a power cut: into `incomingDir` (same file system), fsync, rename, fsync
 * of the folder. Throws `storage-full` or `storage-read-only`; nothing of a failed attempt stays.
 */
export async function writeWhole(
  path: string,
  content: Uint8Array | AsyncIterable<Uint8Array>,
  incomingDir: string,
  mode = 0o640,
): Promise<void> {
  const temporary = join(incomingDir, `${randomUUID()}.tmp`);
  try {
    await makeFolder(dirname(path));
    const file = await open(temporary, 'wx', mode);
    try {
      await writeFile(file, content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
    await syncFolder(dirname(path));
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw storageErrorOf(error);
  }
}

/**
 * Makes a folder and those above it; each new name is on disk before the call returns. Not by Node's recursive mkdir,
 * which calls a read-only file system a folder that is not there.
 */
export async function makeFolder(path: string): Promise<void> {
  if (!(await makeOneFolder(path))) {
    if (dirname(path) !== path) await makeFolder(dirname(path));
    if (!(await makeOneFolder(path))) throw new Error(`the folder above ${path} went away`);
  }
}

/** False where the folder above is missing. */
async function makeOneFolder(path: string): Promise<boolean> {
  try {
    await mkdir(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT') return false;
    if (code === 'EEXIST' && (await stat(path)).isDirectory()) return true;
    throw error;
  }
  await syncFolder(dirname(path));
  return true;
}

/** Puts the names in a folder on disk. Windows cannot open folders; its file system journals names itself. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** What `work` gives, or `otherwise` where there is no such file or folder. */
export async function unlessMissing<T, U>(work: Promise<T>, otherwise: U): Promise<T | U> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return otherwise;
    throw storageErrorOf(error);
  }
}
