import { rm } from 'node:fs/promises';
import { belongsToPicture, sha256Of } from '../store/blob-store.ts';
import { checkFeed } from '../store/change-feed.ts';
import { readHeldPictures } from '../store/held-pictures.ts';
import { countPatterns, countVersion, walkPatterns } from '../store/pattern-rows.ts';
import type { ServiceContext } from './context.ts';
import { storeBlobs, sweepBlobs } from './pattern-blobs.ts';
import { checkLog } from './proof/check-log.ts';
import type { Registry } from './registry.ts';

export interface DoctorFinding {
  /** `error`: something is lost or wrong; `warning`: it heals or has healed; `info`: as it should be. */
  readonly severity: 'error' | 'warning' | 'info';
  readonly what: string;
  readonly repaired: boolean;
}

export interface DoctorOptions {
  /** Rebuild what can be rebuilt: snapshots, features; delete files that belong to nothing. */
  readonly repair: boolean;
}

const PATTERNS_PER_READ = 200;

/**
 * Checks database, pictures, features, snapshots, models and the log against each other. The models were checked against their
 * checksums when the engine of `registry` started.
 */
export async function runDoctor(registry: Registry, { repair }: DoctorOptions): Promise<readonly DoctorFinding[]> {
  const findings: DoctorFinding[] = [];
  const report = (severity: DoctorFinding['severity'], what: string, repaired = false) =>
    findings.push({ severity, what, repaired });
  const { versions } = registry.engine;
  report('info', `engine ${versions.engine}, model ${versions.model}, rules ${versions.rules}: checksums agree`);

  const { fault, position } = await checkFeed(registry.store);
  if (fault === undefined) report('info', `change feed without gaps up to position ${position}`);
  else report('error', fault);

  await checkPatterns(registry, repair, report);
  await checkOrphans(registry, repair, report);
  await checkIndex(registry, repair, report);
  for (const { severity, what } of await checkLog(registry)) report(severity, `log: ${what}`);
  return findings;
}

type Report = (severity: DoctorFinding['severity'], what: string, repaired?: boolean) => void;

async function checkPatterns(ctx: ServiceContext, repair: boolean, report: Report): Promise<void> {
  let checked = 0;
  for (let afterKey = 0; ; ) {
    const patterns = await walkPatterns(ctx.store, afterKey, PATTERNS_PER_READ);
    for (const pattern of patterns) {
      afterKey = pattern.key;
      checked++;
      await checkPattern(ctx, pattern, repair, report);
    }
    if (patterns.length < PATTERNS_PER_READ) break;
  }
  report('info', `${checked} patterns read, each picture against its SHA-256`);
}

async function checkPattern(
  ctx: ServiceContext,
  { id, sha256, version }: { readonly id: string; readonly sha256: string; readonly version: string | null },
  repair: boolean,
  report: Report,
): Promise<void> {
  const picture = await ctx.blobs.read({ kind: 'picture', sha256 });
  if (picture === undefined) return report('error', `${id}: its picture is missing; restore it from a backup`);
  if (sha256Of(picture) !== sha256)
    return report('error', `${id}: its picture has changed on the disk; restore it from a backup`);
  const current = ctx.engine.versions.fingerprint;
  if (version !== current)
    return report(
      'warning',
      `${id}: fingerprint of version ${version ?? 'none'}, not ${current}; it is being recomputed`,
    );
  const name = { kind: 'features', sha256, version } as const;
  const features = await ctx.blobs.read(name);
  if (features !== undefined && features.length > 0) return;
  const mended = repair && (await mendFeatures(ctx, sha256, picture));
  report('error', `${id}: its verification features are missing`, mended);
}

async function mendFeatures(ctx: ServiceContext, sha256: string, picture: Uint8Array): Promise<boolean> {
  const outcome = await ctx.engine.fingerprint(picture);
  if (outcome.status !== 'fingerprinted') return false;
  await ctx.blobs.remove({ kind: 'features', sha256, version: outcome.fingerprint.version });
  await storeBlobs(ctx.blobs, sha256, picture, outcome.fingerprint);
  return true;
}

async function checkOrphans(ctx: ServiceContext, repair: boolean, report: Report): Promise<void> {
  const owned = new Set<string>(await readHeldPictures(ctx.store));
  for (let afterKey = 0; ; ) {
    const patterns = await walkPatterns(ctx.store, afterKey, PATTERNS_PER_READ);
    for (const { key, sha256 } of patterns) {
      afterKey = key;
      owned.add(sha256);
    }
    if (patterns.length < PATTERNS_PER_READ) break;
  }
  const orphans = new Set<string>();
  for await (const name of ctx.blobs.walk())
    if (belongsToPicture(name) && !owned.has(name.sha256)) orphans.add(name.sha256);
  let swept = 0;
  // One imported in the meantime is kept: the sweep looks again under the picture's lock.
  if (repair) for (const sha256 of orphans) if (await sweepBlobs(ctx.store, ctx.blobs, sha256)) swept++;
  if (orphans.size > 0)
    report('warning', `${orphans.size} pictures that belong to no pattern, left by cut imports or removals`, swept > 0);
}

/** Opens the snapshot on disk beside the running index. */
async function checkIndex(registry: Registry, repair: boolean, report: Report): Promise<void> {
  const { engine, library, store, snapshotDir, feed } = registry;
  await feed.catchUp();
  const [total, searchable] = [await countPatterns(store), await countVersion(store, engine.versions.fingerprint)];
  const fault =
    library.size === searchable ? undefined : `${library.size} patterns in the index, ${searchable} in the database`;
  const { library: stored, snapshot } = await engine.openLibrary({ snapshotDir, features: async () => new Map() });
  const snapshotFault =
    typeof snapshot === 'object'
      ? snapshot.discarded
      : stored.position > library.position
        ? 'it is ahead of the database'
        : undefined;
  const size = stored.size;
  await stored.close();
  if (fault !== undefined) {
    // Rebuilt whole at the next start, once its snapshot is gone.
    if (repair) await rm(snapshotDir, { recursive: true, force: true });
    report('error', `index: ${fault}; the next start rebuilds it`, repair);
    return;
  }
  if (snapshotFault !== undefined) {
    if (repair) await library.save();
    report('warning', `snapshot not usable, and not served: ${snapshotFault}`, repair);
    return;
  }
  if (snapshot === 'absent' && total > 0) {
    if (repair) await library.save();
    report('warning', 'no snapshot: the next start rebuilds the index from the database', repair);
    return;
  }
  report('info', `index agrees with the database: ${searchable} patterns; snapshot sound, with ${size}`);
}
