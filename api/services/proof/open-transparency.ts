import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { depositRecordSchema } from '../../proof/deposit.ts';
import { fromPem } from '../../proof/pki/certificate.ts';
import type { Database, Queryable } from '../../store/database.ts';
import { keepDeposit } from '../../store/deposit-rows.ts';
import { Authority } from '../../store/keys/authority.ts';
import { keyUnusable, tokenUnusable } from '../../store/keys/key-file.ts';
import { KeyToken, type TokenLocation } from '../../store/keys/key-token.ts';
import { Keyring } from '../../store/keys/keyring.ts';
import type { JournalLine } from '../../store/log/journal.ts';
import { readCheckpoint } from '../../store/log/log-folder.ts';
import type { Log } from '../log.ts';
import type { StorageLocation, TokenSettings } from '../open-storage.ts';
import { startCosigning, witnessOf } from './cosigning.ts';
import { Stamping } from './stamping.ts';
import { localAuthority, remoteAuthority } from './timestamp-authorities.ts';
import { TransparencyLog } from './transparency-log.ts';

export interface TransparencyLocation {
  readonly dataDir: string;
  /** Name of the log where it is made now; null: one of its own. */
  readonly origin: string | null;
  /** Who is asked to co-sign, as the configuration has it; absent: nobody. */
  readonly witnesses?: readonly string[];
  /** Who puts a time to states of the log, and what its certificate has to lead to; absent: our own clock. */
  readonly timestamp?: TimestampLocation | undefined;
  /** A token that holds keys; absent: they are in files. */
  readonly token?: TokenLocation | undefined;
}

export interface TimestampLocation {
  readonly url: string;
  /** File of certificates, PEM; null: any is taken, and left to whoever verifies. */
  readonly roots: string | null;
}

export interface OpenedTransparency {
  readonly keyring: Keyring;
  readonly transparency: TransparencyLog;
  readonly authority: Authority;
  readonly stamping: Stamping;
  /** Certificates that timestamps by somebody else lead to, DER. */
  readonly timestampRoots: readonly Uint8Array[];
  close(): Promise<void>;
}

/** As the configuration has it. */
export function transparencyLocation({ dataDir, log, timestamp, keys }: StorageLocation): TransparencyLocation {
  const { url = null, roots = null } = timestamp ?? {};
  return {
    dataDir,
    origin: log?.origin ?? null,
    witnesses: log?.witnesses ?? [],
    timestamp: url === null ? undefined : { url, roots },
    token: tokenLocation(keys),
  };
}

/** Throws `key-unusable` where a token is set up by half. */
function tokenLocation(keys: TokenSettings | undefined): TokenLocation | undefined {
  const { pkcs11Module: module = null, pkcs11Token: label = null, pkcs11Pin: pin = null } = keys ?? {};
  if (module !== null && label !== null && pin !== null) return { module, label, pin };
  if (module === null && label === null && pin === null) return undefined;
  throw tokenUnusable(
    'library, label and PIN of a token',
    'only some of them',
    'Set keys.pkcs11Module, keys.pkcs11Token and keys.pkcs11Pin, or none.',
  );
}

export const logFolderOf = (dataDir: string): string => join(dataDir, 'log');

export interface OpenedKeys {
  /** Those of the log and of its work as a witness. */
  readonly keyring: Keyring;
  /** Clock and seal. */
  readonly authority: Authority;
  readonly token: KeyToken | undefined;
}

/** Keys of the registry whose data lie in `dataDir`; those of the log and the witness have to be there unless `origin` names the log. */
export async function openKeys(
  { dataDir, token: location }: Pick<TransparencyLocation, 'dataDir' | 'token'>,
  clock: () => Date,
  origin: string | null = null,
): Promise<OpenedKeys> {
  const token = location && new KeyToken(location);
  const keyring = await Keyring.open(join(dataDir, 'keys', 'keyring.json'), origin, clock, token);
  const authority = await Authority.open(join(dataDir, 'keys', 'authority.json'), keyring.origin, clock, token);
  return { keyring, authority, token };
}

export async function openTransparency(
  location: TransparencyLocation,
  { store, databaseId, clock, log }: { store: Database; databaseId: string; clock: () => Date; log: Log },
): Promise<OpenedTransparency> {
  const origin = location.origin ?? `localhost/log-${databaseId.slice(0, 8)}`;
  const folder = logFolderOf(location.dataDir);
  // A log that has been begun has keys; fresh ones beside it would only hide that its own are missing.
  const mayMakeKeys = !existsSync(join(folder, 'checkpoint'));
  const { keyring, authority, token } = await openKeys(location, clock, mayMakeKeys ? origin : null);
  if (location.origin !== null && location.origin !== keyring.origin)
    log.warn({ origin: keyring.origin }, 'the log keeps the name that it was made with');
  const { timestamp } = location;
  const timestampRoots = timestamp?.roots == null ? [] : await readRoots(timestamp.roots);
  let opened: TransparencyLog | undefined;
  // A clock that was set back behind the log puts no time to it.
  const now = () => opened?.now() ?? clock();
  const asked =
    timestamp === undefined ? localAuthority(authority, now) : remoteAuthority(timestamp.url, timestampRoots);
  const stamping = new Stamping(asked, { store, log, clock });
  const cosigning = startCosigning((location.witnesses ?? []).map(witnessOf), log);
  const transparency: TransparencyLog = await TransparencyLog.open({
    folder,
    store,
    signer: keyring,
    clock,
    log,
    onRecovered: restoreDeposit,
    onGrown: (grown, checkpoint) => {
      opened = grown;
      cosigning.grown(grown, checkpoint);
      stamping.grown(checkpoint);
    },
  });
  opened = transparency;
  // Where the last timestamp had not come before the end.
  const last = await readCheckpoint(folder, keyring).catch(() => undefined);
  if (last !== undefined) stamping.grown(last);
  const close = async () => {
    await cosigning.close();
    await transparency.close();
    await stamping.close();
    await token?.close();
  };
  return { keyring, transparency, authority, stamping, timestampRoots, close };
}

async function readRoots(path: string): Promise<readonly Uint8Array[]> {
  const roots = fromPem(await readFile(path, 'utf8'), 'CERTIFICATE');
  if (roots.length > 0) return roots;
  throw keyUnusable(`certificates in PEM in ${path}`, 'none');
}

/** A deposit whose row the database lost comes back from the log. */
async function restoreDeposit(tx: Queryable, { record }: JournalLine): Promise<void> {
  const deposit = depositRecordSchema.safeParse(record);
  if (!deposit.success) return;
  const { id, commitment, account, at } = deposit.data;
  await keepDeposit(tx, { id, commitment, account, depositedAt: new Date(at) });
}
