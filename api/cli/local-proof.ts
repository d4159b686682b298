import type { LoggedDeposit } from '../proof/deposit.ts';
import { fingerprintOf } from '../proof/note/verifier-key.ts';
import { certificateFingerprint, holderOf } from '../proof/pki/certificate.ts';
import { readPkcs12 } from '../proof/pki/pkcs12.ts';
import type { LogKeys } from '../schemas/log.ts';
import { openStorage } from '../services/open-storage.ts';
import { checkLog, type LogFinding } from '../services/proof/check-log.ts';
import { makeSealedDeposit } from '../services/proof/deposits.ts';
import {
  logFolderOf,
  openAuthority,
  openKeyring,
  openTransparency,
  transparencyLocation,
} from '../services/proof/open-transparency.ts';
import { publishedKeys } from '../services/proof/published-keys.ts';
import { Refusal } from './backend.ts';
import { ACTOR, commandLog, loadLocalConfig } from './local-backend.ts';
import { refusingIn } from './refusing.ts';
import type { Session } from './session.ts';

/** Reads the log of this machine without opening it for writing, so that nothing heals before it was seen. */
export function examineLog(session: Session): Promise<readonly LogFinding[]> {
  const config = loadLocalConfig(session.environment);
  return refusingIn(session.language)(
    (async () => {
      const { store, close } = await openStorage(config, commandLog(session.environment, config));
      try {
        const keyring = await openKeyring(config.dataDir, () => new Date());
        return await checkLog({ store, keyring, transparency: { folder: logFolderOf(config.dataDir) } });
      } finally {
        await close();
      }
    })(),
  );
}

export function listKeys(session: Session): Promise<LogKeys['keys']> {
  return withKeyring(session, async (keyring) => (await publishedKeys(keyring)).keys);
}

export function rotateKey(
  session: Session,
  { purpose, overlapDays }: { readonly purpose: 'log' | 'witness'; readonly overlapDays: number },
): Promise<{ readonly keyId: string; readonly fingerprint: string }> {
  return withKeyring(session, async (keyring) => {
    const { key } = await keyring.rotate(purpose, overlapDays);
    return { keyId: key.keyId, fingerprint: fingerprintOf(key) };
  });
}

export function revokeKey(
  session: Session,
  { keyId, asOf, reason }: { readonly keyId: string; readonly asOf: Date; readonly reason: string },
): Promise<void> {
  return withKeyring(session, (keyring) => keyring.revoke(keyId, asOf, reason));
}

/** Takes a key that was brought along. Throws Refusal `key-file-invalid`. */
export function importKey(
  { environment, language, texts }: Session,
  {
    file,
    password,
    use,
    path,
  }: {
    readonly file: Uint8Array;
    readonly password: string;
    readonly use: 'seal' | 'timestamp';
    readonly path: string;
  },
): Promise<{ readonly holder: string; readonly fingerprint: string }> {
  const { dataDir } = loadLocalConfig(environment);
  return refusingIn(language)(
    (async () => {
      const brought = await readPkcs12(file, password).catch((error: unknown) => {
        throw new Refusal('key-file-invalid', texts.keyFileInvalid(path), { cause: error });
      });
      const { origin } = await openKeyring(dataDir, () => new Date());
      const authority = await openAuthority(dataDir, origin, () => new Date());
      await authority.bring(use, brought, new Date());
      return { holder: holderOf(brought.chain[0]), fingerprint: certificateFingerprint(brought.chain[0]) };
    })(),
  );
}

/** The key file may change under a server that runs: it reads it again. */
function withKeyring<T>({ environment, language }: Session, work: (keyring: OpenedKeyring) => Promise<T>): Promise<T> {
  return refusingIn(language)(openKeyring(loadLocalConfig(environment).dataDir, () => new Date()).then(work));
}

/** Deposits in the registry of this machine. */
export function depositLocally({ environment, language }: Session, commitment: string): Promise<LoggedDeposit> {
  const config = loadLocalConfig(environment);
  const log = commandLog(environment, config);
  return refusingIn(language)(
    (async () => {
      const { store, databaseId, close } = await openStorage(config, log);
      try {
        const location = { ...transparencyLocation(config), witnesses: [] };
        const opened = await openTransparency(location, { store, databaseId, clock: () => new Date(), log });
        try {
          return await makeSealedDeposit({ store, ...opened }, commitment, ACTOR);
        } finally {
          await opened.close();
        }
      } finally {
        await close();
      }
    })(),
  );
}

type OpenedKeyring = Awaited<ReturnType<typeof openKeyring>>;
