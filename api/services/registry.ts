import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Engine, Library, LibraryChange } from '../../engine/index.ts';
import type { BlobStore } from '../store/blob-store.ts';
import { followChanges, readFeedPosition } from '../store/change-feed.ts';
import type { Database } from '../store/database.ts';
import { openAccessMeter } from './access-meter.ts';
import type { ServiceContext } from './context.ts';
import type { Log } from './log.ts';
import { MotifMemory } from './motifs/motif-memory.ts';
import { recomputeMotifs } from './motifs/recompute-motifs.ts';
import { openStorage, type StorageLocation } from './open-storage.ts';
import { readFeatures } from './pattern-blobs.ts';
import { enterOlderRecords } from './proof/older-records.ts';
import { openTransparency, transparencyLocation } from './proof/open-transparency.ts';
import { recomputeFingerprints } from './recompute-fingerprints.ts';

/** A snapshot is read back in seconds where applying this many changes anew takes about as long as writing one. */
const CHANGES_PER_SNAPSHOT = 5_000;

export interface Registry extends ServiceContext {
  /** Settled when no fingerprint of another version is left; rejects never. */
  readonly recomputed: Promise<void>;
  /** Where this database's snapshots lie. */
  readonly snapshotDir: string;
  /** Saves the snapshot and gives everything back, the engine included. */
  close(): Promise<void>;
}

/**
 * Opens storage while the engine starts, brings the index to the database's state and keeps it there. The engine is the
 * registry's from now on: it is closed with it, and closed too when opening fails.
 */
export async function startRegistry(
  location: StorageLocation,
  starting: Promise<Engine>,
  log: Log,
  clock: () => Date = () => new Date(),
): Promise<Registry> {
  const closing: (() => Promise<void>)[] = [];
  const closeAll = async () => {
    for (const close of closing.splice(0).reverse())
      await close().catch((error: unknown) => log.error({ err: error }, 'not closed cleanly'));
  };
  try {
    // Side by side: the models load on the workers' threads while the database starts on its own.
    const [engineStart, storageStart] = await Promise.allSettled([starting, openStorage(location, log)]);
    if (engineStart.status === 'fulfilled') closing.push(() => engineStart.value.close());
    if (storageStart.status === 'fulfilled') closing.push(() => storageStart.value.close());
    if (storageStart.status === 'rejected') throw storageStart.reason;
    if (engineStart.status === 'rejected') throw engineStart.reason;
    const engine = engineStart.value;
    const { store, blobs, databaseId, vault } = storageStart.value;
    const snapshotDir = join(location.dataDir, 'snapshots', databaseId);
    const library = await openLibrary(engine, store, blobs, snapshotDir, log);
    closing.push(() => library.close());
    const saver = snapshotSaver(library, log);
    const feed = followChanges(store, {
      version: engine.versions.fingerprint,
      position: () => library.position,
      onChanges: async (changes: readonly LibraryChange[]) => {
        await library.apply(changes);
        saver.count(changes.length);
      },
      onError: (error) => log.warn({ err: error }, 'change feed not read, trying again'),
    });
    closing.push(saver.finish, () => feed.stop());
    await feed.catchUp();
    const meter = openAccessMeter(store, log);
    closing.push(() => meter.close());
    const opened = await openTransparency(transparencyLocation(location), { store, databaseId, clock, log });
    closing.push(opened.close);
    const { keyring, transparency, authority, stamping, timestampRoots } = opened;
    const context: ServiceContext = {
      engine,
      library,
      store,
      blobs,
      vault,
      feed,
      motifs: new MotifMemory(store, blobs, engine.versions.fingerprint),
      meter,
      keyring,
      transparency,
      authority,
      stamping,
      timestampRoots,
      log,
      clock,
    };
    const ending = new AbortController();
    const recomputed = recomputeMotifs(context, ending.signal).then(() =>
      recomputeFingerprints(context, ending.signal),
    );
    const entered = enterOlderRecords(context, ending.signal);
    closing.push(async () => {
      ending.abort();
      await Promise.all([recomputed, entered]);
    });
    log.info({ position: library.position, patterns: library.size }, 'library ready');
    return { ...context, recomputed, snapshotDir, close: closeAll };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

async function openLibrary(
  engine: Engine,
  store: Database,
  blobs: BlobStore,
  snapshotDir: string,
  log: Log,
): Promise<Library> {
  const options = { snapshotDir, features: (keys: readonly number[]) => readFeatures(store, blobs, keys) };
  const opened = await engine.openLibrary(options);
  if (typeof opened.snapshot === 'object')
    log.warn({ reason: opened.snapshot.discarded }, 'snapshot discarded, rebuilding from the database');
  if (opened.library.position <= (await readFeedPosition(store))) return opened.library;
  // The database has gone back in time, for instance to a backup of its server.
  log.warn({ position: opened.library.position }, 'snapshot is ahead of the database, rebuilding');
  await opened.library.close();
  await rm(snapshotDir, { recursive: true, force: true });
  return (await engine.openLibrary(options)).library;
}

/** Writes a snapshot every so many changes, one at a time, and a last one at the end. */
function snapshotSaver(library: Library, log: Log): { count(changes: number): void; finish(): Promise<void> } {
  let unsaved = 0;
  let saving: Promise<void> | undefined;

  function save(): Promise<void> {
    const saved = unsaved;
    saving = library
      .save()
      .then(
        () => {
          unsaved -= saved;
        },
        (error: unknown) => log.warn({ err: error }, 'snapshot not written; the database has everything'),
      )
      .finally(() => {
        saving = undefined;
      });
    return saving;
  }

  return {
    count(changes) {
      unsaved += changes;
      if (unsaved >= CHANGES_PER_SNAPSHOT && saving === undefined) void save();
    },
    async finish() {
      await saving;
      if (unsaved > 0) await save();
    },
  };
}
