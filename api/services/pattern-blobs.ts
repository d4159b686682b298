import type { Fingerprint } from '../../engine/index.ts';
import { mayDelete } from '../store/backup-locks.ts';
import type { BlobName, BlobStore } from '../store/blob-store.ts';
import type { Database } from '../store/database.ts';
import { isHeldElsewhere } from '../store/held-pictures.ts';
import { findLiveRecords, lockPicture, readFeatureKeys } from '../store/pattern-rows.ts';

/** Writes a pattern's files where they are not there yet. */
export async function storeBlobs(
  blobs: BlobStore,
  sha256: string,
  picture: Uint8Array,
  fingerprint: Fingerprint,
): Promise<void> {
  await Promise.all([
    storeOnce(blobs, { kind: 'picture', sha256 }, picture),
    storeFeatures(blobs, sha256, fingerprint),
  ]);
}

/** The part of it that is there where an application already holds the picture. */
export function storeFeatures(
  blobs: BlobStore,
  sha256: string,
  { version, features }: Pick<Fingerprint, 'version' | 'features'>,
): Promise<void> {
  return storeOnce(blobs, { kind: 'features', sha256, version }, features);
}

async function storeOnce(blobs: BlobStore, name: BlobName, bytes: Uint8Array): Promise<void> {
  if (!(await blobs.has(name))) await blobs.put(name, bytes);
}

/** Removes the files of a picture unless a live record, an application or a motif has it, under the lock that imports of it take. */
export async function sweepBlobs(store: Database, blobs: BlobStore, sha256: string): Promise<boolean> {
  return store.transaction(async (tx) => {
    await lockPicture(tx, sha256);
    if ((await findLiveRecords(tx, sha256)).length > 0 || (await isHeldElsewhere(tx, sha256))) return false;
    // A backup that is copying needs them; doctor deletes them later.
    if (!(await mayDelete(tx))) return false;
    await blobs.removeAll(sha256);
    return true;
  });
}

/** Verification features of patterns by key; what is gone is left out. */
export async function readFeatures(
  store: Database,
  blobs: BlobStore,
  keys: readonly number[],
): Promise<ReadonlyMap<number, Uint8Array>> {
  const rows = await readFeatureKeys(store, keys);
  const found = await Promise.all(
    rows.map(async ({ key, sha256, version }) => {
      const bytes = await blobs.read({ kind: 'features', sha256, version });
      return bytes ? ([[key, bytes]] as const) : [];
    }),
  );
  return new Map(found.flat());
}
