import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { depositRecordSchema } from '../../proof/deposit.ts';
import type { Database, Queryable } from '../../store/database.ts';
import { keepDeposit } from '../../store/deposit-rows.ts';
import { Keyring } from '../../store/keys/keyring.ts';
import type { JournalLine } from '../../store/log/journal.ts';
import type { Log } from '../log.ts';
import { startCosigning, witnessOf } from './cosigning.ts';
import { TransparencyLog } from './transparency-log.ts';

export interface TransparencyLocation {
  readonly dataDir: string;
  /** Name of the log where it is made now; null: one of its own. */
  readonly origin: string | null;
  /** Who is asked to co-sign, as the configuration has it; absent: nobody. */
  readonly witnesses?: readonly string[];
}

export interface OpenedTransparency {
  readonly keyring: Keyring;
  readonly transparency: TransparencyLog;
  close(): Promise<void>;
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
  const folder = logFolderOf(location.dataDir);
  // A log that has been begun has keys; fresh ones beside it would only hide that its own are missing.
  const mayMakeKeys = !existsSync(join(folder, 'checkpoint'));
  const keyring = await Keyring.open(keyringPathOf(location.dataDir), mayMakeKeys ? origin : null, clock);
  if (location.origin !== null && location.origin !== keyring.origin)
    log.warn({ origin: keyring.origin }, 'the log keeps the name that it was made with');
  const cosigning = startCosigning((location.witnesses ?? []).map(witnessOf), log);
  const transparency: TransparencyLog = await TransparencyLog.open({
    folder,
    store,
    signer: keyring,
    clock,
    log,
    onRecovered: restoreDeposit,
    onGrown: (opened, checkpoint) => cosigning.grown(opened, checkpoint),
  });
  const close = async () => {
    await cosigning.close();
    await transparency.close();
  };
  return { keyring, transparency, close };
}

/** A deposit whose row the database lost comes back from the log. */
async function restoreDeposit(tx: Queryable, { record }: JournalLine): Promise<void> {
  const deposit = depositRecordSchema.safeParse(record);
  if (!deposit.success) return;
  const { id, commitment, account, at } = deposit.data;
  await keepDeposit(tx, { id, commitment, account, depositedAt: new Date(at) });
}
