import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder, unlessMissing, writeWhole } from '../whole-file.ts';
import { journalFolder } from './log-folder.ts';

/** A file of the log by its path in the log's folder, with `/` between names. */
export interface LogFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/**
 * What the log cannot make again by itself: the signed checkpoint, then the journal, which reaches at least as far because it
 * is read after it. Nothing for a log that has no entries. Tiles are left out: opening makes them again.
 */
export async function* readLogFiles(folder: string): AsyncGenerator<LogFile> {
  const checkpoint = await unlessMissing(readFile(join(folder, 'checkpoint')), undefined);
  const names = await unlessMissing(readdir(journalFolder(folder)), []);
  if (checkpoint === undefined || names.length === 0) return;
  yield { path: 'checkpoint', bytes: checkpoint };
  for (const name of names.sort())
    yield { path: `journal/${name}`, bytes: await readFile(join(journalFolder(folder), name)) };
}

/**
 * Puts the files of a log into a folder. One that is there is left as it is, because it is the same log and may have gone
 * further: what others saw of it must not be taken back. A checkpoint goes last: without one a folder holds no log.
 */
export async function writeLogFiles(folder: string, files: readonly LogFile[]): Promise<void> {
  if (existsSync(join(folder, 'checkpoint'))) return;
  const checkpointLast = [...files].sort((a, b) => Number(a.path === 'checkpoint') - Number(b.path === 'checkpoint'));
  const incoming = join(folder, 'incoming');
  await makeFolder(incoming);
  for (const { path, bytes } of checkpointLast)
    await writeWhole(join(folder, path), bytes, incoming, path === 'checkpoint' ? 0o640 : 0o600);
}
