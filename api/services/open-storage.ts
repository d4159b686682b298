import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { type BlobStore, openBlobStore } from '../store/blob-store.ts';
import { lockDataFolder } from '../store/data-folder-lock.ts';
import type { Database } from '../store/database.ts';
import { openEmbeddedDatabase } from '../store/embedded-database.ts';
import { releaseUnansweredKeys } from '../store/idempotency-keys.ts';
import { type Migration, migrate, readMigrations } from '../store/migrations.ts';
import { openSecretKey } from '../store/secret-key.ts';
import { openServerDatabase } from '../store/server-database.ts';
import { keepSetting } from '../store/settings.ts';
import { makeVault, type Vault } from './access/vault.ts';
import type { Log } from './log.ts';

/** Where a registry's data lies; the configuration fits. */
export interface StorageLocation {
  readonly dataDir: string;
  /** A PostgreSQL server; null: the embedded database in `dataDir`. */
  readonly databaseUrl: string | null;
  /** Name of the transparency log where it is made now; absent or null: one of its own. */
  readonly log?: { readonly origin: string | null; readonly witnesses: readonly string[] };
  /** Who puts a time to states of the log; absent or null: our own clock. */
  readonly timestamp?: { readonly url: string | null; readonly roots: string | null };
  /** A token that holds keys; absent or null: there is none. */
  readonly keys?: TokenSettings;
}

/** A token is set up where all three are there. */
export interface TokenSettings {
  readonly pkcs11Module: string | null;
  readonly pkcs11Token: string | null;
  readonly pkcs11Pin: string | null;
}

export interface Storage {
  readonly store: Database;
  readonly blobs: BlobStore;
  readonly vault: Vault;
  /** Tells this database from any other, a restored copy of it included; snapshots belong to one of them. */
  readonly databaseId: string;
  close(): Promise<void>;
}

/** Takes the lock, opens and migrates the database, opens the picture folder. */
export async function openStorage(
  { dataDir, databaseUrl }: StorageLocation,
  log: Log,
  migrations: readonly Migration[] = readMigrations(),
): Promise<Storage> {
  const closing: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const each of closing.splice(0).reverse()) await each();
  };
  try {
    if (databaseUrl === null) closing.push((await lockDataFolder(dataDir)).release);
    const store =
      databaseUrl === null
        ? await openEmbeddedDatabase(join(dataDir, 'database'))
        : await openServerDatabase(databaseUrl);
    closing.push(() => store.close());
    const applied = await migrate(store, migrations);
    if (applied.length > 0) log.info({ migrations: applied }, 'database migrated');
    const blobs = await openBlobStore(join(dataDir, 'files'));
    if (databaseUrl === null) {
      // The lock says that nobody else is at work: what is unfinished was cut off.
      await blobs.sweepIncoming();
      await releaseUnansweredKeys(store);
    }
    const databaseId = await keepSetting(store, 'database-id', randomUUID());
    const vault = makeVault(await openSecretKey(dataDir));
    return { store, blobs, vault, databaseId, close };
  } catch (error) {
    await close();
    throw error;
  }
}
