import { join } from 'node:path';
import type { Database } from '../../store/database.ts';
import { Keyring } from '../../store/keys/keyring.ts';
import type { Log } from '../log.ts';
import { TransparencyLog } from './transparency-log.ts';

export interface TransparencyLocation {
  readonly dataDir: string;
  /** Name of the log where it is made now; null: one of its own. */
  readonly origin: string | null;
}

export interface OpenedTransparency {
  readonly keyring: Keyring;
  readonly transparency: TransparencyLog;
}

export const logFolderOf = (dataDir: string): string => join(dataDir, 'log');

const keyringPathOf = (dataDir: string): string => join(dataDir, 'keys', 'keyring.json');

/** The keys of the registry whose data lie in `dataDir`. Throws `key-unusable` where it was never started. */
export function openKeyring(dataDir: string, clock: () => Date): Promise<Keyring> {
  return Keyring.open(keyringPathOf(dataDir), null, clock);
}

export async function openTransparency(
  location: TransparencyLocation,
  { store, databaseId, clock, log }: { store: Database; databaseId: string; clock: () => Date; log: Log },
): Promise<OpenedTransparency> {
  const origin = location.origin ?? `localhost/log-${databaseId.slice(0, 8)}`;
  const keyring = await Keyring.open(keyringPathOf(location.dataDir), origin, clock);
  if (location.origin !== null && location.origin !== keyring.origin)
    log.warn({ origin: keyring.origin }, 'the log keeps the name that it was made with');
  const folder = logFolderOf(location.dataDir);
  const transparency = await TransparencyLog.open({ folder, store, signer: keyring, clock, log });
  return { keyring, transparency };
}
