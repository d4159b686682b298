import { createHash } from 'node:crypto';
import { createWriteStream, existsSync, readdirSync } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { holdDeletions } from '../store/backup-locks.ts';
import { type BlobName, type BlobStore, blobPath, sha256Of } from '../store/blob-store.ts';
import { readFeedPosition } from '../store/change-feed.ts';
import type { Queryable } from '../store/database.ts';
import { storageErrorOf } from '../store/errors.ts';
import { readAppliedMigrations } from '../store/migrations.ts';
import { countPatterns, walkPatterns } from '../store/pattern-rows.ts';
import { EXPORTED_TABLES, exportRows } from '../store/table-export.ts';
import { makeFolder, syncFolder, writeWhole } from '../store/whole-file.ts';
import type { BackupFile, Manifest } from './backup-format.ts';
import type { ServiceContext } from './context.ts';
import { ServiceError } from './errors.ts';

const PATTERNS_PER_READ = 500;

/**
 * Copies tables, pictures, features and settings into a new folder while the registry serves. The copy shows one moment:
 * pictures are copied first, then one view of the database is written out, then the pictures that came in between. On the
 * embedded database imports and removals wait for the last two steps; checks do not. Throws `target-not-empty`, `picture-lost`.
 */
export async function backup(ctx: Pick<ServiceContext, 'store' | 'blobs' | 'clock'>, toDir: string): Promise<Manifest> {
  if (existsSync(toDir) && readdirSync(toDir).length > 0)
    throw new ServiceError('target-not-empty', {
      expected: 'a new or empty folder',
      received: 'one with files in it',
      remedy: 'Name another folder.',
    });
  try {
    await makeFolder(toDir);
    const files = new Map<string, BackupFile>();
    for await (const name of ctx.blobs.walk())
      if (name.kind !== 'thumbnail') await copyBlob(ctx.blobs, name, toDir, files);
    const manifest = await ctx.store.transaction((tx) => copyMoment(ctx, tx, toDir, files), { snapshot: true });
    return manifest;
  } catch (error) {
    throw storageErrorOf(error);
  }
}

async function copyMoment(
  { blobs, clock }: Pick<ServiceContext, 'blobs' | 'clock'>,
  tx: Queryable,
  toDir: string,
  files: Map<string, BackupFile>,
): Promise<Manifest> {
  await holdDeletions(tx);
  for (const table of EXPORTED_TABLES) {
    const path = `tables/${table.name}.jsonl`;
    files.set(path, await writeLines(toDir, path, exportRows(tx, table)));
  }
  for await (const name of blobsOfPatterns(tx)) await copyBlob(blobs, name, toDir, files);
  const list = Buffer.from([...files.values()].map((file) => `${JSON.stringify(file)}\n`).join(''));
  await writeWhole(join(toDir, 'files.jsonl'), list, toDir);
  const manifest: Manifest = {
    format: 'selvedge-backup',
    formatVersion: 1,
    createdAt: clock().toISOString(),
    position: await readFeedPosition(tx),
    patterns: await countPatterns(tx),
    migrations: await readAppliedMigrations(tx),
    files: { path: 'files.jsonl', sha256: sha256Of(list) },
  };
  await writeWhole(join(toDir, 'manifest.json'), Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`), toDir);
  return manifest;
}

async function* blobsOfPatterns(tx: Queryable): AsyncGenerator<BlobName> {
  for (let afterKey = 0; ; ) {
    const patterns = await walkPatterns(tx, afterKey, PATTERNS_PER_READ);
    for (const { key, sha256, version } of patterns) {
      afterKey = key;
      yield { kind: 'picture', sha256 };
      if (version !== null) yield { kind: 'features', sha256, version };
    }
    if (patterns.length < PATTERNS_PER_READ) return;
  }
}

async function copyBlob(
  blobs: BlobStore,
  name: BlobName,
  toDir: string,
  files: Map<string, BackupFile>,
): Promise<void> {
  const path = blobPath(name);
  if (files.has(path)) return;
  const bytes = await blobs.read(name);
  // Features can be computed again, and what the first pass saw may have been removed since.
  if (bytes === undefined) return;
  const sha256 = sha256Of(bytes);
  if (name.kind === 'picture' && sha256 !== name.sha256)
    throw new ServiceError('picture-lost', {
      expected: 'a picture as it came in',
      received: 'one whose SHA-256 has changed on the disk',
      remedy: 'Run `selvedge doctor`; the disk may be failing.',
    });
  await writeWhole(join(toDir, ...path.split('/')), bytes, toDir);
  files.set(path, { path, bytes: bytes.length, sha256 });
}

async function writeLines(toDir: string, path: string, lines: AsyncIterable<string>): Promise<BackupFile> {
  const target = join(toDir, ...path.split('/'));
  await makeFolder(join(target, '..'));
  const digest = createHash('sha256');
  let bytes = 0;
  await pipeline(
    async function* () {
      for await (const line of lines) {
        const chunk = Buffer.from(`${line}\n`);
        digest.update(chunk);
        bytes += chunk.length;
        yield chunk;
      }
    },
    createWriteStream(target, { flags: 'wx' }),
  );
  const file = await open(target, 'r+');
  await file.sync().finally(() => file.close());
  await syncFolder(join(target, '..'));
  return { path, bytes, sha256: digest.digest('hex') };
}

/** Reads and checks one JSON file of a backup against its digest. */
export async function readChecked(fromDir: string, path: string, sha256: string): Promise<Buffer> {
  const bytes = await readFile(join(fromDir, ...path.split('/')));
  if (sha256Of(bytes) === sha256) return bytes;
  throw unsound(`${path}, whose SHA-256 is another`);
}

export function unsound(received: string, cause?: unknown): ServiceError {
  return new ServiceError('backup-unsound', {
    expected: 'a complete backup as `selvedge backup` wrote it',
    received,
    remedy: 'Use another backup.',
    cause,
  });
}
