import { createHash } from 'node:crypto';
import { appendAudit } from '../store/audit-trail.ts';
import { holdDeletions } from '../store/backup-locks.ts';
import { type BlobName, blobPath, sha256Of } from '../store/blob-store.ts';
import { listCertificateDigests } from '../store/certificate-rows.ts';
import { readFeedPosition } from '../store/change-feed.ts';
import type { Queryable } from '../store/database.ts';
import { readHeldPictures } from '../store/held-pictures.ts';
import { readLogFiles } from '../store/log/log-copy.ts';
import { readAppliedMigrations } from '../store/migrations.ts';
import { listDocumentDigests } from '../store/parties/document-rows.ts';
import { countPatterns, walkPatterns } from '../store/pattern-rows.ts';
import { listReportDigests } from '../store/report-rows.ts';
import { openSpool, type Spool, type Spooled } from '../store/spool.ts';
import { EXPORTED_TABLES, exportRows } from '../store/table-export.ts';
import type { Actor } from './access/actor.ts';
import { authorize } from './access/authorize.ts';
import { type BackupFile, type BackupTarget, FILE_LIST, MANIFEST, type Manifest } from './backup-format.ts';
import type { ServiceContext } from './context.ts';
import { ServiceError } from './errors.ts';

const PATTERNS_PER_READ = 500;
/** Pictures that came in during a pass; so few are left to the moment itself, during which imports wait. */
const LATE_PATTERNS_MAX = 50;
/** However fast imports are: a pass takes as long as the imports before it, so few passes are enough or none is. */
const PASSES_MAX = 4;

type BackupSource = Pick<ServiceContext, 'store' | 'blobs' | 'clock'> & {
  readonly transparency: { readonly folder: string };
};

/**
 * Copies tables, pictures, features, settings and the log while the registry serves. The copy shows one moment: pictures go first,
 * then one view of the database and the pictures that came in between are set aside, then those are handed on. On the
 * embedded database imports and removals wait while they are set aside; checks do not, and nobody waits for the target.
 * Files of patterns that are removed meanwhile may reach the target, but are not listed. Throws `picture-lost`, `forbidden`.
 */
export async function backup(source: BackupSource, target: BackupTarget, actor: Actor): Promise<Manifest> {
  // All offices' data in one: for whoever administers them all.
  authorize(actor, 'backup:create', { tenant: null });
  await appendAudit(source.store, { at: source.clock(), actor: actor.name, action: 'backup' });
  const copied = new Map<string, BackupFile>();
  await copyPresent(source, target, copied);
  const spool = await openSpool(source.blobs.incoming);
  try {
    const moment = await source.store.transaction((tx) => setMomentAside(source, tx, spool, copied), {
      snapshot: true,
    });
    for (const { file, stretch } of moment.late) await target.write(file.path, file.bytes, spool.read(stretch));
    const list = Buffer.from(moment.files.map((file) => `${JSON.stringify(file)}\n`).join(''));
    await target.write(FILE_LIST, list.length, list);
    const manifest: Manifest = { ...moment.manifest, files: { path: FILE_LIST, sha256: sha256Of(list) } };
    const text = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`);
    await target.write(MANIFEST, text.length, text);
    return manifest;
  } finally {
    await spool.close();
  }
}

/** Hands on what is there, again for what came meanwhile, until little is left. */
async function copyPresent(source: BackupSource, target: BackupTarget, copied: Map<string, BackupFile>): Promise<void> {
  const copy = async (name: BlobName) => {
    const blob = await readBlob(source, name);
    if (blob === undefined || copied.has(blob.file.path)) return;
    await target.write(blob.file.path, blob.file.bytes, blob.bytes);
    copied.set(blob.file.path, blob.file);
  };
  for (const sha256 of await readHeldPictures(source.store)) await copy({ kind: 'picture', sha256 });
  let afterKey = 0;
  for (let pass = 0; pass < PASSES_MAX; pass++) {
    let patterns = 0;
    for await (const { key, names } of filesOfPatterns(source.store, afterKey)) {
      afterKey = key;
      patterns++;
      for (const name of names) await copy(name);
    }
    if (patterns <= LATE_PATTERNS_MAX) return;
  }
}

interface Moment {
  readonly manifest: Omit<Manifest, 'files'>;
  /** All that belongs to the moment, in the order of the list. */
  readonly files: readonly BackupFile[];
  /** Those of them that are still to be handed on. */
  readonly late: readonly { readonly file: BackupFile; readonly stretch: Spooled }[];
}

async function setMomentAside(
  source: BackupSource,
  tx: Queryable,
  spool: Spool,
  copied: ReadonlyMap<string, BackupFile>,
): Promise<Moment> {
  await holdDeletions(tx);
  const late: { file: BackupFile; stretch: Spooled }[] = [];
  for (const table of EXPORTED_TABLES) {
    const digest = createHash('sha256');
    const stretch = await spool.append(linesOf(exportRows(tx, table), digest));
    const path = `tables/${table.name}.jsonl`;
    late.push({ file: { path, bytes: stretch.bytes, sha256: digest.digest('hex') }, stretch });
  }
  const files = new Map(late.map(({ file }) => [file.path, file]));
  const setAside = async (name: BlobName) => {
    const path = blobPath(name);
    const before = copied.get(path);
    const blob = before === undefined && !files.has(path) ? await readBlob(source, name) : undefined;
    if (blob !== undefined) late.push({ file: blob.file, stretch: await spool.append(once(blob.bytes)) });
    const file = before ?? blob?.file;
    if (file !== undefined) files.set(path, file);
  };
  for await (const { names } of filesOfPatterns(tx, 0)) for (const name of names) await setAside(name);
  for (const sha256 of await readHeldPictures(tx)) await setAside({ kind: 'picture', sha256 });
  for (const sha256 of await listDocumentDigests(tx)) await setAside({ kind: 'document', sha256 });
  for (const sha256 of await listCertificateDigests(tx)) await setAside({ kind: 'certificate', sha256 });
  for (const sha256 of await listReportDigests(tx)) await setAside({ kind: 'report', sha256 });
  // Read after the tables: the log may be ahead of them, which opening it settles, but never behind.
  for await (const { path, bytes } of readLogFiles(source.transparency.folder)) {
    const file = { path: `log/${path}`, bytes: bytes.length, sha256: sha256Of(bytes) };
    late.push({ file, stretch: await spool.append(once(bytes)) });
    files.set(file.path, file);
  }
  const manifest = {
    format: 'selvedge-backup',
    formatVersion: 1,
    createdAt: source.clock().toISOString(),
    position: await readFeedPosition(tx),
    patterns: await countPatterns(tx),
    migrations: await readAppliedMigrations(tx),
  } as const;
  return { manifest, files: [...files.values()], late };
}

interface PatternFiles {
  readonly key: number;
  readonly names: readonly BlobName[];
}

/** The files of every pattern after `afterKey`, in the order of keys. Previews are made again where they are wanted. */
async function* filesOfPatterns(db: Queryable, afterKey: number): AsyncGenerator<PatternFiles> {
  for (let after = afterKey; ; ) {
    const patterns = await walkPatterns(db, after, PATTERNS_PER_READ);
    for (const { key, sha256, version } of patterns) {
      after = key;
      const features: BlobName[] = version === null ? [] : [{ kind: 'features', sha256, version }];
      yield { key, names: [{ kind: 'picture', sha256 }, ...features] };
    }
    if (patterns.length < PATTERNS_PER_READ) return;
  }
}

/** Undefined where the file is gone: features can be computed again, and a pattern may just have been removed. */
async function readBlob(
  { blobs }: BackupSource,
  name: BlobName,
): Promise<{ readonly file: BackupFile; readonly bytes: Uint8Array } | undefined> {
  const bytes = await blobs.read(name);
  if (bytes === undefined) return undefined;
  const sha256 = sha256Of(bytes);
  if (name.kind === 'picture' && sha256 !== name.sha256)
    throw new ServiceError('picture-lost', {
      expected: 'a picture as it came in',
      received: 'one whose SHA-256 has changed on the disk',
      remedy: 'Run `selvedge doctor`; the disk may be failing.',
    });
  return { file: { path: blobPath(name), bytes: bytes.length, sha256 }, bytes };
}

async function* linesOf(lines: AsyncIterable<string>, digest: { update(chunk: Uint8Array): unknown }) {
  for await (const line of lines) {
    const chunk = Buffer.from(`${line}\n`);
    digest.update(chunk);
    yield chunk;
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
