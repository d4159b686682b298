import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { storageErrorOf } from './errors.ts';

/**
 * Writes a file whole or not at all, even across a power cut: into `incomingDir` (same file system), fsync, rename, fsync
 * of the folder. Throws `storage-full` or `storage-read-only`; nothing of a failed attempt stays.
 */
export async function writeWhole(path: string, bytes: Uint8Array, incomingDir: string): Promise<void> {
  const temporary = join(incomingDir, `${randomUUID()}.tmp`);
  try {
    await makeFolder(dirname(path));
    const file = await open(temporary, 'wx', 0o640);
    try {
      await file.writeFile(bytes);
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

/** Makes a folder and those above it; each new name is on disk before the call returns. */
export async function makeFolder(path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true });
  if (first === undefined) return;
  for (let folder = path; folder.length >= first.length; folder = dirname(folder)) await syncFolder(dirname(folder));
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
