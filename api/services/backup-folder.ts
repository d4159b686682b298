import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256Of } from '../store/blob-store.ts';
import { storageErrorOf } from '../store/errors.ts';
import { makeFolder, writeWhole } from '../store/whole-file.ts';
import {
  type BackupFile,
  type BackupTarget,
  MANIFEST,
  type Manifest,
  parseFileList,
  parseManifest,
  unsound,
} from './backup-format.ts';
import { ServiceError } from './errors.ts';

/** A folder to write a backup into: each file whole or not at all. Throws `target-not-empty`. */
export async function openBackupFolder(folder: string): Promise<BackupTarget> {
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new ServiceError('target-not-empty', {
      expected: 'a new or empty folder',
      received: 'one with files in it',
      remedy: 'Name another folder.',
    });
  try {
    await makeFolder(folder);
  } catch (error) {
    throw storageErrorOf(error);
  }
  return { write: (path, _bytes, content) => writeWhole(pathIn(folder, path), content, folder) };
}

export function pathIn(folder: string, path: string): string {
  return join(folder, ...path.split('/'));
}

/** Reads what a backup consists of and checks every file. Throws `backup-unsound`. */
export async function readBackup(
  folder: string,
): Promise<{ readonly manifest: Manifest; readonly files: readonly BackupFile[] }> {
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch((error: unknown) => {
    throw unsound(`a folder without a readable ${MANIFEST}`, error);
  });
  const manifest = parseManifest(text);
  const list = await readFile(pathIn(folder, manifest.files.path)).catch(() => undefined);
  if (list === undefined || sha256Of(list) !== manifest.files.sha256)
    throw unsound(`${manifest.files.path} missing or with another SHA-256`);
  const files = parseFileList(list);
  for (const { path, sha256 } of files)
    if ((await digestOf(pathIn(folder, path))) !== sha256) throw unsound(`${path} missing or with another SHA-256`);
  return { manifest, files };
}

async function digestOf(path: string): Promise<string | undefined> {
  const digest = createHash('sha256');
  try {
    for await (const chunk of createReadStream(path)) digest.update(chunk);
    return digest.digest('hex');
  } catch {
    return undefined;
  }
}
