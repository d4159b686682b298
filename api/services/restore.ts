import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { countAccounts } from '../store/accounts/account-rows.ts';
import { appendAudit } from '../store/audit-trail.ts';
import { type BlobStore, blobNameOf } from '../store/blob-store.ts';
import { readFeedPosition } from '../store/change-feed.ts';
import type { Database, Queryable } from '../store/database.ts';
import { writeLogFiles } from '../store/log/log-copy.ts';
import { type Migration, migrate, readMigrations } from '../store/migrations.ts';
import { forgetSetting } from '../store/settings.ts';
import { advanceIdentities, EXPORTED_TABLES, importRows } from '../store/table-export.ts';
import type { Actor } from './access/actor.ts';
import { pathIn, readBackup } from './backup-folder.ts';
import type { BackupFile, Manifest } from './backup-format.ts';
import { ServiceError } from './errors.ts';
import { silentLog } from './log.ts';
import { openStorage, type StorageLocation } from './open-storage.ts';
import { logFolderOf } from './proof/open-transparency.ts';

/**
 * Fills an empty data folder (and, where configured, an empty server database) from a backup. Everything is checked before
 * anything is written; pictures go first, then all tables in one transaction, so a cut restore can simply be run again.
 * Throws `backup-unsound`, `target-not-empty`, `database-newer`.
 */
export async function restore(fromDir: string, target: StorageLocation, actor: Actor): Promise<Manifest> {
  const { manifest, files } = await readBackup(fromDir);
  const migrations = migrationsFor(manifest);
  const { store, blobs, close } = await openStorage(target, silentLog, migrations);
  try {
    await requireEmpty(store);
    await restoreBlobs(fromDir, files, blobs);
    await restoreLog(fromDir, files, logFolderOf(target.dataDir));
    await store.transaction((tx) => restoreTables(fromDir, files, tx));
    await migrate(store);
    await appendAudit(store, { at: new Date(), actor: actor.name, action: 'restore' });
  } finally {
    await close();
  }
  return manifest;
}

/** The schema that the tables came from: all of ours, or those of an older version, which are followed by the rest later. */
function migrationsFor(manifest: Manifest): readonly Migration[] {
  const all = readMigrations();
  const unknown = manifest.migrations.find((name) => !all.some((migration) => migration.name === name));
  if (unknown !== undefined)
    throw new ServiceError('database-newer', {
      expected: 'a backup by this version or an older one',
      received: `one with migration ${unknown}, which this version does not have`,
      remedy: 'Restore it with the version of Selvedge that wrote it, or a newer one.',
    });
  const isCurrent = all.every(({ name, serverOnly }) => serverOnly || manifest.migrations.includes(name));
  return isCurrent ? all : all.filter(({ name }) => manifest.migrations.includes(name));
}

async function requireEmpty(store: Database): Promise<void> {
  if ((await readFeedPosition(store)) === 0 && (await countAccounts(store)) === 0) return;
  throw new ServiceError('target-not-empty', {
    expected: 'a data folder or database that holds no patterns and no accounts',
    received: 'one that does',
    remedy: 'Name a new folder with --data, or an empty database.',
  });
}

async function restoreBlobs(fromDir: string, files: readonly BackupFile[], blobs: BlobStore): Promise<void> {
  for (const { path } of files) {
    const name = blobNameOf(path);
    if (name && !(await blobs.has(name))) await blobs.put(name, await readFile(pathIn(fromDir, path)));
  }
}

async function restoreLog(fromDir: string, files: readonly BackupFile[], folder: string): Promise<void> {
  const inLog = files.filter(({ path }) => path.startsWith('log/'));
  const read = inLog.map(async ({ path }) => ({ path: path.slice(4), bytes: await readFile(pathIn(fromDir, path)) }));
  await writeLogFiles(folder, await Promise.all(read));
}

/** A backup of an older version has no tables that came later; the list of its files, whose digest was checked, says which. */
async function restoreTables(fromDir: string, files: readonly BackupFile[], tx: Queryable): Promise<void> {
  const paths = new Set(files.map(({ path }) => path));
  const held = EXPORTED_TABLES.filter(({ name }) => paths.has(`tables/${name}.jsonl`));
  for (const table of held) await importRows(tx, table, linesOf(pathIn(fromDir, `tables/${table.name}.jsonl`)));
  await advanceIdentities(tx, new Set(held.map(({ name }) => name)));
  // A copy is another database: snapshots of the original are not its own.
  await forgetSetting(tx, 'database-id');
}

/** Opened when the first line is asked for: an interface that is made earlier loses the lines read until then. */
async function* linesOf(path: string): AsyncGenerator<string> {
  yield* createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY });
}
