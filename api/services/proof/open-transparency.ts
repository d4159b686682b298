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

/** The keys of the registry whose data lie in `dataDir`; made at the first start. */
export function openKeyring(
  { dataDir, origin }: TransparencyLocation,
  databaseId: string,
  clock: () => Date,
): Promise<Keyring> {
  return Keyring.open(
    join(dataDir, 'keys', 'keyring.json'),
    origin ?? `localhost/log-${databaseId.slice(0, 8)}`,
    clock,
  );
}

export async function openTransparency(
  location: TransparencyLocation,
  { store, databaseId, clock, log }: { store: Database; databaseId: string; clock: () => Date; log: Log },
): Promise<OpenedTransparency> {
  const keyring = await openKeyring(location, databaseId, clock);
  if (location.origin !== null && location.origin !== keyring.origin)
    log.warn({ origin: keyring.origin }, 'the log keeps the name that it was made with');
  const folder = logFolderOf(location.dataDir);
  const transparency = await TransparencyLog.open({ folder, store, signer: keyring, clock, log });
  return { keyring, transparency };
}
